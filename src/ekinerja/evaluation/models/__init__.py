"""Tables of evaluation."""

from ekinerja.evaluation.models.review import OrganisationAchievement, Review

__all__ = ["OrganisationAchievement", "Review"]
