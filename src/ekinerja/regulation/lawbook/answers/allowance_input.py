"""Reads one person's month from JSON; unknown fields and labels are errors, never ignored."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from ekinerja.regulation.lawbook.answers.fields import Fields, read_day
from ekinerja.rules.allowance.case import ActingPost, AttendanceDay, LeaveTaken, PersonMonth, SanctionServed
from ekinerja.rules.allowance.parse_leave import LEAVES, SANCTIONS, STATUSES
from ekinerja.rules.rating import Rating

ZERO = Decimal(0)
DAY_MINUTES = 1440

MINUTES = {"telat_menit": "late", "pulang_cepat_menit": "early", "keluar_menit": "out"}
FLAGS = {
    "alpa": "absent",
    "tanpa_masuk": "missing_in",
    "tanpa_pulang": "missing_out",
    "tanpa_apel": "no_rollcall",
    "tanpa_upacara": "no_ceremony",
    "cuti_ditolak_otomatis": "leave_refused",
}


class ActingKind(StrEnum):
    """Kinds of acting posts. Statutory term: PLT, PLH, PJ."""

    PLT = "PLT"
    PLH = "PLH"
    PJ = "PJ"


class ActingLevel(StrEnum):
    """How the held post stands to the own one."""

    SETARA = "SETARA"
    SATU_TINGKAT_DI_BAWAH = "SATU_TINGKAT_DI_BAWAH"


def read_case(fields: Fields) -> PersonMonth:
    """Return the month of one person."""
    month = fields.month("bulan")
    return PersonMonth(
        month=month,
        amount=_amount(fields, "dasar"),
        position_class=_whole(fields, "kelas", 1, 17),
        position=_text(fields, "jabatan"),
        rating=fields.member("predikat", Rating) if fields.has("predikat") else None,
        previous_rating=_previous(fields),
        score=fields.decimal("skor", least=ZERO, most=Decimal(100)) if fields.has("skor") else None,
        activity_minutes=_whole(fields, "menit_aktivitas", 0),
        working_days=_whole(fields, "hari_kerja", 1, 31),
        bad_reports=_whole(fields, "laporan_buruk", 0),
        reported=not fields.flag("tanpa_laporan"),
        carry_month=_whole(fields, "tanpa_realisasi_bulan_ke", 1),
        days=tuple(_day(item, index) for index, item in enumerate(fields.items("hari"))),
        holidays=frozenset(read_day(item, f"libur[{i}]") for i, item in enumerate(fields.items("libur"))),
        leaves=tuple(_leave(item, index) for index, item in enumerate(fields.items("cuti"))),
        sanctions=tuple(_sanction(item, index) for index, item in enumerate(fields.items("hukuman"))),
        status=_status(fields),
        permanent_since=fields.day("tmt_pns") if fields.has("tmt_pns") else None,
        group=_text(fields, "kelompok"),
        facts=_facts(fields),
        acting=tuple(_acting(item, index) for index, item in enumerate(fields.items("plt"))),
        profession_allowance=_amount(fields, "tunjangan_profesi") or ZERO,
        correction=fields.decimal("koreksi") if fields.has("koreksi") else ZERO,
        salary_base=_amount(fields, "gaji_dasar_bpjs"),
        rank=_text(fields, "golongan"),
        other_income=_amount(fields, "penghasilan_lain"),
        ter_category=_text(fields, "kategori_ter"),
    )


def _amount(fields: Fields, key: str) -> Decimal | None:
    return fields.decimal(key, least=ZERO) if fields.has(key) else None


def _whole(fields: Fields, key: str, least: int, most: int | None = None) -> int | None:
    return fields.whole(key, least=least, most=most) if fields.has(key) else None


def _text(fields: Fields, key: str) -> str | None:
    return fields.text(key) if fields.has(key) else None


def _previous(fields: Fields) -> Rating | None:
    return fields.member("predikat_sebelumnya", Rating) if fields.has("predikat_sebelumnya") else None


def _status(fields: Fields) -> str:
    return _choice(fields, "status", STATUSES) if fields.has("status") else "PNS"


def _choice(fields: Fields, key: str, known: tuple[str, ...]) -> str:
    found = fields.text(key)
    if found not in known:
        message = f"'{found}' tidak dikenal. Pilihan: {', '.join(known)}."
        raise fields.bad(key, f"{key.upper()}_TIDAK_DIKENAL", message)
    return found


def _facts(fields: Fields) -> dict[str, bool | str]:
    facts: dict[str, bool | str] = {}
    if fields.has("atribut"):
        inner = Fields(fields.raw("atribut"), "atribut")
        for key, value in inner.node.items():
            if not isinstance(value, (bool, str)):
                raise inner.bad(key, "BUKAN_YA_TIDAK", "Isi true, false, atau teks.")
            facts[key] = value
    if fields.has("pengguna_anggaran"):
        facts["is_budget_user"] = fields.flag("pengguna_anggaran")
    return facts


def _day(node: Any, index: int) -> AttendanceDay:
    fields = Fields(node, f"hari[{index}]")
    day = fields.day("tanggal")
    minutes = {
        name: fields.whole(key, least=0, most=DAY_MINUTES) if fields.has(key) else 0 for key, name in MINUTES.items()
    }
    flags = {name: fields.flag(key) for key, name in FLAGS.items()}
    fields.done()
    return AttendanceDay(
        day,
        absent=flags["absent"],
        missing_in=flags["missing_in"],
        missing_out=flags["missing_out"],
        no_rollcall=flags["no_rollcall"],
        no_ceremony=flags["no_ceremony"],
        leave_refused=flags["leave_refused"],
        **minutes,
    )


def _leave(node: Any, index: int) -> LeaveTaken:
    fields = Fields(node, f"cuti[{index}]")
    leave = LeaveTaken(_choice(fields, "jenis", LEAVES), _whole(fields, "bulan_ke", 1), _whole(fields, "hari", 1, 366))
    fields.done()
    return leave


def _sanction(node: Any, index: int) -> SanctionServed:
    fields = Fields(node, f"hukuman[{index}]")
    if fields.has("id"):
        key = str(fields.whole("id", least=1))
    else:
        key = _choice(fields, "jenis", SANCTIONS)
    served = SanctionServed(key, _whole(fields, "bulan_ke", 1) or 1, _whole(fields, "kelas_pengganti", 1, 17))
    fields.done()
    return served


def _acting(node: Any, index: int) -> ActingPost:
    fields = Fields(node, f"plt[{index}]")
    start = fields.day("mulai")
    end: date | None = fields.day("selesai") if fields.has("selesai") else None
    if end is not None and end < start:
        raise fields.bad("selesai", "TANGGAL_TERBALIK", "Tanggal selesai mendahului tanggal mulai.")
    post = ActingPost(
        fields.member("jenis", ActingKind).value,
        fields.member("tingkat", ActingLevel) is ActingLevel.SATU_TINGKAT_DI_BAWAH,
        fields.decimal("besaran_jabatan", least=ZERO),
        start,
        end,
    )
    fields.done()
    return post
