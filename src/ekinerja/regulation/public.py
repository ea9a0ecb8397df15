"""
The door of this module: the law as dated data, and what an agency decided for itself.

Programs without a database use ``ekinerja.regulation.lawbook`` directly.
"""

from ekinerja.regulation.deciding import decide_value, list_values, propose_value
from ekinerja.regulation.lawbook import Lawbook, LawError, load_examples, parse_shipped_scheme
from ekinerja.regulation.lawbook import load as lawbook
from ekinerja.regulation.lawbook.answers.example import Worked, work
from ekinerja.regulation.models import ValueState
from ekinerja.regulation.schemes import scheme_codes, scheme_on
from ekinerja.regulation.values import choice_of, read_told, told_values, value_on, values_on

__all__ = [
    "LawError",
    "Lawbook",
    "ValueState",
    "Worked",
    "choice_of",
    "decide_value",
    "lawbook",
    "list_values",
    "load_examples",
    "parse_shipped_scheme",
    "propose_value",
    "read_told",
    "scheme_codes",
    "scheme_on",
    "told_values",
    "value_on",
    "values_on",
    "work",
]
