"""Who is told of what across the modules; each handler tells a happening once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ekinerja.access import public as access
from ekinerja.kernel import actor as actors
from ekinerja.kernel import clock, jobs
from ekinerja.kernel.errors import NotFound
from ekinerja.kernel.tenancy import context
from ekinerja.notices import public as notices
from ekinerja.organisation import public as organisation
from ekinerja.people import events
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.reporting import public as reporting
from ekinerja.web import formats
from ekinerja.web.activity.labels import period_name


def tell_correction_asked(event: events.RaterCorrectionAsked) -> None:
    """Tell the agency's administrators that somebody asked for another rater."""
    with _own_time() as agency_id:
        asked = _correction(agency_id, event)
        message = notices.Message(
            "people.rater_correction.asked",
            f"people.rater_correction.asked:{asked.id}",
            _("%(name)s meminta koreksi penilai") % {"name": asked.employee.display_name},
            _("Penilai saat ini: %(shown)s. Alasan pegawai: %(reason)s")
            % {"shown": asked.shown_label, "reason": asked.reason},
            reverse("raters:decide", args=[asked.id]),
        )
        on = timezone.localdate(asked.asked_at)
        admins = access.grants.employees_with_role(
            role=actors.Role.AGENCY_ADMIN, agency_id=agency_id, on=max(on, clock.today())
        )
        notices.notify(employee_ids=admins, message=message, at=clock.now())


def tell_correction_decided(event: events.RaterCorrectionDecided) -> None:
    """Tell the employee how the request ended, by whom and why."""
    with _own_time() as agency_id:
        asked = _correction(agency_id, event)
        title = _("Koreksi penilai Anda disetujui") if event.granted else _("Koreksi penilai Anda ditolak")
        body = _("Diputuskan %(name)s, %(day)s.") % {
            "name": asked.decided_by_name,
            "day": formats.tanggal(asked.decided_at),
        }
        if asked.decision_note:
            body += " " + _("Catatan: %(note)s") % {"note": asked.decision_note}
        kind = "people.rater_correction.decided"
        message = notices.Message(kind, f"{kind}:{asked.id}", title, body, reverse("raters:mine"))
        notices.notify(employee_ids=[event.employee_id], message=message, at=clock.now())


def tell_import_ended(event: events.PeopleImported) -> None:
    """Tell whoever uploaded the file that the import ended or was taken back, with its counts."""
    with _own_time() as agency_id:
        batch = people.import_reading.get_import(actor=actors.system(agency_id), batch_id=event.batch_id)
        employee_id = _employee_of(batch.account_id, agency_id)
        if employee_id is None:
            return
        undone = batch.state == people.ImportState.UNDONE
        title = (_("Impor %(file)s dibatalkan seluruhnya") if undone else _("Impor %(file)s selesai")) % {
            "file": batch.file_name
        }
        counts = {code: int(batch.counts.get(code, 0)) for code in people.Outcome}
        body = _("%(new)s baru, %(changed)s berubah, %(same)s tetap, %(failed)s galat.") % {
            "new": formats.angka(counts[people.Outcome.NEW]),
            "changed": formats.angka(counts[people.Outcome.CHANGED]),
            "same": formats.angka(counts[people.Outcome.SAME]),
            "failed": formats.angka(counts[people.Outcome.FAILED]),
        }
        kind = "people.import.ended"
        message = notices.Message(
            kind,
            f"{kind}:{batch.id}:{batch.state}",
            title,
            "" if undone else body,
            reverse("imports:detail", args=[batch.id]),
        )
        notices.notify(employee_ids=[employee_id], message=message, at=clock.now())


def tell_deadline_moved(event: planning.DeadlineMoved) -> None:
    """Tell those for whom a deadline was moved until when and why."""
    with _own_time():
        deadline = datetime.fromisoformat(event.deadline)
        name, page = _deadline_of(event)
        title = (_("Batas %(name)s diperpanjang") if event.later else _("Batas %(name)s dimajukan")) % {"name": name}
        words = (
            _("Diperpanjang sampai %(until)s karena %(why)s.") if event.later else _("Batas baru %(until)s: %(why)s.")
        )
        body = words % {"until": formats.tanggal(deadline), "why": event.reason.rstrip(".")}
        scope = event.employee_id.hex if event.employee_id else event.unit_path
        key = f"planning.deadline:{(event.period_id or event.year_id).hex}:{int(deadline.timestamp())}:{scope}"[:120]
        message = notices.Message("planning.deadline", key, title, body, page)
        notices.notify(employee_ids=_given_to(event), message=message, at=clock.now())


