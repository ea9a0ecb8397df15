"""The door of evaluation: ratings of people in a period, and what their unit achieved."""

from ekinerja.evaluation.data import ExplainedStep, LoadAchievement, LoadReview, ReviewInput
from ekinerja.evaluation.events import ReviewFinalised
from ekinerja.evaluation.models import Review
from ekinerja.evaluation.selectors.achievements import level_of
from ekinerja.evaluation.selectors.predicates import explain, from_json, to_json
from ekinerja.evaluation.selectors.reviews import (
    RatedMonth,
    current_reviews,
    get_review,
    needs_dialogue_warning,
    rated_month,
)
from ekinerja.evaluation.services.bulk_load import bulk_load_achievements, bulk_load_reviews
from ekinerja.evaluation.services.finalise_review import finalise_review
from ekinerja.evaluation.services.set_achievement import set_achievement

__all__ = [
    "ExplainedStep",
    "LoadAchievement",
    "LoadReview",
    "RatedMonth",
    "Review",
    "ReviewFinalised",
    "ReviewInput",
    "bulk_load_achievements",
    "bulk_load_reviews",
    "current_reviews",
    "explain",
    "finalise_review",
    "from_json",
    "get_review",
    "level_of",
    "needs_dialogue_warning",
    "rated_month",
    "set_achievement",
    "to_json",
]
