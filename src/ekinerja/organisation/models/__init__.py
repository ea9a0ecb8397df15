"""Tables of agencies, units, positions and calendars."""

from ekinerja.organisation.models.agency import Agency
from ekinerja.organisation.models.calendar import Holiday, UnitCalendar, WorkCalendar
from ekinerja.organisation.models.position import Position, PositionClass
from ekinerja.organisation.models.unit import Unit, UnitVersion

__all__ = ["Agency", "Holiday", "Position", "PositionClass", "Unit", "UnitCalendar", "UnitVersion", "WorkCalendar"]
