"""The door of the regulation: the law's values and the agency's own."""

from ekinerja.regulation.deciding import decide_value, list_values, propose_value
from ekinerja.regulation.lawbook import Lawbook, load
from ekinerja.regulation.models import ValueState
from ekinerja.regulation.values import choice_of, value_on

__all__ = [
    "Lawbook",
    "ValueState",
    "choice_of",
    "decide_value",
    "list_values",
    "load",
    "propose_value",
    "value_on",
]
