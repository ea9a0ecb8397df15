"""How dates, numbers and money are written for people: the Indonesian way, in both languages."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext, ngettext
from markupsafe import Markup

from ekinerja.kernel import clock
from ekinerja.kernel.dates import MONTHS, language, local_day, local_time, tell_day
from ekinerja.kernel.sentences import one_stop

SHORT_MONTHS: Final = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
ZONES: Final = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}
NOTHING: Final = "–"
MARKS: Final = str.maketrans(",.-", ".,−")


def tanggal(value: date | datetime | None) -> str:
    """Write a day in full: ``Senin, 30 November 2026``."""
    return NOTHING if value is None else tell_day(value)


def tanggal_pendek(value: date | datetime | None) -> str:
    """Write a day for tables: ``30 Nov 2026``."""
    if value is None:
        return NOTHING
    day = local_day(value)
    return f"{day.day} {SHORT_MONTHS[language()][day.month - 1]} {day.year}"


def bulan(value: date | datetime | None) -> str:
    """Write a month: ``November 2026``."""
    if value is None:
        return NOTHING
    day = local_day(value)
    return f"{MONTHS[language()][day.month - 1]} {day.year}"


def waktu(value: datetime | time | None) -> str:
    """Write a time of day with its zone: ``23.59 WIB``; a bare time has no zone."""
    if value is None:
        return NOTHING
    if isinstance(value, time):
        return f"{value:%H.%M}"
    return f"{local_time(value):%H.%M} {zone_name()}"


def tanggal_waktu(value: datetime | None) -> str:
    """Write an instant for tables and histories: ``30 Nov 2026, 23.59 WIB``."""
    return NOTHING if value is None else f"{tanggal_pendek(value)}, {waktu(value)}"


def isian_saat(value: datetime) -> str:
    """Write a moment as a form field for day and time takes it: ``2026-01-31T08:00``."""
    return local_time(value).strftime("%Y-%m-%dT%H:%M")


def angka(value: Decimal | int | str | None, places: int | None = None) -> str:
    """
    Write a number with points for thousands and a comma for decimals: ``1.234,56``.

    Without ``places`` the decimals are written as they are; otherwise rounded half up for reading only.
    """
    if value is None:
        return NOTHING
    if type(value) is int and not places:
        return f"{value:,}".translate(MARKS)
    number = Decimal(str(value))
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{number:,f}".translate(MARKS)


def rupiah(value: Decimal | int | str | None, places: int = 0) -> str:
    """Write money: ``Rp 4.595.150`` (the space does not break)."""
    return NOTHING if value is None else f"Rp\u00a0{angka(value, places)}"


def persen(value: Decimal | int | str | None, places: int = 0) -> str:
    """Write a percentage that is already in hundredths: ``83,67%``."""
    return NOTHING if value is None else f"{angka(value, places)}%"


def relatif(value: datetime | date | None, at: datetime | None = None) -> str:
    """Say how far away a moment is: ``2 hari lagi``, ``hari ini``, ``3 jam lalu``."""
    if value is None:
        return NOTHING
    present = at or clock.now()
    if isinstance(value, datetime):
        gap = value - present
        if abs(gap) < timedelta(hours=24):
            return _hours(gap)
    return _days((local_day(value) - local_day(present)).days)


def tenggat(value: datetime | date | None, at: datetime | None = None) -> str:
    """Write a deadline in words and date: ``2 hari lagi — Senin 30 November 2026, 23.59 WIB``."""
    if value is None:
        return gettext("Tanpa batas waktu")
    hour = f", {waktu(value)}" if isinstance(value, datetime) else ""
    return f"{relatif(value, at)} — {tanggal(value).replace(',', '', 1)}{hour}"


def urgency(value: datetime | date | None, at: datetime | None = None) -> str:
    """Return ``late``, ``soon`` (three days or less) or ``calm`` for a deadline."""
    if value is None:
        return "calm"
    present = at or clock.now()
    if value < present if isinstance(value, datetime) else value < local_day(present):
        return "late"
    return "soon" if (local_day(value) - local_day(present)).days <= 3 else "calm"


def ukuran(size: int) -> str:
    """Write the size of a file: ``1,2 MB``."""
    for unit, step in (("MB", 1_000_000), ("KB", 1_000)):
        if size >= step:
            return f"{angka(Decimal(size) / step, 1)} {unit}"
    return f"{angka(size)} byte"


def inisial(name: str) -> str:
    """Return two letters of a name without its titles: ``Drs. H. Budi Santoso, M.M.`` gives ``BS``."""
    words = [word for word in name.split(",")[0].split() if not word.endswith(".") and word[0].isalpha()]
    letters = [word[0].upper() for word in (words or name.split() or ["?"])]
    return letters[0] + (letters[-1] if len(letters) > 1 else "")


def kalimat(text: str) -> str:
    """Write one full stop where a sentence ends with a title; marked text stays marked."""
    written = one_stop(str(text))
    return Markup(written) if isinstance(text, Markup) else written  # noqa: S704 (it was marked before)


def zone_name() -> str:
    """Return the Indonesian name of the active time zone: WIB, WITA or WIT."""
    return ZONES.get(timezone.get_current_timezone_name(), timezone.get_current_timezone_name())


def _hours(gap: timedelta) -> str:
    minutes = int(abs(gap).total_seconds() // 60)
    if minutes < 1:
        return gettext("sekarang") if gap >= timedelta(0) else gettext("baru saja")
    if minutes < 60:
        amount = ngettext("%(n)s menit", "%(n)s menit", minutes) % {"n": minutes}
    else:
        amount = ngettext("%(n)s jam", "%(n)s jam", minutes // 60) % {"n": minutes // 60}
    return _direction(amount, ahead=gap >= timedelta(0))


def _days(days: int) -> str:
    named = {0: gettext("hari ini"), 1: gettext("besok"), -1: gettext("kemarin")}
    if days in named:
        return named[days]
    amount = ngettext("%(n)s hari", "%(n)s hari", abs(days)) % {"n": angka(abs(days))}
    return _direction(amount, ahead=days > 0)


def _direction(amount: str, *, ahead: bool) -> str:
    text = gettext("%(amount)s lagi") if ahead else gettext("%(amount)s lalu")
    return text % {"amount": amount}
