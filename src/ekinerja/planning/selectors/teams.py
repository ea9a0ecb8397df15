"""Working teams: mine, those of a unit, one team with its members, and who leads whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import NotFound
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.planning import policies, team_policies
from ekinerja.planning.data import PersonSnapshot
from ekinerja.planning.models import Plan, Team, TeamMember
from ekinerja.planning.selectors import persons


@dataclass(frozen=True)
class TeamLine:
    """Statutory term: baris tim kerja. One team in a list."""

    team: Team
    leader_name: str
    unit_name: str
    members: int
    running: bool
    leading: bool


@dataclass(frozen=True)
class TeamPage:
    """Statutory term: halaman daftar tim kerja. One page of teams and how many there are."""

    lines: tuple[TeamLine, ...]
    total: int
    may_create: bool


@dataclass(frozen=True)
class MemberLine:
    """Statutory term: baris anggota tim kerja."""

    member: TeamMember
    name: str
    nip: str
    position: str
    unit: str


@dataclass(frozen=True)
class TeamView:
    """Statutory term: halaman tim kerja. One team with its members; ``plan_id`` is the leader's plan of the year."""

    team: Team
    leader: PersonSnapshot
    unit_name: str
    members: tuple[MemberLine, ...]
    former: tuple[MemberLine, ...]
    may_keep: bool
    leading: bool
    running: bool
    plan_id: UUID | None


def get_for(*, actor: Actor, team_id: UUID, on: date, lock: bool = False) -> tuple[Team, tuple[str, ...]]:
    """
    Return a team and the paths of the units the actor heads.

    :raises NotFound: there is no such team, or the actor may not know of it
    """
    led = persons.headed_paths(employee_id=actor.employee_id, on=on)
    rows = Team.objects.select_for_update(of=("self",)) if lock else Team.objects.all()
    team = rows.filter(team_policies.visible_to(actor, led), id=team_id).first()
    if team is None:
        raise NotFound
    return team, led


def list_teams(
    *,
    actor: Actor,
    on: date,
    mine: bool = False,
    text: str = "",
    under: str = "",
    ended: bool = False,
    offset: int = 0,
    limit: int | None = 25,
) -> TeamPage:
    """Return one page of the teams the actor sees, the running ones or those that ended, by name."""
    led = persons.headed_paths(employee_id=actor.employee_id, on=on)
    rows = Team.objects.filter(_mine(actor, on, ended=ended) if mine else team_policies.visible_to(actor, led))
    running = Q(period__endswith=None) | Q(period__endswith__gt=on)
    rows = rows.filter(period__endswith__lte=on) if ended else rows.filter(running)
    if under:
        rows = rows.filter(unit_path__startswith=under)
    for word in text.split():
        rows = rows.filter(Q(name__icontains=word) | Q(decree_number__icontains=word) | Q(purpose__icontains=word))
    total = rows.count()
    found = list(rows[offset : offset + limit] if limit is not None else rows)
    return TeamPage(_lines(found, actor, on), total, may_create=bool(team_policies.keeping_paths(actor, led)))


def may_create(*, actor: Actor, on: date) -> bool:
    """Whether there is a place at which the actor may make a team."""
    return bool(team_policies.keeping_paths(actor, persons.headed_paths(employee_id=actor.employee_id, on=on)))


def view_of(*, actor: Actor, team_id: UUID, on: date) -> TeamView:
    """
    Return one team with its members.

    :raises NotFound: there is no such team, or the actor may not know of it
    """
    team, led = get_for(actor=actor, team_id=team_id, on=on)
    members = list(team.members.all())
    known = people.entries_of(employee_ids=[team.leader_id, *(row.employee_id for row in members if row.employee_id)])
    lines = [_member_line(row, known.get(row.employee_id) if row.employee_id else None) for row in members]
    plan = Plan.objects.filter(employee_id=team.leader_id, period__overlap=team.period).order_by("-period").first()
    inside = any(row.employee_id == actor.employee_id and row.left_on is None for row in members if row.employee_id)
    return TeamView(
        team=team,
        leader=_leader(known.get(team.leader_id)),
        unit_name=_unit_names([team], on).get(team.unit_id, ""),
        members=tuple(line for line in lines if line.member.left_on is None or line.member.left_on > on),
        former=tuple(line for line in lines if line.member.left_on is not None and line.member.left_on <= on),
        may_keep=team_policies.may_keep(actor, team.unit_path, led),
        leading=team.leader_id == actor.employee_id,
        running=runs_on(team, on),
        plan_id=plan.id if plan is not None and (inside or _reads(actor, plan)) else None,
    )


