"""Working teams: lists, one team, keeping it and its members."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router

from ekinerja.api import schemas
from ekinerja.api.answers import FAILURES, MOST_PER_PAGE, page
from ekinerja.kernel import clock
from ekinerja.planning import public as planning
from ekinerja.planning.data import MemberInput, TeamInput

router = Router()
TEAM = "/{uuid:team_id}"


@router.get("", response={200: schemas.TeamsOut, **FAILURES}, url_name="teams", summary="Teams")
def list_teams(
    request: Any,
    mine: bool = False,
    ended: bool = False,
    q: Annotated[str, Query(max_length=200)] = "",
    page_number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
    per_page: Annotated[int, Query(ge=1, le=MOST_PER_PAGE)] = 25,
) -> dict[str, Any]:
    """List the teams one may see, by name."""
    found = planning.teams.list_teams(
        actor=request.auth,
        on=clock.today(),
        mine=mine,
        text=q,
        ended=ended,
        offset=(page_number - 1) * per_page,
        limit=per_page,
    )
    items = [_team(row.team, row.unit_name, row.leader_name, row.members) for row in found.lines]
    return {**page(number=page_number, size=per_page, total=found.total), "items": items}


@router.get(TEAM, response={200: schemas.TeamDetailOut, **FAILURES}, url_name="team", summary="One team")
def get_team(request: Any, team_id: UUID) -> dict[str, Any]:
    """Return a team with its members, those who left too."""
    return _detail(request, team_id)


@router.post("", response={201: schemas.TeamDetailOut, **FAILURES}, url_name="teams", summary="Make a team")
def create_team(request: Any, given: schemas.TeamIn) -> tuple[int, dict[str, Any]]:
    """Make a team; admins of the agency, clerks of its unit and who heads the unit may. Its leader is told."""
    team = planning.create_team(actor=request.auth, given=_input(given), at=clock.now())
    return 201, _detail(request, team.id)


@router.put(TEAM, response={200: schemas.TeamDetailOut, **FAILURES}, url_name="team", summary="Change a team")
def change_team(request: Any, team_id: UUID, given: schemas.TeamIn) -> dict[str, Any]:
    """Change name, purpose, unit, leader, days or decree of a team."""
    planning.change_team(actor=request.auth, team_id=team_id, given=_input(given), at=clock.now(), seen=given.seen)
    return _detail(request, team_id)


@router.post(
    TEAM + "/end", response={200: schemas.TeamDetailOut, **FAILURES}, url_name="team-end", summary="End a team"
)
def end_team(request: Any, team_id: UUID, given: schemas.TeamEndIn) -> dict[str, Any]:
    """End a team after its last day; it stays to be read, and its members' plans stay as they are."""
    planning.end_team(actor=request.auth, team_id=team_id, last_day=given.last_day, at=clock.now())
    return _detail(request, team_id)


@router.post(
    TEAM + "/members", response={201: schemas.MemberOut, **FAILURES}, url_name="team-members", summary="Add a member"
)
def add_team_member(request: Any, team_id: UUID, given: schemas.MemberIn) -> tuple[int, dict[str, Any]]:
    """Add an employee, who is told of it, or somebody of another agency."""
    made = planning.add_team_member(
        actor=request.auth, team_id=team_id, given=MemberInput(**given.dict()), at=clock.now()
    )
    return 201, next(row for row in _detail(request, team_id)["people"] if row["id"] == made.id)


@router.delete(
    TEAM + "/members/{uuid:member_id}",
    response={204: None, **FAILURES},
    url_name="team-member",
    summary="Let a member leave",
)
def remove_team_member(request: Any, team_id: UUID, member_id: UUID) -> tuple[int, None]:
    """Let a member leave the team today; plans stay as they are."""
    planning.remove_team_member(actor=request.auth, team_id=team_id, member_id=member_id, at=clock.now())
    return 204, None


def _input(given: schemas.TeamIn) -> TeamInput:
    return TeamInput(**given.dict(exclude={"seen"}))


def _detail(request: Any, team_id: UUID) -> dict[str, Any]:
    found = planning.teams.view_of(actor=request.auth, team_id=team_id, on=clock.today())
    people = [_member(line) for line in (*found.members, *found.former)]
    return {**_team(found.team, found.unit_name, found.leader.name, len(found.members)), "people": people}


def _team(team: Any, unit_name: str, leader_name: str, members: int) -> dict[str, Any]:
    names = ("id", "name", "purpose", "unit_id", "leader_id", "decree_number", "decree_date", "revision")
    return {
        **{name: getattr(team, name) for name in names},
        "unit_name": unit_name,
        "leader_name": leader_name,
        "starts_on": team.period.lower,
        "ends_before": team.period.upper,
        "members": members,
    }


def _member(line: Any) -> dict[str, Any]:
    member = line.member
    told = {name: getattr(line, name) for name in ("name", "nip", "position", "unit")}
    names = ("id", "employee_id", "task", "joined_on", "left_on")
    return {**told, **{name: getattr(member, name) for name in names}}
