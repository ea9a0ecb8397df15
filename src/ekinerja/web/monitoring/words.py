"""How standings of planning and their reasons read, and who can be reminded."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ekinerja.reporting import public as reporting
from ekinerja.web import formats

Words = str | Promise
Standing, Reason = reporting.PlanStanding, reporting.PlanReason

STANDINGS: Final[dict[str, Words]] = {
    Standing.NOT_BEGUN: gettext_lazy("Belum mulai"),
    Standing.DRAFT: gettext_lazy("Konsep"),
    Standing.RETURNED: gettext_lazy("Dikembalikan"),
    Standing.SUBMITTED: gettext_lazy("Menunggu penilai"),
    Standing.AGREED: gettext_lazy("Disetujui"),
    Standing.EXEMPT: gettext_lazy("Di luar siklus"),
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
    Reason.NOT_ACTIVATED: gettext_lazy("Akun belum diaktifkan"),
    Reason.NO_RATER: gettext_lazy("Penilai belum diketahui"),
    Reason.RATER_WITHOUT_PLAN: gettext_lazy("Penilai belum punya SKP"),
    Reason.NOT_WRITTEN: gettext_lazy("Belum menyusun SKP"),
    Reason.NOT_SUBMITTED: gettext_lazy("Belum diajukan"),
    Reason.NOT_CORRECTED: gettext_lazy("Belum diperbaiki"),
    Reason.WAITS: gettext_lazy("Menunggu keputusan penilai"),
    Reason.WAITS_OUTSIDE: gettext_lazy("Menunggu pejabat di luar program"),
    Reason.EXEMPT: gettext_lazy("Di luar siklus"),
    Reason.DONE: gettext_lazy("Selesai"),
}


def why(row: reporting.Planner) -> str:
    """Return in one sentence why somebody is not further: who must act, and since how many days."""
    name = row.waits or _("penilai")
    sentences = {
        Reason.NOT_ACTIVATED: _("Akun belum diaktifkan; serahkan kode aktivasinya."),
        Reason.NO_RATER: _("Penilai belum diketahui; admin instansi menetapkannya."),
        Reason.RATER_WITHOUT_PLAN: _("Penilai (%(name)s) belum punya SKP. Pegawai tetap dapat menyusun.")
        % {"name": name},
        Reason.NOT_WRITTEN: _("Belum menyusun SKP."),
        Reason.NOT_SUBMITTED: _("Konsep belum diajukan; terakhir diubah %(since)s.") % {"since": _ago(row.days)},
        Reason.NOT_CORRECTED: _("Dikembalikan %(name)s; terakhir diubah %(since)s.")
        % {"name": name, "since": _ago(row.days)},
        Reason.WAITS: _("Menunggu %(name)s sejak %(since)s.") % {"name": name, "since": _ago(row.days)},
        Reason.WAITS_OUTSIDE: _("Menunggu %(name)s sejak %(since)s; catat keputusannya di kotak masuk.")
        % {"name": name, "since": _ago(row.days)},
        Reason.EXEMPT: row.note or _("Di luar siklus"),
        Reason.DONE: _("SKP disetujui."),
    }
    return sentences[row.reason]


def can_be_reminded(row: reporting.Planner) -> bool:
    """Whether a reminder would reach somebody who can act: the owner, or the rater of a plan that waits."""
    return row.standing not in (Standing.AGREED, Standing.EXEMPT) and row.reason not in reporting.HELPLESS


def _ago(days: int | None) -> str:
    if not days:
        return _("hari ini")
    return _("%(n)s hari lalu") % {"n": formats.angka(days)}