def _reads(actor: Actor, plan: Plan) -> bool:
    kept = policies.RaterNow(plan.rater_employee_id, outside=plan.rater_is_outside)
    return bool(policies.parts_of(actor, plan, kept))


def leaders_of(*, employee_id: UUID, plan: Plan) -> dict[UUID, str]:
    """Return who leads the teams the employee is in on the days of a plan, each with the teams' names."""
    rows = TeamMember.objects.filter(
        team_policies.memberships_within(plan.period.lower, plan.period.upper, plan.period), employee_id=employee_id
    )
    found: dict[UUID, list[str]] = {}
    for leader_id, name in rows.order_by("team__name").values_list("team__leader_id", "team__name"):
        if leader_id != employee_id:
            found.setdefault(leader_id, []).append(name)
    return {leader_id: ", ".join(dict.fromkeys(names)) for leader_id, names in found.items()}


def leading(*, employee_id: UUID, on: date) -> set[UUID]:
    """Return who leads the teams somebody is in on a day."""
    rows = TeamMember.objects.filter(team_policies.memberships_on(on), employee_id=employee_id)
    return set(rows.values_list("team__leader_id", flat=True))


def units_to_keep(*, actor: Actor, on: date, text: str, limit: int = 20) -> list[organisation.UnitData]:
    """Return the units with these words in their name at which the actor may keep teams."""
    places = team_policies.keeping_paths(actor, persons.headed_paths(employee_id=actor.employee_id, on=on))
    if "" in places:
        return organisation.units.search_units(text=text, on=on, limit=limit)
    words = text.lower().split()
    below = [unit for path in places for unit in organisation.units.list_units(on=on, under=path)]
    known = {unit.id: unit for unit in below if all(word in unit.name.lower() for word in words)}
    return sorted(known.values(), key=lambda unit: (len(unit.name), unit.name))[:limit]


def _mine(actor: Actor, on: date, *, ended: bool) -> Q:
    if actor.employee_id is None:
        return Q(pk__in=[])
    rows = TeamMember.objects.filter(employee_id=actor.employee_id)
    if not ended:
        rows = rows.filter(Q(left_on=None) | Q(left_on__gt=on))
    return Q(leader_id=actor.employee_id) | Q(id__in=rows.values("team_id"))


def _lines(teams: list[Team], actor: Actor, on: date) -> tuple[TeamLine, ...]:
    leaders = people.entries_of(employee_ids={team.leader_id for team in teams})
    units = _unit_names(teams, on)
    now: QuerySet[TeamMember] = TeamMember.objects.filter(team_id__in=[team.id for team in teams])
    now = now.filter(Q(left_on=None) | Q(left_on__gt=on)).order_by()
    counts = dict(now.values_list("team_id").annotate(n=Count("id")))
    return tuple(
        TeamLine(
            team=team,
            leader_name=leaders[team.leader_id].display_name if team.leader_id in leaders else "",
            unit_name=units.get(team.unit_id, ""),
            members=counts.get(team.id, 0),
            running=runs_on(team, on),
            leading=team.leader_id == actor.employee_id,
        )
        for team in teams
    )


def runs_on(team: Team, on: date) -> bool:
    """Whether the team works on a day."""
    return bool(team.period.lower <= on and (team.period.upper is None or on < team.period.upper))


def _unit_names(teams: Iterable[Team], on: date) -> dict[UUID | None, str]:
    ids = {team.unit_id for team in teams if team.unit_id is not None}
    return {unit.id: unit.name for unit in organisation.units.list_units(on=on, ids=ids)} if ids else {}


def _leader(entry: Any) -> PersonSnapshot:
    if entry is None:
        return PersonSnapshot(name="-")
    return PersonSnapshot(
        entry.display_name, entry.employee_id, entry.nip, position=entry.position_title, unit=entry.unit_name
    )


def _member_line(row: TeamMember, entry: Any) -> MemberLine:
    if entry is None:
        return MemberLine(row, row.outside_name, row.outside_nip, "", row.outside_agency)
    return MemberLine(row, entry.display_name, entry.nip, entry.position_title, entry.unit_name)
