"""Tables of activity."""

from ekinerja.activity.models.feedback import Feedback
from ekinerja.activity.models.work import ActionStep, EvidenceLink, PeriodMove, PeriodWork, Realisation

__all__ = ["ActionStep", "EvidenceLink", "Feedback", "PeriodMove", "PeriodWork", "Realisation"]
