"""The door of activity: action plans, realisations, evidence and feedback of a period."""

from ekinerja.activity.events import FeedbackGiven, PeriodReturned, PeriodSubmitted
from ekinerja.activity.models import Realisation
from ekinerja.activity.selectors.counting import states_in
from ekinerja.activity.selectors.months import MonthView, month_of, returned_of, states_of
from ekinerja.activity.selectors.waiting import latest_move, list_rated, list_waiting, submitted_at, waiting_for
from ekinerja.activity.services.add_evidence import add_evidence, remove_evidence
from ekinerja.activity.services.bulk_load import bulk_load_months
from ekinerja.activity.services.give_feedback import FeedbackInput, give_feedback
from ekinerja.activity.services.save_realisation import RealisationInput, save_realisation, save_realisations
from ekinerja.activity.services.save_steps import save_steps
from ekinerja.activity.services.submit_period import (
    mark_rated,
    return_period,
    submit_period,
    withdraw_period,
)

__all__ = [
    "FeedbackGiven",
    "FeedbackInput",
    "MonthView",
    "PeriodReturned",
    "PeriodSubmitted",
    "Realisation",
    "RealisationInput",
    "add_evidence",
    "bulk_load_months",
    "give_feedback",
    "latest_move",
    "list_rated",
    "list_waiting",
    "mark_rated",
    "month_of",
    "remove_evidence",
    "return_period",
    "save_realisation",
    "save_realisations",
    "save_steps",
    "states_in",
    "returned_of",
    "states_of",
    "submit_period",
    "submitted_at",
    "waiting_for",
    "withdraw_period",
]
