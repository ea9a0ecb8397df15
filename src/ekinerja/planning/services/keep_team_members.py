"""Add members to a working team and let them leave it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, Finding, NotFound, RuleNotMet
from ekinerja.planning import events, team_policies
from ekinerja.planning.data import MemberInput
from ekinerja.planning.models import Team, TeamMember
from ekinerja.planning.selectors import teams
from ekinerja.planning.selectors.plans import day_of
from ekinerja.planning.services import keep_team

NIP_LENGTH = 18


@transaction.atomic
def add_team_member(*, actor: Actor, team_id: UUID, given: MemberInput, at: datetime) -> TeamMember:
    """
    Add an employee, who is told of it, or somebody of another agency as words.

    :raises NotFound: the actor may not know of the team, or there is no such employee
    :raises NotAllowed: the actor may see it but not keep it
    :raises Conflict: the person is a member already, or leads the team
    :raises RuleNotMet: neither an employee nor a name, a wrong NIP, or a day outside the team's days
    """
    team = _lock(actor, team_id, at)
    joined = given.joined_on or max(day_of(at), team.period.lower)
    _check(team, given, joined)
    if given.employee_id is not None:
        keep_team.require_employee(given.employee_id)
        _refuse_double(team, given.employee_id)
    member = TeamMember.objects.create(
        team=team,
        employee_id=given.employee_id,
        outside_name="" if given.employee_id else given.outside_name.strip()[:250],
        outside_nip="" if given.employee_id else given.outside_nip.strip(),
        outside_agency="" if given.employee_id else given.outside_agency.strip()[:250],
        task=given.task.strip()[:250],
        joined_on=joined,
    )
    keep_team.record(
        actor=actor,
        team=team,
        event="planning.team_member.added",
        at=at,
        data={"member": member.id, "employee": given.employee_id, "joined_on": joined},
    )
    if given.employee_id is not None:
        outbox.publish(events.TeamMemberAdded(team_id=team.id, member_id=member.id, employee_id=given.employee_id))
    return member


@transaction.atomic
def remove_team_member(*, actor: Actor, team_id: UUID, member_id: UUID, at: datetime) -> None:
    """
    Let a member leave the team today; somebody added by mistake on the same day is taken out without a trace in it.

    :raises NotFound: the actor may not know of the team, or it has no such member
    :raises NotAllowed: the actor may see it but not keep it
    """
    team = _lock(actor, team_id, at)
    member = TeamMember.objects.filter(team=team, id=member_id, left_on=None).first()
    if member is None:
        raise NotFound
    on = day_of(at)
    if member.joined_on >= on:
        member.delete()
    else:
        member.left_on = on
        member.save(update_fields=["left_on"])
    keep_team.record(
        actor=actor,
        team=team,
        event="planning.team_member.removed",
        at=at,
        data={"member": member_id, "employee": member.employee_id, "left_on": on},
    )


def _lock(actor: Actor, team_id: UUID, at: datetime) -> Team:
    team, led = teams.get_for(actor=actor, team_id=team_id, on=day_of(at), lock=True)
    team_policies.require_keep(actor, team, team.unit_path, led)
    return team


def _check(team: Team, given: MemberInput, joined: date) -> None:
    findings = []
    nip = given.outside_nip.strip()
    if given.employee_id is None and not given.outside_name.strip():
        findings.append(
            Finding("planning.member_missing", _("Pilih pegawai, atau tulis nama anggota dari luar."), field="person")
        )
    if given.employee_id is None and nip and not (nip.isdecimal() and len(nip) == NIP_LENGTH):
        findings.append(Finding("planning.member_nip", _("NIP terdiri atas 18 angka."), field="outside_nip"))
    if joined < team.period.lower or (team.period.upper is not None and joined >= team.period.upper):
        findings.append(
            Finding("planning.member_day", _("Tanggal bergabung harus di dalam masa tim."), field="joined_on")
        )
    if findings:
        raise RuleNotMet(findings=tuple(findings))


def _refuse_double(team: Team, employee_id: UUID) -> None:
    if team.leader_id == employee_id:
        raise Conflict(_("Pegawai ini ketua tim; ketua tidak perlu ditambahkan sebagai anggota."))
    if TeamMember.objects.filter(team=team, employee_id=employee_id, left_on=None).exists():
        raise Conflict(_("Pegawai ini sudah menjadi anggota tim."))
