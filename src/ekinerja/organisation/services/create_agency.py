"""Take a new agency into the program."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import Conflict, NotAllowed
from ekinerja.kernel.tenancy import context
from ekinerja.organisation.models import Agency


def create_agency(
    *, actor: Actor, code: str, name: str, kind: str, time_zone: str, province: str = "", at: datetime
) -> Agency:
    """
    Take a new agency into the program; a reference row, written alone before anything of the agency.

    :raises NotAllowed: the actor is neither the program nor a national operator
    :raises Conflict: the code is taken
    """
    if not actor.has(Role.SYSTEM, Role.NATIONAL_OPERATOR):
        raise NotAllowed
    if Agency.objects.filter(code=code).exists():
        raise Conflict(_("Kode instansi %(code)s sudah dipakai.") % {"code": code})
    agency = Agency.objects.create(code=code, name=name, kind=kind, time_zone=time_zone, province=province)
    with context.agency(agency.id), transaction.atomic():
        audit.record(
            actor=actor, event="organisation.agency.created", subject_type="agency", subject_id=str(agency.id), at=at,
            data={"code": code, "name": name, "kind": kind},
        )  # fmt: skip
    return agency
