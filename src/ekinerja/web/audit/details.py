"""The details of an entry of the trail in words: what each is called, dates as dates, names instead of identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from ekinerja.access import public as access
from ekinerja.audit import public as audit
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.web import formats

KEYS: Mapping[str, str | Promise] = {
    "achievements": gettext_lazy("Capaian"),
    "after": gettext_lazy("Sesudah"),
    "agreements": gettext_lazy("Perjanjian"),
    "already": gettext_lazy("Sudah diingatkan"),
    "annual_deadline": gettext_lazy("Batas tahunan"),
    "appointment_id": gettext_lazy("Nomor pengangkatan"),
    "basis": gettext_lazy("Dasar"),
    "before": gettext_lazy("Sebelum"),
    "behaviour": gettext_lazy("Perilaku kerja"),
    "calendar": gettext_lazy("Kalender"),
    "came_over": gettext_lazy("Pindah dari instansi lain"),
    "cells": gettext_lazy("Sel"),
    "changes": gettext_lazy("Perubahan"),
    "channel": gettext_lazy("Cara penyerahan"),
    "chosen": gettext_lazy("Dipilih"),
    "civil_status": gettext_lazy("Kedudukan"),
    "class": gettext_lazy("Kelas jabatan"),
    "code": gettext_lazy("Kode"),
    "columns": gettext_lazy("Kolom"),
    "count": gettext_lazy("Jumlah"),
    "counts": gettext_lazy("Hasil"),
    "created": gettext_lazy("Dibuat"),
    "day": gettext_lazy("Hari"),
    "deadlines": gettext_lazy("Batas waktu"),
    "decree": gettext_lazy("Nomor SK"),
    "decree_date": gettext_lazy("Tanggal SK"),
    "documents": gettext_lazy("Dokumen"),
    "elsewhere": gettext_lazy("Milik instansi lain"),
    "employee": gettext_lazy("Pegawai"),
    "ends_before": gettext_lazy("Berakhir sebelum"),
    "entries": gettext_lazy("Catatan"),
    "expires_at": gettext_lazy("Berlaku sampai"),
    "fields": gettext_lazy("Bidang"),
    "file": gettext_lazy("Berkas"),
    "fill_days": gettext_lazy("Hari pengisian"),
    "filter": gettext_lazy("Saringan"),
    "form": gettext_lazy("Bentuk"),
    "from": gettext_lazy("Mulai berlaku"),
    "goals": gettext_lazy("Sasaran"),
    "imports": gettext_lazy("Impor"),
    "ip": gettext_lazy("Alamat IP"),
    "joined_on": gettext_lazy("Bergabung"),
    "kind": gettext_lazy("Jenis"),
    "last_day": gettext_lazy("Hari terakhir"),
    "leader_id": gettext_lazy("Ketua"),
    "left": gettext_lazy("Sisa"),
    "left_on": gettext_lazy("Keluar"),
    "line": gettext_lazy("Baris"),
    "list": gettext_lazy("Daftar"),
    "made": gettext_lazy("RHK yang dibuat"),
    "means": gettext_lazy("Cara masuk"),
    "member": gettext_lazy("Anggota"),
    "method": gettext_lazy("Metode"),
    "minutes": gettext_lazy("Menit"),
    "missing": gettext_lazy("Tidak ada dalam berkas"),
    "name": gettext_lazy("Nama"),
    "note": gettext_lazy("Catatan"),
    "number": gettext_lazy("Nomor"),
    "outcome": gettext_lazy("RHK"),
    "outcomes": gettext_lazy("RHK"),
    "parent_id": gettext_lazy("Unit induk"),
    "path": gettext_lazy("Alamat halaman"),
    "period": gettext_lazy("Periode"),
    "periodicity": gettext_lazy("Periodisasi"),
    "periods": gettext_lazy("Periode"),
    "plan": gettext_lazy("SKP"),
    "plan_deadline": gettext_lazy("Batas penetapan SKP"),
    "plans": gettext_lazy("SKP"),
    "position": gettext_lazy("Jabatan"),
    "posts_ended": gettext_lazy("Jabatan diakhiri"),
    "predicate": gettext_lazy("Predikat"),
    "previous_position_id": gettext_lazy("Jabatan sebelumnya"),
    "problems": gettext_lazy("Masalah"),
    "proposed": gettext_lazy("Penilai yang diusulkan"),
    "purpose": gettext_lazy("Tujuan"),
    "rater": gettext_lazy("Penilai"),
    "reason": gettext_lazy("Alasan"),
    "refused": gettext_lazy("Ditolak"),
    "results": gettext_lazy("Hasil kerja"),
    "reviews": gettext_lazy("Penilaian"),
    "role": gettext_lazy("Peran"),
    "rows": gettext_lazy("Baris"),
    "seals": gettext_lazy("Segel"),
    "sha256": gettext_lazy("Sidik berkas"),
    "shifted": gettext_lazy("Bergeser karena hari libur"),
    "shown": gettext_lazy("Penilai yang tampil"),
    "source": gettext_lazy("Sumber"),
    "standing": gettext_lazy("Keadaan"),
    "starts_on": gettext_lazy("Mulai"),
    "status": gettext_lazy("Status"),
    "text": gettext_lazy("Isi"),
    "title": gettext_lazy("Judul"),
    "told": gettext_lazy("Diberi tahu"),
    "unit": gettext_lazy("Unit kerja"),
    "unit_id": gettext_lazy("Unit kerja"),
    "unreachable": gettext_lazy("Tidak terjangkau"),
    "until": gettext_lazy("Sampai"),
    "updated": gettext_lazy("Diubah"),
    "value": gettext_lazy("Nilai"),
    "version": gettext_lazy("Versi"),
    "weekdays": gettext_lazy("Hari kerja"),
    "wordings": gettext_lazy("Kalimat"),
    "year": gettext_lazy("Tahun"),
}
IDENTIFIER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CODE = re.compile(r"[A-Z]{2,}(_[A-Z]+)+|[A-Z]{5,}")
Names = Mapping[str, str]


def names_in(entries: Iterable[audit.Entry], *, agency_id: int, on: date) -> dict[str, str]:
    """Return the names behind the identifiers of these entries: accounts, people and units, a query for each."""
    rows = list(entries)
    found = {text for entry in rows for text in (entry.subject_id, *_texts(entry.data))}
    ids = [UUID(text) for text in found if IDENTIFIER.fullmatch(text)]
    if not ids:
        return {}
    names = {unit.id: unit.name for unit in organisation.units.list_units(on=on, ids=ids)}
    names |= access.accounts.names_of(account_ids=ids, agency_id=agency_id)
    names |= {key: entry.display_name for key, entry in people.entries_of(employee_ids=ids).items()}
    return {str(key): name for key, name in names.items()}


def told(data: Mapping[str, Any], names: Names) -> list[tuple[str, str]]:
    """Return the details of an entry as label and words; what is empty is left out."""
    return [(_label(key), _words(value, names)) for key, value in data.items() if value not in (None, "", [], {})]


def _label(key: str) -> str:
    return str(KEYS.get(key, key))


def _words(value: Any, names: Names) -> str:
    if isinstance(value, bool):
        return gettext("Ya") if value else gettext("Tidak")
    if isinstance(value, Mapping):
        return "; ".join(f"{_label(key)}: {words}" for key, inner in value.items() if (words := _words(inner, names)))
    if isinstance(value, list):
        return ", ".join(_words(inner, names) for inner in value)
    return "" if value is None else _text(str(value), names)


def _text(value: str, names: Names) -> str:
    if CODE.fullmatch(value):
        return gettext(value.replace("_", " ").capitalize())
    return names.get(value) or _instant(value) or value


def _instant(value: str) -> str:
    """Return a day or an instant as people write it, nothing for any other text."""
    try:
        if len(value) == len("2026-01-31"):
            return formats.tanggal(date.fromisoformat(value))
        at = datetime.fromisoformat(value)
    except ValueError:
        return ""
    return formats.tanggal_waktu(at) if at.tzinfo else ""


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value
