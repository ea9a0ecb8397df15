"""How standings of planning and their reasons read, who can help, and what a reminder says."""

from __future__ import annotations

from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ekinerja.reporting import public as reporting
from ekinerja.web import formats

Words = str | Promise
Standing, Reason = reporting.PlanStanding, reporting.PlanReason

STANDINGS: Final[dict[str, Words]] = {
    Standing.NOT_BEGUN: _("Belum mulai"),
    Standing.DRAFT: _("Konsep"),
    Standing.RETURNED: _("Dikembalikan"),
    Standing.SUBMITTED: _("Menunggu penilai"),
    Standing.AGREED: _("Disetujui"),
    Standing.EXEMPT: _("Di luar siklus"),
}
KINDS: Final[dict[str, str]] = {
    Standing.NOT_BEGUN: "danger",
    Standing.DRAFT: "warning",
    Standing.RETURNED: "warning",
    Standing.SUBMITTED: "info",
    Standing.AGREED: "success",
    Standing.EXEMPT: "neutral",
}
SYMBOLS: Final[dict[str, str]] = {
    Standing.NOT_BEGUN: "alert-triangle",
    Standing.DRAFT: "pencil",
    Standing.RETURNED: "arrow-back-up",
    Standing.SUBMITTED: "clock",
    Standing.AGREED: "circle-check",
    Standing.EXEMPT: "user-off",
}
REASONS: Final[dict[str, Words]] = {
    Reason.NOT_ACTIVATED: _("Akun belum diaktifkan"),
    Reason.NO_RATER: _("Penilai belum diketahui"),
    Reason.RATER_WITHOUT_PLAN: _("Penilai belum punya SKP"),
    Reason.NOT_WRITTEN: _("Belum menyusun SKP"),
    Reason.NOT_SUBMITTED: _("Belum diajukan"),
    Reason.NOT_CORRECTED: _("Belum diperbaiki"),
    Reason.WAITS: _("Menunggu keputusan penilai"),
    Reason.WAITS_OUTSIDE: _("Menunggu pejabat di luar program"),
    Reason.EXEMPT: _("Di luar siklus"),
    Reason.DONE: _("Selesai"),
}


def why(row: reporting.Planner) -> str:
    """Return in one sentence why somebody is not further: who must act, and since how many days."""
    name = row.waits or _now("penilai")
    sentences = {
        Reason.NOT_ACTIVATED: _now("Akun belum diaktifkan; serahkan kode aktivasinya."),
        Reason.NO_RATER: _now("Penilai belum diketahui; admin instansi menetapkannya."),
        Reason.RATER_WITHOUT_PLAN: _now("Penilai (%(name)s) belum punya SKP. Pegawai tetap dapat menyusun.")
        % {"name": name},
        Reason.NOT_WRITTEN: _now("Belum menyusun SKP."),
        Reason.NOT_SUBMITTED: _now("Konsep belum diajukan; terakhir diubah %(since)s.") % {"since": _ago(row.days)},
        Reason.NOT_CORRECTED: _now("Dikembalikan %(name)s; terakhir diubah %(since)s.")
        % {"name": name, "since": _ago(row.days)},
        Reason.WAITS: _now("Menunggu %(name)s sejak %(since)s.") % {"name": name, "since": _ago(row.days)},
        Reason.WAITS_OUTSIDE: _now("Menunggu %(name)s sejak %(since)s; catat keputusannya di kotak masuk.")
        % {"name": name, "since": _ago(row.days)},
        Reason.EXEMPT: row.note or _now("Di luar siklus"),
        Reason.DONE: _now("SKP disetujui."),
    }
    return sentences[row.reason]


def _ago(days: int | None) -> str:
    if not days:
        return _now("hari ini")
    return _now("%(n)s hari lalu") % {"n": formats.angka(days)}


def nudges(year: Any) -> dict[reporting.PlanStanding, reporting.Nudge]:
    """Return what is told to those who stand so in planning the year."""
    until, plans = formats.tanggal(year.plan_deadline), reverse("plans:mine")
    return {
        Standing.NOT_BEGUN: reporting.Nudge(
            _now("Anda belum menyusun SKP %(year)s") % {"year": year.year},
            _now("Susun dan ajukan SKP Anda paling lambat %(until)s.") % {"until": until},
            plans,
        ),
        Standing.DRAFT: reporting.Nudge(
            _now("SKP %(year)s Anda belum diajukan") % {"year": year.year},
            _now("SKP Anda masih konsep. Lengkapi, lalu ajukan paling lambat %(until)s.") % {"until": until},
            plans,
        ),
        Standing.RETURNED: reporting.Nudge(
            _now("SKP %(year)s Anda menunggu perbaikan") % {"year": year.year},
            _now("Baca catatan penilai, perbaiki, lalu ajukan lagi paling lambat %(until)s.") % {"until": until},
            plans,
        ),
        Standing.SUBMITTED: reporting.Nudge(
            _now("Ada SKP %(year)s yang menunggu keputusan Anda") % {"year": year.year},
            _now("Buka kotak masuk, lalu setujui atau kembalikan paling lambat %(until)s.") % {"until": until},
            reverse("inbox:inbox"),
        ),
    }
