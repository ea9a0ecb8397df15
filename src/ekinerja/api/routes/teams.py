"""Working teams."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router

from ekinerja.api import schemas
from ekinerja.api.answers import FAILURES, MOST_PER_PAGE, page
from ekinerja.kernel import clock
from ekinerja.planning import public as planning

router = Router()


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


@router.get("/{uuid:team_id}", response={200: schemas.TeamDetailOut, **FAILURES}, url_name="team", summary="One team")
def get_team(request: Any, team_id: UUID) -> dict[str, Any]:
    """Return a team with its members, those who left too."""
    found = planning.teams.view_of(actor=request.auth, team_id=team_id, on=clock.today())
    people = [_member(line) for line in (*found.members, *found.former)]
    return {**_team(found.team, found.unit_name, found.leader.name, len(found.members)), "people": people}


def _team(team: Any, unit_name: str, leader_name: str, members: int) -> dict[str, Any]:
    names = ("id", "name", "purpose", "unit_id", "leader_id", "decree_number")
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
