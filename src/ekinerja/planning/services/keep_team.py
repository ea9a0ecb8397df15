"""Make, change and end working teams (tim kerja, PermenPANRB 7/2022)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Finding, NotFound, RuleNotMet
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.planning import events, team_policies
from ekinerja.planning.data import TeamInput
from ekinerja.planning.models import Team
from ekinerja.planning.selectors import persons, teams
from ekinerja.planning.selectors.plans import day_of
from ekinerja.planning.services import editing


@transaction.atomic
def create_team(*, actor: Actor, given: TeamInput, at: datetime) -> Team:
    """
    Make a team at a unit, or without a unit at the agency as a whole; its leader is told.

    :raises NotAllowed: the actor is neither admin nor clerk nor head of the unit
    :raises NotFound: there is no such unit or person in this agency
    :raises RuleNotMet: the name is empty, or the days are the wrong way round
    """
    on = day_of(at)
    values = _values(given, on)
    team_policies.require_keep(actor, None, values["unit_path"], _led(actor, on))
    team = Team.objects.create(created_by_employee_id=actor.employee_id, created_at=at, **values)
    record(actor=actor, team=team, event="planning.team.created", at=at, data=_told(values))
    outbox.publish(events.TeamLeaderNamed(team_id=team.id, employee_id=team.leader_id))
    return team


@transaction.atomic
def change_team(*, actor: Actor, team_id: UUID, given: TeamInput, at: datetime, seen: int | None = None) -> Team:
    """
    Change name, purpose, unit, leader, days or decree of a team.

    :raises NotFound: the actor may not know of the team, or there is no such unit or person
    :raises NotAllowed: the actor may see it but not keep it, or not at the new unit
    :raises EditConflict: somebody else changed it meanwhile
    :raises RuleNotMet: the name is empty, or the days are the wrong way round
    """
    on = day_of(at)
    team, led = teams.get_for(actor=actor, team_id=team_id, on=on, lock=True)
    team_policies.require_keep(actor, team, team.unit_path, led)
    values = _values(given, on)
    team_policies.require_keep(actor, team, values["unit_path"], led)
    theirs = {key: getattr(team, key) for key in values}
    if theirs == values:
        return team
    told = _told(theirs)
    editing.refuse_if_changed(seen=seen, revision=team.revision, theirs=told, mine=_told(values))
    for key, value in values.items():
        setattr(team, key, value)
    team.revision += 1
    team.save()
    record(
        actor=actor,
        team=team,
        event="planning.team.changed",
        at=at,
        data={key: value for key, value in _told(values).items() if told[key] != value},
    )
    if theirs["leader_id"] != team.leader_id:
        outbox.publish(events.TeamLeaderNamed(team_id=team.id, employee_id=team.leader_id))
    return team


@transaction.atomic
def end_team(*, actor: Actor, team_id: UUID, last_day: date, at: datetime) -> Team:
    """
    End a team after its last day; it stays to be read, and its members' plans stay as they are.

    :raises NotFound: the actor may not know of the team
    :raises NotAllowed: the actor may see it but not keep it
    :raises RuleNotMet: the last day lies before the first
    """
    team, led = teams.get_for(actor=actor, team_id=team_id, on=day_of(at), lock=True)
    team_policies.require_keep(actor, team, team.unit_path, led)
    if last_day < team.period.lower:
        raise RuleNotMet(findings=(_later("last_day"),))
    team.period = DateRange(team.period.lower, last_day + timedelta(days=1))
    team.revision += 1
    team.save(update_fields=["period", "revision"])
    record(actor=actor, team=team, event="planning.team.ended", at=at, data={"last_day": last_day})
    return team


def record(*, actor: Actor, team: Team, event: str, at: datetime, data: dict[str, Any]) -> None:
    """Write the audit row of a change of a team."""
    audit.record(actor=actor, event=event, subject_type="planning.team", subject_id=team.id, at=at, data=data)


def require_employee(employee_id: UUID) -> None:
    """
    Refuse somebody who is not in service here today.

    :raises NotFound: no such person in service in this agency
    """
    if employee_id not in people.paths_of(employee_ids=[employee_id]):
        raise NotFound(_("Pegawai itu tidak bertugas di instansi Anda."))


def _values(given: TeamInput, on: date) -> dict[str, Any]:
    findings = []
    if not given.name.strip():
        findings.append(Finding("planning.team_name_missing", _("Tulis nama tim kerja."), field="name"))
    if given.ends_before is not None and given.ends_before <= given.starts_on:
        findings.append(_later("ends_before"))
    if findings:
        raise RuleNotMet(findings=tuple(findings))
    require_employee(given.leader_id)
    path = ""
    if given.unit_id is not None:
        path = organisation.units.get_unit(unit_id=given.unit_id, on=on).path
    return {
        "name": given.name.strip()[:250],
        "purpose": given.purpose.strip(),
        "unit_id": given.unit_id,
        "unit_path": path,
        "leader_id": given.leader_id,
        "period": DateRange(given.starts_on, given.ends_before),
        "decree_number": given.decree_number.strip()[:120],
        "decree_date": given.decree_date,
    }


def _told(values: dict[str, Any]) -> dict[str, Any]:
    told = {key: value for key, value in values.items() if key not in ("unit_path", "period")}
    return {**told, "starts_on": values["period"].lower, "ends_before": values["period"].upper}


def _later(field: str) -> Finding:
    return Finding("planning.team_days", _("Hari terakhir tim harus sesudah hari pertamanya."), field=field)


def _led(actor: Actor, on: date) -> tuple[str, ...]:
    return persons.headed_paths(employee_id=actor.employee_id, on=on)
