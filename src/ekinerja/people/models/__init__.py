"""Tables of people, their posts, ranks and status, and of imports."""

from ekinerja.people.models.appointment import Appointment
from ekinerja.people.models.directory import DirectoryEntry, NameWord
from ekinerja.people.models.employee import Employee
from ekinerja.people.models.importing import ImportBatch, ImportChange, ImportMapping, ImportRow
from ekinerja.people.models.rating import CorrectionState, RaterCorrection, RaterOverride
from ekinerja.people.models.records import RankRecord, StatusRecord

__all__ = [
    "Appointment",
    "CorrectionState",
    "DirectoryEntry",
    "Employee",
    "ImportBatch",
    "ImportChange",
    "ImportMapping",
    "ImportRow",
    "NameWord",
    "RankRecord",
    "RaterCorrection",
    "RaterOverride",
    "StatusRecord",
]
