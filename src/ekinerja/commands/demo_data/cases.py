"""The cases that hurt: vacant posts, acting officials, a retirement and transfers in the middle of the year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from ekinerja.commands.demo_data import seeds
from ekinerja.kernel import actor as actors
from ekinerja.kernel.ids import uuid7
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people

MOVERS = 12
ASKERS = 6


@dataclass(frozen=True)
class Moved:
    """Somebody who changed posts within the year, and the first day in the new one."""

    employee_id: UUID
    on: date


class Cases:
    """Applies the cases to one agency through the services that its administrator would use."""

    def __init__(self, *, agency_id: int, year: int, today: date, at: datetime) -> None:
        self.actor = actors.system(agency_id)
        self.year, self.today, self.at = year, today, at
        units = organisation.units.list_units(on=today)
        self.divisions = [unit for unit in units if unit.kind in {"BIDANG", "SEKSI", "SUBBAG"}]
        self.heads = people.unit_heads(unit_ids=[unit.id for unit in self.divisions], on=today)
        self.outside = people.exempt_employee_ids(on=today)

    def apply(self) -> list[Moved]:
        """Apply all cases and return who moved within the year."""
        led = [unit for unit in self.divisions if unit.id in self.heads]
        if len(led) < 4:
            return []
        retired, vacated, absent, lender = sorted(led, key=lambda unit: seeds.number("kasus", unit.code))[:4]
        self._retire(retired.id, self._day(5, 1))
        self._retire(vacated.id, self._day(4, 1))
        self._act(self.heads[lender.id].employee_id, vacated.id, "PLT", self._day(4, 1), None)
        self._act(self.heads[lender.id].employee_id, absent.id, "PLH", self.today - timedelta(days=3), None)
        return self._move()

    def ask_for_corrections(self) -> None:
        """Let some people ask for another rater, as they would on the page."""
        for unit in self.divisions[:ASKERS]:
            staff = [row for row in people.people_below(paths=[unit.path]) if not self._leads(row[0])]
            if not staff:
                continue
            employee_id, name = staff[0][0], staff[0][1]
            actor = actors.Actor(uuid7(), self.actor.agency_id, employee_id, name, ())
            people.ask_for_correction(
                actor=actor,
                reason="Sejak Oktober saya diperbantukan di bidang lain; surat tugas sudah saya unggah.",
                at=self.at,
                on=self.today,
            )

    def _retire(self, unit_id: UUID, on: date) -> None:
        people.careers.change_status(
            actor=self.actor,
            employee_id=self.heads[unit_id].employee_id,
            status=people.Status.RETIRED,
            until=None,
            decree=self._decree("Pensiun", on),
            at=self.at,
            today=self.today,
        )

    def _act(self, employee_id: UUID, unit_id: UUID, kind: str, on: date, until: date | None) -> None:
        if people.current_appointment(employee_id=employee_id, on=on) is None:
            return
        people.careers.appoint_acting(
            actor=self.actor,
            employee_id=employee_id,
            unit_id=unit_id,
            kind=people.AppointmentKind(kind),
            until=until,
            decree=self._decree(f"Penunjukan {kind}", on),
            at=self.at,
            today=self.today,
        )

    def _move(self) -> list[Moved]:
        on, moved = self._day(7, 1), []
        for unit in self.divisions[:: max(1, len(self.divisions) // MOVERS)][:MOVERS]:
            target = self.divisions[seeds.number("pindah", unit.code) % len(self.divisions)]
            staff = [row[0] for row in people.people_below(paths=[unit.path]) if self._may_move(row[0])]
            if not staff or target.id == unit.id:
                continue
            post = people.snapshot_of(employee_id=staff[-1], on=self.today)
            people.careers.move_employee(
                actor=self.actor,
                employee_id=staff[-1],
                post=organisation.PositionWanted(
                    target.id, post.position_title, post.position_kind, post.grade, post.echelon
                ),
                position_class=post.position_class,
                decree=self._decree("Mutasi", on),
                at=self.at,
                today=self.today,
            )
            moved.append(Moved(staff[-1], on))
        return moved

    def _may_move(self, employee_id: UUID) -> bool:
        return not self._leads(employee_id) and employee_id not in self.outside

    def _leads(self, employee_id: UUID) -> bool:
        return any(head.employee_id == employee_id for head in self.heads.values())

    def _decree(self, what: str, on: date) -> people.careers.Decree:
        return people.careers.Decree(on=on, number=f"800/{seeds.number(what, on) % 900 + 100}/{on.year}", reason=what)

    def _day(self, month: int, day: int) -> date:
        """Return the day in the year, or yesterday where it has not come yet."""
        return min(date(self.year, month, day), self.today - timedelta(days=1))
