"""How standings and gaps read on screens, who can help, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ekinerja.planning.data import PeriodKind
from ekinerja.reporting import public as reporting
from ekinerja.web import addresses, formats
from ekinerja.web.activity.labels import ROMAN, period_name

Words = str | Promise
Standing, Gap = reporting.Standing, reporting.Gap

STANDINGS: Final[dict[str, Words]] = {
    Standing.EXEMPT: _("Di luar siklus"),
    Standing.NOT_ACTIVATED: _("Akun belum diaktifkan"),
    Standing.NO_RATER: _("Penilai belum diketahui"),
    Standing.NO_PLAN: _("Belum menyusun SKP"),
    Standing.DRAFT: _("SKP masih konsep"),
    Standing.RETURNED: _("SKP dikembalikan"),
    Standing.UNFILLED: _("Periode belum diisi"),
    Standing.BEGUN: _("Baru diisi sebagian"),
    Standing.SUBMITTED: _("Menunggu penilaian"),
    Standing.RATED: _("Dinilai"),
}
STANDING_KINDS: Final[dict[str, str]] = {
    Standing.EXEMPT: "neutral",
    Standing.NOT_ACTIVATED: "danger",
    Standing.NO_RATER: "danger",
    Standing.NO_PLAN: "danger",
    Standing.DRAFT: "warning",
    Standing.RETURNED: "warning",
    Standing.UNFILLED: "warning",
    Standing.BEGUN: "info",
    Standing.SUBMITTED: "info",
    Standing.RATED: "success",
}
REMEDIES: Final[dict[str, Words]] = {
    Standing.NOT_ACTIVATED: _("Serahkan kode aktivasi dari daftar akun."),
    Standing.NO_RATER: _("Admin instansi melengkapi jabatan atau menetapkan penilainya."),
    Standing.NO_PLAN: _("Pegawai menyusun SKP; ingatkan bila perlu."),
    Standing.DRAFT: _("Pegawai melengkapi lalu mengajukan SKP."),
    Standing.RETURNED: _("Pegawai memperbaiki SKP sesuai catatan penilai."),
    Standing.UNFILLED: _("Pegawai mengisi realisasi periode ini."),
    Standing.BEGUN: _("Pegawai melengkapi lalu mengajukan isian periode ini."),
}
SYMBOLS: Final[dict[str, str]] = {
    Standing.NOT_ACTIVATED: "key",
    Standing.NO_RATER: "user-question",
    Standing.NO_PLAN: "file-off",
    Standing.DRAFT: "pencil",
    Standing.RETURNED: "arrow-back-up",
    Standing.UNFILLED: "calendar-x",
    Standing.BEGUN: "progress",
}


@dataclass(frozen=True)
class GapLine:
    """One kind of mistake in the data, whose it is and where it is mended."""

    label: str
    owner: str
    amount: int
    url: str


def gap_lines(home: reporting.AgencyHome, corrections: int) -> list[GapLine]:
    """Return the mistakes that exist, the ones counted live included; the largest first."""
    words: tuple[tuple[int, Words, Words, str], ...] = (
        (home.gaps.get(Gap.NO_POST, 0), _("Pegawai tanpa jabatan"), _("Admin instansi"), "people:list"),
        (home.gaps.get(Gap.NO_HEAD, 0), _("Unit tanpa pimpinan"), _("Admin instansi"), "units:tree"),
        (home.gaps.get(Gap.NO_RATER, 0), _("Pegawai tanpa penilai"), _("Admin instansi"), "units:tree"),
        (home.gaps.get(Gap.NO_ACCOUNT, 0), _("Pegawai tanpa akun"), _("Admin instansi"), "access:accounts"),
        (home.gaps.get(Gap.NOT_ACTIVATED, 0), _("Akun belum diaktifkan"), _("Pengelola kinerja"), "access:accounts"),
        (home.gaps.get(Gap.IMPORT_ROWS, 0), _("Baris impor yang gagal"), _("Admin instansi"), "imports:list"),
        (corrections, _("Permintaan koreksi penilai"), _("Admin instansi"), "raters:requests"),
        (home.failed_jobs, _("Pekerjaan latar yang gagal"), _("Admin instansi"), "jobs:list"),
    )
    lines = [
        GapLine(str(label), str(owner), amount, addresses.page(page) or "")
        for amount, label, owner, page in words
        if amount
    ]
    return sorted(lines, key=lambda line: -line.amount)


def short_name(period: Any) -> str:
    """Return the period for a narrow place: ``Nov``, ``TW IV``."""
    if period.kind == PeriodKind.ANNUAL:
        return gettext("Tahun")
    if (period.span.upper - period.span.lower).days > 31:
        return gettext("TW %(number)s") % {"number": ROMAN[period.number - 1]}
    return formats.tanggal_pendek(period.span.lower).split(" ")[1]


def nudges(period: Any, deadline: datetime | None) -> dict[reporting.Standing, reporting.Nudge]:
    """Return what is told to those who stand so and may fill until ``deadline``; the period may be unknown."""
    name = period_name(period) if period is not None else gettext("periode ini")
    until = formats.tanggal(deadline) if deadline is not None else ""
    plans, months = reverse("plans:mine"), reverse("activity:mine")
    fill = gettext("Isi realisasi %(name)s paling lambat %(until)s.") % {"name": name, "until": until}
    return {
        Standing.NO_PLAN: reporting.Nudge(
            gettext("Anda belum menyusun SKP"),
            gettext("Susun dan ajukan SKP Anda. Realisasi %(name)s baru dapat diisi setelah SKP diajukan.")
            % {"name": name},
            plans,
        ),
        Standing.DRAFT: reporting.Nudge(
            gettext("SKP Anda belum diajukan"),
            gettext("SKP Anda masih konsep. Lengkapi, lalu ajukan ke penilai."),
            plans,
        ),
        Standing.RETURNED: reporting.Nudge(
            gettext("SKP Anda menunggu perbaikan"),
            gettext("Penilai mengembalikan SKP Anda. Baca catatannya, perbaiki, lalu ajukan lagi."),
            plans,
        ),
        Standing.UNFILLED: reporting.Nudge(gettext("%(name)s belum Anda isi") % {"name": name}, fill, months),
        Standing.BEGUN: reporting.Nudge(gettext("%(name)s belum Anda ajukan") % {"name": name}, fill, months),
    }


def told(report: reporting.NudgeReport) -> str:
    """Return in words whom a reminder reached."""
    parts = [
        ngettext("%(n)s pegawai diingatkan.", "%(n)s pegawai diingatkan.", report.told)
        % {"n": formats.angka(report.told)}
    ]
    if report.already:
        parts.append(gettext("%(n)s sudah diingatkan hari ini.") % {"n": formats.angka(report.already)})
    if report.unreachable:
        parts.append(
            gettext("%(n)s perlu bantuan lain dahulu (akun atau penilai).") % {"n": formats.angka(report.unreachable)}
        )
    return " ".join(parts)