def tell_extension_ended(event: planning.ExtensionEnded) -> None:
    """Tell those who had more time that it was taken back, since when and why, and that what they did stays."""
    with _own_time():
        name, page = _deadline_of(event)
        body = _(
            "Perpanjangan sampai %(until)s berlaku hanya sampai %(at)s: %(why)s. "
            "Yang sudah Anda ajukan sebelumnya tetap berlaku."
        ) % {
            "until": formats.tanggal(datetime.fromisoformat(event.deadline)),
            "at": formats.tanggal_waktu(datetime.fromisoformat(event.ended_at)),
            "why": event.reason.rstrip("."),
        }
        title = _("Perpanjangan batas %(name)s diakhiri") % {"name": name}
        key = f"planning.extension.ended:{event.extension_id.hex}"
        message = notices.Message("planning.deadline", key, title, body, page)
        notices.notify(employee_ids=_given_to(event), message=message, at=clock.now())


def _deadline_of(event: planning.DeadlineMoved | planning.ExtensionEnded) -> tuple[str, str]:
    """Return how the deadline is called, and the page where those it binds go on."""
    if event.period_id:
        return period_name(planning.get_period(period_id=event.period_id)), reverse("activity:mine")
    year = planning.years.get_year(year_id=event.year_id)
    return _("penetapan SKP %(year)s") % {"year": year.year}, reverse("plans:mine")


def _given_to(event: planning.DeadlineMoved | planning.ExtensionEnded) -> list[UUID]:
    if event.employee_id:
        return [event.employee_id]
    return [row[0] for row in people.people_below(paths=(event.unit_path,))]


@jobs.task(name="config.remind_deadlines")
def remind_deadlines(job: jobs.RunningJob) -> dict[str, int]:
    """Remind those who have not handed in seven days and one day before their deadline; safe to repeat."""
    with _own_time():
        at = clock.now()
        told = sum(_remind(group, at) for group in reporting.deadlines_near(now=at))
        return {"told": told + sum(_remind_plan(group, at) for group in reporting.plan_deadlines_near(now=at))}


def _remind(group: reporting.DeadlineGroup, at: datetime) -> int:
    name = period_name(group.period)
    title = (
        _("Besok batas pengisian %(name)s") % {"name": name}
        if group.days == 1
        else _("Batas pengisian %(name)s tinggal %(days)s hari") % {"name": name, "days": group.days}
    )
    body = _(
        "Isi dan ajukan realisasi paling lambat %(day)s, %(time)s. Sesudah itu periode terkunci bagi Anda "
        "dan penilai dapat menilai tanpa isian Anda."
    ) % {"day": formats.tanggal(group.deadline), "time": formats.waktu(group.deadline)}
    key = f"config.deadline:{group.period.id.hex}:{int(group.deadline.timestamp())}:{group.days}"
    message = notices.Message("activity.deadline", key, title, body, reverse("activity:mine"))
    return notices.notify(employee_ids=group.employee_ids, message=message, at=at)


def _remind_plan(group: reporting.PlanDeadlineGroup, at: datetime) -> int:
    """Remind owners whose plan is not handed in, and raters whom plans wait for, of the last day for plans."""
    when = _("besok") if group.days == 1 else _("%(days)s hari lagi") % {"days": group.days}
    until = {"when": when, "day": formats.tanggal(group.deadline), "year": group.year}
    if group.for_raters:
        title = _("Ada SKP %(year)s yang menunggu keputusan Anda; batasnya %(when)s") % until
        body = _("Setujui atau kembalikan paling lambat %(day)s.") % until
        page = reverse("inbox:inbox")
    else:
        title = _("Batas penetapan SKP %(year)s %(when)s") % until
        body = (
            _("SKP Anda belum diajukan. Lengkapi dan ajukan agar penilai sempat menyetujuinya sebelum %(day)s.") % until
        )
        page = reverse("plans:mine")
    side = "rater" if group.for_raters else "owner"
    key = f"config.plan_deadline:{group.year}:{int(group.deadline.timestamp())}:{group.days}:{side}"
    message = notices.Message("planning.deadline", key, title, body, page)
    return notices.notify(employee_ids=group.employee_ids, message=message, at=at)


def _correction(agency_id: int, event: events.RaterCorrectionAsked | events.RaterCorrectionDecided) -> Any:
    owner = actors.Actor(None, agency_id, event.employee_id, "Sistem", ())
    return people.get_correction(actor=owner, correction_id=event.correction_id)


def _employee_of(account_id: UUID | None, agency_id: int) -> UUID | None:
    """Return the employee behind an account of this agency; nobody for the command line or a closed account."""
    if account_id is None:
        return None
    try:
        account = access.get_account(account_id=account_id)
    except NotFound:
        return None
    return account.employee_id if account.agency_id == agency_id else None


@contextmanager
def _own_time() -> Iterator[int]:
    """Work in one transaction and in the agency's time zone; give the agency's number."""
    agency_id = context.current_or_none()
    if agency_id is None:
        raise NotFound
    with transaction.atomic(), timezone.override(organisation.get_agency(agency_id).time_zone):
        yield agency_id
