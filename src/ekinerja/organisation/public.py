"""The door of agencies, units, positions and calendars."""

from ekinerja.organisation.data import (
    Difference,
    HolidayKind,
    PositionData,
    PositionKind,
    PositionWanted,
    UnitData,
    UnitInTree,
    UnitKind,
    UnitRow,
)
from ekinerja.organisation.events import UnitChanged
from ekinerja.organisation.models import UnitCalendar, WorkCalendar
from ekinerja.organisation.policies import may_change
from ekinerja.organisation.selectors import calendars, positions, unit_calendars, units
from ekinerja.organisation.selectors.agencies import get_agency, list_agencies
from ekinerja.organisation.selectors.tree_on_day import (
    UnitOnDay,
    paths_of_units,
    units_around,
    units_on_way,
)
from ekinerja.organisation.services import keep_calendar
from ekinerja.organisation.services.assign_calendar import assign_calendar, end_calendar
from ekinerja.organisation.services.change_unit import (
    close_ended_posts,
    close_unit,
    create_unit,
    move_unit,
    rename_unit,
)
from ekinerja.organisation.services.create_agency import create_agency
from ekinerja.organisation.services.ensure_positions import ensure_classes, ensure_positions, open_position
from ekinerja.organisation.services.import_units import UnitPlan, plan_units

__all__ = [
    "Difference",
    "HolidayKind",
    "PositionData",
    "PositionKind",
    "PositionWanted",
    "UnitCalendar",
    "UnitChanged",
    "UnitData",
    "UnitInTree",
    "UnitKind",
    "UnitOnDay",
    "UnitPlan",
    "UnitRow",
    "WorkCalendar",
    "assign_calendar",
    "calendars",
    "close_ended_posts",
    "close_unit",
    "create_agency",
    "create_unit",
    "end_calendar",
    "ensure_classes",
    "ensure_positions",
    "get_agency",
    "keep_calendar",
    "list_agencies",
    "may_change",
    "move_unit",
    "open_position",
    "paths_of_units",
    "plan_units",
    "positions",
    "rename_unit",
    "unit_calendars",
    "units",
    "units_around",
    "units_on_way",
]
