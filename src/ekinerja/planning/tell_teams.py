"""Tell people of their teams and of what others wrote in their row of a matrix; each handler tells once."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from ekinerja.kernel import clock
from ekinerja.notices import public as notices
from ekinerja.planning import events
from ekinerja.planning.models import Plan, Team


@transaction.atomic
def tell_leader_named(event: events.TeamLeaderNamed) -> None:
    """Tell somebody that they lead a team."""
    team = Team.objects.filter(id=event.team_id).first()
    if team is not None:
        key = f"{team.id.hex}:{event.employee_id.hex[-12:]}:{team.revision}"
        title = _("Anda ketua tim “%(name)s”") % {"name": team.name}
        body = _("Anda dapat membagi peran anggota melalui matriks peran hasil di SKP Anda.")
        _tell(event.employee_id, "planning.team.leader_named", key, title, _team(team.id), body)


@transaction.atomic
def tell_member_added(event: events.TeamMemberAdded) -> None:
    """Tell an employee that they are in a team now."""
    team = Team.objects.filter(id=event.team_id).first()
    if team is not None:
        title = _("Anda menjadi anggota tim “%(name)s”") % {"name": team.name}
        body = _("RHK ketua tim dapat Anda pilih sebagai RHK yang diintervensi di SKP Anda.")
        _tell(event.employee_id, "planning.team_member.added", event.member_id.hex, title, _team(team.id), body)


@transaction.atomic
def tell_matrix_filled(event: events.MatrixFilled) -> None:
    """Tell a member that somebody wrote in their row, once a day for a matrix."""
    plan = Plan.objects.filter(id=event.plan_id).first()
    if plan is not None:
        key = f"{plan.id.hex}:{event.employee_id.hex[-12:]}:{clock.today():%Y%m%d}"
        title = _("Peran Anda di matriks %(name)s diisi") % {"name": plan.person.name}
        body = _("%(name)s mengisi baris Anda. Isinya menjadi konsep RHK di SKP Anda; lengkapi indikatornya.") % {
            "name": event.writer_name
        }
        url = reverse("matrix:show", args=[plan.id])
        _tell(event.employee_id, "planning.matrix.filled", key, title, url, body)


def _tell(employee_id: UUID, kind: str, key: str, title: str, url: str, body: str) -> None:
    message = notices.Message(kind=kind, key=f"{kind}:{key}", title=title, body=body, url=url)
    notices.notify(employee_ids=[employee_id], message=message, at=clock.now())


def _team(team_id: UUID) -> str:
    return reverse("teams:detail", args=[team_id])
