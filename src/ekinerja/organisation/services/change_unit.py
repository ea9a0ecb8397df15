"""Open, rename, move and close units, dated."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, NotFound, RuleNotMet
from ekinerja.kernel.journal import Journal
from ekinerja.organisation import events, policies
from ekinerja.organisation.data import PositionKind, UnitData
from ekinerja.organisation.models import Position, Unit, UnitVersion
from ekinerja.organisation.selectors import units
from ekinerja.organisation.services.import_units import put_version


@transaction.atomic
def create_unit(
    *, actor: Actor, parent_id: UUID | None, code: str, name: str, kind: str, head_title: str, on: date, at: datetime
) -> UnitData:
    """
    Open a unit below another from a day on, with its head post when ``head_title`` is given.

    :raises NotFound: the parent is not in this agency on that day
    :raises NotAllowed: the actor is no administrator there
    :raises Conflict: the code is taken
    """
    parent = units.get_unit(unit_id=parent_id, on=on) if parent_id else None
    policies.require_change(actor, parent.path if parent else "")
    code = code.strip()
    if not code or not code.replace("-", "").replace("_", "").isalnum():
        raise RuleNotMet(_("Kode unit hanya boleh berisi huruf, angka, dan tanda hubung."))
    if Unit.objects.filter(code=code).exists():
        raise Conflict(_("Kode unit %(code)s sudah dipakai. Gunakan kode lain.") % {"code": code})
    unit = Unit.objects.create(code=code)
    UnitVersion.objects.create(
        unit_id=unit.id,
        name=name.strip(),
        kind=kind,
        head_title=head_title.strip(),
        parent_id=parent_id,
        path=f"{parent.path if parent else ''}{code}.",
        depth=parent.depth + 1 if parent else 0,
        period=DateRange(on, None),
    )
    if head_title.strip():
        Position.objects.create(unit_id=unit.id, title=head_title.strip(), kind=PositionKind.STRUCTURAL, is_head=True)
    audit.record(
        actor=actor, event="organisation.unit.created", subject_type="unit", subject_id=unit.id, at=at,
        data={"code": code, "name": name, "from": on, "parent_id": parent_id},
    )  # fmt: skip
    return units.get_unit(unit_id=unit.id, on=on)


@transaction.atomic
def rename_unit(
    *, actor: Actor, unit_id: UUID, name: str, kind: str, decree_number: str, on: date, at: datetime
) -> UnitData:
    """
    Give a unit another name or kind from a day on; before that day it keeps the old one.

    :raises NotFound: no such unit on that day
    :raises NotAllowed: the actor is no administrator of it
    :raises Conflict: a later change is already recorded
    """
    version = _lock(actor, unit_id, on)
    before = {"name": version.name, "kind": version.kind}
    journal = Journal()
    put_version(
        version.unit, version, on, journal, 0,
        name=name.strip(), kind=kind, decree_number=decree_number, parent_id=version.parent_id,
        path=version.path, depth=version.depth,
    )  # fmt: skip
    journal.write()
    audit.record(
        actor=actor, event="organisation.unit.renamed", subject_type="unit", subject_id=unit_id, at=at,
        data={"before": before, "after": {"name": name, "kind": kind}, "from": on, "decree": decree_number},
    )  # fmt: skip
    _publish_changed(unit_id, on)
    return units.get_unit(unit_id=unit_id, on=on)


@transaction.atomic
def move_unit(*, actor: Actor, unit_id: UUID, parent_id: UUID, decree_number: str, on: date, at: datetime) -> UnitData:
    """
    Put a unit with everything below it under another unit from a day on.

    :raises NotFound: unit or new parent not in this agency on that day
    :raises NotAllowed: the actor is no administrator of both
    :raises RuleNotMet: the new parent is the unit itself or below it
    :raises Conflict: a later change is already recorded
    """
    version = _lock(actor, unit_id, on)
    parent = units.get_unit(unit_id=parent_id, on=on)
    policies.require_change(actor, parent.path)
    if parent.path.startswith(version.path):
        raise RuleNotMet(_("Unit tidak dapat dipindahkan ke bawah dirinya sendiri. Pilih unit induk lain."))
    old_path, new_path = version.path, f"{parent.path}{version.unit.code}."
    _refuse_later_below(old_path, on)
    shift = parent.depth + 1 - version.depth
    journal = Journal()
    below = UnitVersion.objects.select_for_update().filter(path__startswith=old_path, period__contains=on)
    for row in below.select_related("unit"):
        put_version(
            row.unit, row, on, journal, 0,
            parent_id=parent_id if row.unit_id == unit_id else row.parent_id,
            decree_number=decree_number,
            path=new_path + row.path[len(old_path) :],
            depth=row.depth + shift,
        )  # fmt: skip
    journal.write()
    audit.record(
        actor=actor, event="organisation.unit.moved", subject_type="unit", subject_id=unit_id, at=at,
        data={"before": old_path, "after": new_path, "from": on, "decree": decree_number},
    )  # fmt: skip
    _publish_changed(unit_id, on)
    return units.get_unit(unit_id=unit_id, on=on)


@transaction.atomic
def close_unit(*, actor: Actor, unit_id: UUID, reason: str, on: date, at: datetime) -> None:
    """
    Close a unit: the day given is the first on which it no longer exists; its posts close on that day.

    The caller has checked that nobody holds a post there (people know that, this module does not).

    :raises NotFound: no such unit on that day
    :raises NotAllowed: the actor is no administrator of it
    :raises RuleNotMet: units below it still exist
    """
    version = _lock(actor, unit_id, on)
    later = Q(period__contains=on) | Q(period__startswith__gt=on)
    if UnitVersion.objects.filter(later, parent_id=unit_id).exists():
        raise RuleNotMet(_("Masih ada unit di bawah unit ini. Pindahkan atau tutup unit-unit itu dulu."))
    if version.period.lower == on:
        raise Conflict(_("Unit ini baru berlaku pada tanggal itu. Pilih tanggal penutupan sesudahnya."))
    version.period = DateRange(version.period.lower, on)
    version.save(update_fields=["period"])
    if on <= timezone.localdate(at):
        Position.objects.filter(unit_id=unit_id).update(is_open=False)
    audit.record(
        actor=actor, event="organisation.unit.closed", subject_type="unit", subject_id=unit_id, at=at,
        data={"from": on, "reason": reason},
    )  # fmt: skip


@transaction.atomic
def close_ended_posts(*, on: date) -> int:
    """Close the posts of units whose last day has passed and return how many; run each night."""
    alive = UnitVersion.objects.filter(
        Q(period__contains=on) | Q(period__startswith__gt=on),
        agency_id=OuterRef("agency_id"),
        unit_id=OuterRef("unit_id"),
    )
    return Position.objects.filter(~Exists(alive), is_open=True).update(is_open=False)


def _publish_changed(unit_id: UUID, on: date) -> None:
    outbox.publish(events.UnitChanged(unit_id=unit_id, on=on.isoformat()))


def _refuse_later_below(path: str, on: date) -> None:
    """
    Refuse while units below have changes recorded for later: those would keep standing under the old place.

    :raises Conflict: there is one
    """
    later = Q(period__startswith__gt=on) | Q(period__contains=on, period__endswith__isnull=False)
    row = UnitVersion.objects.filter(later, path__startswith=path).first()
    if row is not None:
        raise Conflict(
            _("Unit %(name)s di bawahnya sudah punya perubahan sesudah tanggal itu. Pilih tanggal sesudahnya.")
            % {"name": row.name}
        )


def _lock(actor: Actor, unit_id: UUID, on: date) -> UnitVersion:
    version = (
        UnitVersion.objects.select_for_update(of=("self",))
        .select_related("unit")
        .filter(unit_id=unit_id, period__contains=on)
        .first()
    )
    if version is None:
        raise NotFound(_("Unit tidak ditemukan pada tanggal itu."))
    policies.require_agency(actor, version.agency_id)
    policies.require_change(actor, version.path)
    if version.period.upper is not None:
        raise Conflict(_("Sudah ada perubahan unit ini sesudah tanggal itu. Pilih tanggal sesudah perubahan itu."))
    return version
