"""The goal tree of a demo agency with a year's figures, and the agreements of its heads; from ``goals.yaml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import yaml

from ekinerja.commands.demo_data import phrases, seeds
from ekinerja.organisation import public as organisation
from ekinerja.planning.data import Accumulation, AgreementState, Direction, GoalKind, PersonSnapshot
from ekinerja.planning.data.loading import LoadAgreement, LoadGoal, LoadGoalIndicator

ZONE = ZoneInfo("Asia/Jakarta")
# What has come together by the end of each quarter, of goals that add up and of those that grow.
SHARES = {1: Decimal("0.20"), 2: Decimal("0.25"), 3: Decimal("0.25"), 4: Decimal("0.30")}
GROWTH = {1: Decimal("0.2"), 2: Decimal("0.45"), 3: Decimal("0.75"), 4: Decimal(1)}
SUBMITTED, RETURNED, NOT_BEGUN = 3, 2, 1
BELOW = ("Dinas Kesehatan", "Dinas Pendidikan", "Badan Kepegawaian dan Pengembangan SDM")


@cache
def content() -> dict[str, Any]:
    """Return the whole of ``goals.yaml``."""
    with (Path(__file__).parent / "goals.yaml").open(encoding="utf-8") as stream:
        loaded: dict[str, Any] = yaml.safe_load(stream)
    return loaded


@dataclass(frozen=True)
class Head:
    """Who leads a unit, and whom that person answers to."""

    person: PersonSnapshot
    rater: PersonSnapshot | None


class GoalTree:
    """Makes the tree of one agency from its units, the same at every load."""

    def __init__(self, *, agency_id: int, year: int, today: date, units: Sequence[organisation.UnitData]) -> None:
        self.agency_id, self.year, self.today, self.units = agency_id, year, today, units
        self.top = [unit for unit in units if unit.depth == 1]
        self.start = datetime.combine(date(year, 1, 2), time(8), ZONE)
        self.rows: list[LoadGoal] = []
        self.by_unit: dict[UUID, list[UUID]] = {}

    def make(self) -> list[LoadGoal]:
        """Return the goals, those above first."""
        for first, objective in enumerate(content()["objectives"], start=1):
            top = self._goal(str(first), objective, GoalKind.OBJECTIVE, None, None)
            for second, strategic in enumerate(objective["goals"], start=1):
                code = f"{first}.{second}"
                goal = self._goal(code, strategic, GoalKind.STRATEGIC, top, None)
                self._below(code, goal, strategic["units"])
        return self.rows

    def _below(self, code: str, above: LoadGoal, units: Mapping[str, Any]) -> None:
        number = 0
        for name, items in units.items():
            for unit in self._named(name):
                made = []
                for item in items:
                    number += 1
                    made.append(self._goal(f"{code}.{number}", item, GoalKind.STRATEGIC, above, unit))
                self._programmes(unit, made)

    def _named(self, name: str) -> list[organisation.UnitData]:
        return [unit for unit in self.top if unit.name == name or (name == "Kecamatan" and unit.name.startswith(name))]

    def _programmes(self, unit: organisation.UnitData, above: Sequence[LoadGoal]) -> None:
        """Give each division of the unit one goal of a programme below one of the unit's."""
        divisions = [row for row in self.units if row.parent_id == unit.id and row.kind in ("BIDANG", "BAGIAN")]
        for place, division in enumerate(divisions):
            goal = above[place % len(above)]
            subject = division.name.removesuffix(unit.name).strip()
            subject = subject.removeprefix("Bidang ").removeprefix("Bagian ")
            item = {
                "text": f"Meningkatnya kualitas program {subject}",
                "indicators": [
                    [f"Persentase kegiatan {subject} yang selesai tepat waktu", "persen", "88", "95"],
                    [f"Jumlah keluaran {subject} yang diterima penerima layanan", "keluaran", "0", "240", "JUMLAH"],
                ],
            }
            self._goal(f"{goal.code}.{place + 1}", item, GoalKind.PROGRAMME, goal, division)

    def _goal(
        self,
        code: str,
        item: Mapping[str, Any],
        kind: GoalKind,
        above: LoadGoal | None,
        unit: organisation.UnitData | None,
    ) -> LoadGoal:
        goal_id = seeds.uuid7(self.start, "sasaran", self.agency_id, code)
        goal = LoadGoal(
            id=goal_id,
            code=code,
            text=item["text"],
            kind=kind.value,
            first_year=self.year - 1,
            last_year=self.year + 3,
            number=len(self.rows) + 1,
            indicators=tuple(self._indicator(code, place, row) for place, row in enumerate(item["indicators"])),
            parent_id=above.id if above else None,
            unit_id=unit.id if unit else None,
            unit_path=unit.path if unit else "",
        )
        self.rows.append(goal)
        if unit is not None:
            self.by_unit.setdefault(unit.id, []).append(goal_id)
        return goal

    def _indicator(self, code: str, place: int, row: Sequence[str]) -> LoadGoalIndicator:
        before, target = Decimal(row[2]), Decimal(row[3])
        adds = len(row) > 4
        targets = self._targets(before, target, adds)
        achieved, notes = self._achieved(code, place, before, targets, adds)
        return LoadGoalIndicator(
            id=seeds.uuid7(self.start, "indikator sasaran", self.agency_id, code, place),
            text=row[0],
            measure=row[1],
            accumulation=Accumulation.SUM if adds else Accumulation.LAST,
            direction=Direction.LOWER if target < before else Direction.HIGHER,
            targets=targets,
            achieved=achieved,
            notes=notes,
        )

    def _targets(self, before: Decimal, target: Decimal, adds: bool) -> dict[int, Decimal]:
        if not adds:
            places = Decimal(1).scaleb(target.as_tuple().exponent)  # type: ignore[arg-type]
            steps = {q: (before + (target - before) * part).quantize(places) for q, part in GROWTH.items()}
            return {0: target, **steps, 4: target}
        parts = {q: (target * part).quantize(Decimal(1)) for q, part in SHARES.items()}
        parts[4] = target - parts[1] - parts[2] - parts[3]
        return {0: target, **parts}

    def _achieved(
        self, code: str, place: int, before: Decimal, targets: Mapping[int, Decimal], adds: bool
    ) -> tuple[dict[int, Decimal], dict[int, str]]:
        """Return what was reached in the quarters that have ended; one unit in twelve is late with the last one."""
        ended = [q for q in (1, 2, 3, 4) if date(self.year + q // 4, q % 4 * 3 + 1, 1) <= self.today]
        if ended and seeds.share("terlambat", code) < 1 / 12:
            ended.pop()
        found, notes = {}, {}
        for quarter in ended:
            swing = Decimal(72 + seeds.number(code, place, quarter) % 36) / 100
            target = targets[quarter]
            value = target * swing if adds else before + (target - before) * swing
            found[quarter] = value.quantize(Decimal(1).scaleb(target.as_tuple().exponent))  # type: ignore[arg-type]
            if seeds.share("catatan", code, place, quarter) < 0.15:
                notes[quarter] = seeds.pick(content()["achieved_notes"], code, place, quarter)
        return found, notes

    def agreements(self, heads: Mapping[UUID, Head]) -> Iterator[LoadAgreement]:
        """Return the agreements: the regent's, those of the heads of the units, some of their divisions'."""
        yield self._agreement(None, None, AgreementState.AGREED)
        led = [unit for unit in self.top if unit.id in heads and unit.id in self.by_unit]
        states = [AgreementState.SUBMITTED] * SUBMITTED + [AgreementState.RETURNED] * RETURNED
        drawn = sorted(led, key=lambda unit: seeds.number("perjanjian", unit.code))
        if len(drawn) > len(states) + NOT_BEGUN + 1:
            drawn = drawn[:-NOT_BEGUN]
        else:
            states = states[:1]
        for place, unit in enumerate(drawn):
            state = states[place] if place < len(states) else AgreementState.AGREED
            yield self._agreement(unit, heads[unit.id], state)
        for unit in led:
            if unit.name in BELOW:
                for division in (row for row in self.units if row.parent_id == unit.id):
                    if division.id in heads and division.id in self.by_unit:
                        yield self._agreement(division, heads[division.id], AgreementState.AGREED)

    def _agreement(self, unit: organisation.UnitData | None, head: Head | None, state: AgreementState) -> LoadAgreement:
        code = unit.code if unit else "kepala daerah"
        late = state is not AgreementState.AGREED
        begun = datetime.combine(self.today, time(7), ZONE) - timedelta(days=9) if late else self.start
        submitted = begun + timedelta(days=4 + seeds.number("ajukan", code) % 3, hours=2)
        day = (submitted + timedelta(days=6)).date()
        root = next((row for row in self.units if row.depth == 0), None)
        title = root.head_title if root else ""
        name = phrases.HEADS.get(title, title)
        regent = PersonSnapshot(name=name, position=title, unit=root.name if root else "")
        second = head.rater if head else None
        on_paper = second is None or second.employee_id is None
        signer = second.name if second else name
        paper = (f"800/{seeds.number('nomor', code) % 900 + 100}/PK/{self.year}", day) if on_paper else None
        return LoadAgreement(
            id=seeds.uuid7(begun, "perjanjian", self.agency_id, code),
            unit_id=unit.id if unit else None,
            unit_path=unit.path if unit else "",
            state=state.value,
            first=head.person if head else regent,
            second=second,
            budgets=tuple(self._budgets(code, unit.name if unit else "Daerah")),
            submitted_at=submitted,
            returned_at=submitted + timedelta(days=2) if state is AgreementState.RETURNED else None,
            agreed_at=submitted + timedelta(days=6) if state is AgreementState.AGREED else None,
            agreed_by_name=signer if state is AgreementState.AGREED else "",
            paper=paper if state is AgreementState.AGREED else None,
            note=seeds.pick(content()["return_notes"], code) if state is AgreementState.RETURNED else "",
        )

    def _budgets(self, code: str, name: str) -> Iterator[tuple[str, Decimal, str]]:
        whole = Decimal(6_000_000_000 + seeds.number("anggaran", code) % 90 * 1_750_000_000)
        for programme, percent, source in content()["programmes"]:
            yield programme.replace("{unit}", name), (whole * percent / 100).quantize(Decimal(1000)), source
