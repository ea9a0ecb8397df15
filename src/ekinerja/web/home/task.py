"""The one thing to do now: in words, with its deadline, what happens otherwise, and where it is done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ekinerja.evaluation import public as evaluation
from ekinerja.reporting import public as reporting
from ekinerja.web import formats
from ekinerja.web.activity.labels import period_name

Task = evaluation.Task


@dataclass(frozen=True)
class Card:
    """What the card at the top says; without ``label`` there is nothing to press."""

    title: str
    text: str = ""
    deadline: datetime | None = None
    deadline_label: str = ""
    otherwise: str = ""
    label: str = ""
    url: str = ""
    symbol: str = "arrow-right"
    kind: str = "info"
    extended: str = ""


def card_of(home: reporting.OwnHome) -> Card:
    """Return the card for where somebody stands."""
    if home.exempt is not None and home.cycle.task in (Task.NO_YEAR, Task.DRAFT, Task.COMPLETE):
        return _exempt(home.exempt)
    card = _CARDS[home.cycle.task](home)
    return replace(card, extended=_why_later(home, card.deadline)) if card.deadline else card


def _why_later(home: reporting.OwnHome, deadline: datetime) -> str:
    """Return why a deadline lies later than for others, empty when it does not."""
    if deadline == home.cycle.plan_deadline:
        return home.cycle.plan_extension
    return next((line.deadline.reason for line in home.lines if line.deadline.at == deadline), "")


def _exempt(exempt: reporting.Exempt) -> Card:
    why = f"{exempt.reason} ({exempt.citation})." if exempt.citation else f"{exempt.reason}."
    return Card(
        _("Anda di luar siklus kinerja saat ini"),
        why + " " + _("Anda tidak perlu menyusun SKP. Bila ini keliru, hubungi admin instansi."),
        symbol="user-off",
        kind="neutral",
    )


def _no_year(home: reporting.OwnHome) -> Card:
    return Card(
        _("Tahun kinerja belum dibuka"),
        _("Admin instansi membuka tahun kinerja. Setelah itu Anda dapat menyusun SKP; Anda akan melihatnya di sini."),
        symbol="calendar-off",
        kind="neutral",
    )


def _draft(home: reporting.OwnHome) -> Card:
    year = home.cycle.year.year  # type: ignore[attr-defined]
    text = _("Anda belum punya SKP. SKP memuat hasil kerja yang Anda janjikan tahun ini.")
    if home.rater_name:
        text += " " + _("Penilai Anda %(name)s.") % {"name": home.rater_name}
    return Card(
        _("Susun SKP %(year)s") % {"year": year},
        text,
        home.cycle.plan_deadline,
        _("Batas penetapan SKP"),
        _plan_otherwise(),
        _("Susun SKP %(year)s") % {"year": year},
        reverse("plans:draft"),
        "target-arrow",
        "warning",
    )


def _complete(home: reporting.OwnHome) -> Card:
    plan = _plan(home)
    year = plan.year.year
    if plan.agreed_at is not None:
        return _agree_anew(home)
    label = (
        _("Lengkapi dan ajukan SKP ke %(name)s") % {"name": home.rater_name}
        if home.rater_name
        else _("Lengkapi SKP %(year)s") % {"year": year}
    )
    return Card(
        _("SKP %(year)s Anda belum diajukan") % {"year": year},
        _("SKP masih konsep. Lengkapi rencana hasil kerja dan indikatornya, lalu ajukan."),
        home.cycle.plan_deadline,
        _("Batas penetapan SKP"),
        _plan_otherwise(),
        label,
        _plan_page(home),
        "send",
        "warning",
    )


def _agree_anew(home: reporting.OwnHome) -> Card:
    """Ask for what was agreed and opened again; the day by which plans were due was met and says nothing now."""
    return Card(
        _("SKP %(year)s Anda dibuka kembali") % {"year": _plan(home).year.year},
        _("SKP yang sudah disetujui dibuka lagi. Baca alasannya, ubah seperlunya, lalu ajukan lagi."),
        otherwise=_("Realisasi baru dapat diisi lagi setelah SKP diajukan."),
        label=_("Ubah dan ajukan SKP lagi"),
        url=_plan_page(home),
        symbol="send",
        kind="warning",
    )


def _mend(home: reporting.OwnHome) -> Card:
    is_first = _plan(home).agreed_at is None
    return Card(
        _("SKP Anda dikembalikan untuk diperbaiki"),
        _("%(name)s menulis catatan pada SKP Anda. Perbaiki, lalu ajukan lagi.")
        % {"name": home.rater_name or _("Penilai Anda")},
        home.cycle.plan_deadline if is_first else None,
        _("Batas penetapan SKP"),
        _plan_otherwise() if is_first else _("Realisasi baru dapat diisi lagi setelah SKP diajukan."),
        _("Perbaiki SKP yang dikembalikan"),
        _plan_page(home),
        "pencil",
        "warning",
    )


def _await_agreement(home: reporting.OwnHome) -> Card:
    plan = _plan(home)
    since = formats.tanggal(plan.submitted_at)
    text = (
        _("Diajukan %(since)s ke %(name)s. Persetujuan tidak perlu ditunggu untuk mengisi realisasi.")
        % {"since": since, "name": home.rater_name}
        if home.rater_name
        else _("Diajukan %(since)s, tetapi penilai Anda belum diketahui. Minta admin instansi menetapkannya.")
        % {"since": since}
    )
    line = _fillable(home)
    if line is not None:
        return _filling(home, line, _("SKP Anda menunggu persetujuan. Sementara itu, isi realisasi"), text)
    return Card(
        _("SKP Anda menunggu persetujuan"), text, label=_("Lihat SKP yang diajukan"), url=_plan_page(home), symbol="eye"
    )


def _fill(home: reporting.OwnHome) -> Card:
    line = home.cycle.current
    if line is None:
        return _nothing(home)
    text = {
        "BELUM_DIISI": _("Belum ada yang terisi. Tulis rencana aksi, hasil yang dicapai, dan buktinya."),
        "RENCANA_AKSI": _("Rencana aksi sudah ada. Tinggal hasil yang dicapai dan buktinya."),
        "REALISASI": _("Sebagian sudah terisi. Lengkapi, lalu ajukan ke %(name)s.")
        % {"name": home.rater_name or _("penilai")},
    }
    title = _("Isi realisasi %(name)s") % {"name": period_name(line.period)}
    return _filling(home, line, title, text.get(line.state, ""))


def _filling(home: reporting.OwnHome, line: evaluation.PeriodLine, title: str, text: str) -> Card:
    return Card(
        title,
        text,
        line.deadline.at,
        _("Batas pengisian"),
        _(
            "Bila lewat, periode ini terkunci bagi Anda dan penilai dapat menilai tanpa isian Anda. "
            "Hanya admin instansi yang dapat memperpanjang."
        ),
        _("Isi realisasi %(name)s") % {"name": period_name(line.period)},
        _period_page(line),
        "pencil",
        "info",
    )


def _await_rating(home: reporting.OwnHome) -> Card:
    waiting = [line for line in home.lines if line.state == "DIAJUKAN"]
    names = ", ".join(period_name(line.period) for line in waiting[-3:])
    return Card(
        _("Isian Anda menunggu penilaian"),
        _("%(periods)s menunggu penilaian %(name)s. Anda tidak perlu melakukan apa pun.")
        % {"periods": names, "name": home.rater_name or _("pejabat penilai")},
        label=_("Lihat isian yang diajukan"),
        url=_period_page(waiting[-1]) if waiting else reverse("activity:mine"),
        symbol="eye",
        kind="success",
    )


def _nothing(home: reporting.OwnHome) -> Card:
    later = [line for line in home.lines if line.period.span.lower > home.now.date()]
    text = (
        _("Berikutnya: %(name)s, mulai %(day)s.")
        % {"name": period_name(later[0].period), "day": formats.tanggal(later[0].period.span.lower)}
        if later
        else _("Semua periode tahun ini sudah berjalan.")
    )
    return Card(
        _("Tidak ada yang perlu dikerjakan sekarang"),
        text,
        label=_("Lihat semua periode"),
        url=reverse("activity:mine"),
        symbol="calendar-check",
        kind="success",
    )


def _fillable(home: reporting.OwnHome) -> evaluation.PeriodLine | None:
    line = home.cycle.current
    open_states = ("BELUM_DIISI", "RENCANA_AKSI", "REALISASI")
    return line if line is not None and line.state in open_states and not line.is_late else None


def _plan(home: reporting.OwnHome) -> Any:
    return home.cycle.plan


def _plan_page(home: reporting.OwnHome) -> str:
    return reverse("plans:detail", args=[_plan(home).id])


def _period_page(line: evaluation.PeriodLine) -> str:
    return reverse("activity:month", args=[line.plan.id, line.period.id])


def _plan_otherwise() -> str:
    return _(
        "Sesudah tanggal itu SKP masih dapat diajukan, tetapi realisasi baru dapat diisi setelah SKP diajukan, "
        "dan periode yang batasnya sudah lewat terkunci."
    )


_CARDS = {
    Task.NO_YEAR: _no_year,
    Task.DRAFT: _draft,
    Task.COMPLETE: _complete,
    Task.MEND: _mend,
    Task.AWAIT_AGREEMENT: _await_agreement,
    Task.FILL: _fill,
    Task.AWAIT_RATING: _await_rating,
    Task.NOTHING: _nothing,
}
