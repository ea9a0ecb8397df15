"""Close a unit once nobody holds a post in it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import RuleNotMet
from ekinerja.organisation import public as organisation
from ekinerja.people.models import Appointment


@transaction.atomic
def close_unit(*, actor: Actor, unit_id: UUID, reason: str, on: date, at: datetime) -> None:
    """
    Close a unit; ``on`` is the first day it no longer exists.

    :raises NotFound: no such unit on that day
    :raises NotAllowed: the actor is no administrator of it
    :raises RuleNotMet: people still hold posts there, or units still stand below it
    """
    held = Appointment.objects.filter(Q(period__contains=on) | Q(period__startswith__gt=on), unit_id=unit_id).count()
    if held:
        raise RuleNotMet(
            _("Masih ada %(held)s jabatan yang diisi di unit ini. Pindahkan pegawainya dulu.") % {"held": held}
        )
    organisation.close_unit(actor=actor, unit_id=unit_id, reason=reason, on=on, at=at)
