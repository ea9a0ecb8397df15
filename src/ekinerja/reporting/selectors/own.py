"""One's own part of the home page: where the cycle stands, what to do now, the last rating."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ekinerja.evaluation import public as evaluation
from ekinerja.kernel.actor import Actor
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.reporting.data import Standing
from ekinerja.reporting.models import PersonStanding


@dataclass(frozen=True)
class Exempt:
    """Statutory term: di luar siklus. Why the person need not plan, with the article."""

    reason: str
    citation: str


@dataclass(frozen=True)
class OwnHome:
    """Statutory term: beranda pegawai. ``rater_name`` is empty when nobody is known yet, ``rater_reason`` says why."""

    cycle: evaluation.CycleView
    exempt: Exempt | None
    rater_name: str
    rater_reason: str
    steps: tuple[evaluation.ExplainedStep, ...]
    now: datetime

    @property
    def lines(self) -> tuple[evaluation.PeriodLine, ...]:
        """The periods within the year."""
        return tuple(line for line in self.cycle.lines if not line.is_annual)

    @property
    def overdue(self) -> tuple[evaluation.PeriodLine, ...]:
        """Begun periods that were not handed in before their deadline."""
        open_states = ("BELUM_DIISI", "RENCANA_AKSI", "REALISASI")
        return tuple(line for line in self.lines if line.is_late and line.state in open_states)

    @property
    def latest(self) -> evaluation.PeriodLine | None:
        """The last period with a rating."""
        rated = [line for line in self.lines if line.review is not None]
        return rated[-1] if rated else None


def own_home(*, actor: Actor, now: datetime) -> OwnHome | None:
    """Return the actor's own part; ``None`` for somebody who is no employee."""
    if actor.employee_id is None:
        return None
    cycle = evaluation.my_cycle(actor=actor, now=now)
    name, reason = _rater(actor, cycle, now)
    latest = cycle.latest_review
    return OwnHome(
        cycle=cycle,
        exempt=_exempt(actor),
        rater_name=name,
        rater_reason=reason,
        steps=evaluation.from_json(latest.explanation) if latest else (),
        now=now,
    )


def _exempt(actor: Actor) -> Exempt | None:
    if actor.employee_id is None:
        return None
    row = PersonStanding.objects.filter(employee_id=actor.employee_id, standing=Standing.EXEMPT).first()
    return Exempt(row.reason, row.citation) if row else None


def _rater(actor: Actor, cycle: evaluation.CycleView, now: datetime) -> tuple[str, str]:
    """Return who rates, from the plan if it says so, else as resolved today."""
    kept = cycle.plan.rater if cycle.plan else None
    if kept is not None:
        return kept.name, kept.reason
    if actor.employee_id is None:
        return "", ""
    answer = people.rater_of(employee_id=actor.employee_id, on=planning.day_of(now))
    known = answer.rater_employee_id is not None or answer.reason_code != planning.persons.NOBODY_KNOWN
    return (answer.rater_label if known else ""), answer.reason_text
