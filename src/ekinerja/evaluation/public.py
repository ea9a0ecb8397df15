"""The door of evaluation: ratings of people in a period, and what their unit achieved."""

from ekinerja.evaluation.data import ExplainedStep, LoadAchievement, LoadReview, ReviewInput
from ekinerja.evaluation.events import ReviewFinalised
from ekinerja.evaluation.models import Review
from ekinerja.evaluation.selectors import achievements
from ekinerja.evaluation.selectors.achievements import level_of
from ekinerja.evaluation.selectors.counting import levels_in, predicates_in
from ekinerja.evaluation.selectors.cycle import CycleView, PeriodLine, Task, lines_of, my_cycle
from ekinerja.evaluation.selectors.documents import (
    evaluation_document_fields,
    evaluation_record_fields,
    period_label,
)
from ekinerja.evaluation.selectors.inbox import Waiting, list_inbox, list_team, next_in_inbox
from ekinerja.evaluation.selectors.predicates import explain, from_json, to_json
from ekinerja.evaluation.selectors.reviews import (
    RatedMonth,
    current_reviews,
    get_review,
    latest_reviews,
    list_mine,
    needs_dialogue_warning,
    rated_month,
)
from ekinerja.evaluation.services.bulk_load import bulk_load_achievements, bulk_load_reviews
from ekinerja.evaluation.services.finalise_review import finalise_review
from ekinerja.evaluation.services.note_view import note_rating_view
from ekinerja.evaluation.services.set_achievement import set_achievement

__all__ = [
    "CycleView",
    "ExplainedStep",
    "LoadAchievement",
    "LoadReview",
    "PeriodLine",
    "RatedMonth",
    "Review",
    "ReviewFinalised",
    "ReviewInput",
    "Task",
    "Waiting",
    "achievements",
    "bulk_load_achievements",
    "bulk_load_reviews",
    "current_reviews",
    "evaluation_document_fields",
    "evaluation_record_fields",
    "explain",
    "finalise_review",
    "from_json",
    "get_review",
    "latest_reviews",
    "level_of",
    "levels_in",
    "lines_of",
    "list_inbox",
    "list_mine",
    "list_team",
    "my_cycle",
    "needs_dialogue_warning",
    "next_in_inbox",
    "period_label",
    "predicates_in",
    "note_rating_view",
    "rated_month",
    "set_achievement",
    "to_json",
]
