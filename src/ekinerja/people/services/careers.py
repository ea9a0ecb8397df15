"""All changes to a person's career under one name, for the door."""

from ekinerja.people.services.appoint_acting import appoint_acting, end_acting
from ekinerja.people.services.change_status import change_rank, change_status
from ekinerja.people.services.find_employee import Decree
from ekinerja.people.services.keep_employee import NewEmployee, add_employee, correct_employee
from ekinerja.people.services.move_employee import move_employee
from ekinerja.people.services.preview_change import Consequence, preview_change

__all__ = [
    "Consequence",
    "Decree",
    "NewEmployee",
    "add_employee",
    "appoint_acting",
    "change_rank",
    "change_status",
    "correct_employee",
    "end_acting",
    "move_employee",
    "preview_change",
]
