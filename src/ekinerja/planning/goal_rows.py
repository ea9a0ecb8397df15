"""The rows of a file of goals: one documented layout, read cell by cell; every refusal says what to mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from ekinerja.kernel.errors import DomainError
from ekinerja.kernel.numbers import parse_number
from ekinerja.people import public as people
from ekinerja.planning.data import Accumulation, Direction, GoalKind

# Key of the cell → heading of its column. Blank cells of an indicator or target leave what is stored as it is.
COLUMNS: Mapping[str, str] = {
    "code": "kode",
    "parent": "induk",
    "kind": "jenjang",
    "text": "sasaran",
    "unit": "kode unit",
    "first_year": "tahun awal",
    "last_year": "tahun akhir",
    "indicator": "indikator",
    "measure": "satuan",
    "accumulation": "cara hitung",
    "direction": "arah",
    "target_0": "target tahun",
    "target_1": "TW1",
    "target_2": "TW2",
    "target_3": "TW3",
    "target_4": "TW4",
}
REQUIRED = ("code", "kind", "text", "first_year", "last_year")
OF_GOAL = ("parent", "kind", "text", "unit", "first_year", "last_year")
LONGEST: Mapping[str, int] = {"code": 40, "measure": 80}
MOST_ROWS = 5_000
KINDS = {people.imports.normal(kind.value): kind.value for kind in GoalKind}
KINDS |= {"sasaranstrategis": "SASARAN", "sasaranprogram": "PROGRAM", "sasarankegiatan": "KEGIATAN"}
KINDS |= {"subkegiatan": "SUBKEGIATAN", "sasaransubkegiatan": "SUBKEGIATAN"}
WAYS = {people.imports.normal(way.value): way.value for way in Accumulation}
WAYS |= {"jumlahtriwulan": "JUMLAH", "nilaiterakhir": "NILAI_AKHIR", "akhir": "NILAI_AKHIR", "rata": "RATA_RATA"}
DIRECTIONS = {people.imports.normal(way.value): way.value for way in Direction}
DIRECTIONS |= {"makintinggimakinbaik": "MAKIN_TINGGI", "makinrendahmakinbaik": "MAKIN_RENDAH"}
DIRECTIONS |= {"positif": "MAKIN_TINGGI", "negatif": "MAKIN_RENDAH", "naik": "MAKIN_TINGGI", "turun": "MAKIN_RENDAH"}


class WrongColumns(DomainError):
    """The file does not have the documented columns, or its cells stand under the wrong headings."""

    code = "planning.wrong_columns"
    status = 422


@dataclass
class GoalRow:
    """Statutory term: baris berkas sasaran. One line of the file with what is wrong with it."""

    line: int
    cells: dict[str, str]
    problems: list[str] = field(default_factory=list)
    years: dict[str, int] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    targets: dict[int, tuple[Decimal | None, str]] = field(default_factory=dict)

    def cell(self, key: str) -> str:
        """Return a cell as text."""
        return self.cells.get(key, "")


def read_file(*, name: str, content: bytes) -> list[dict[str, str]]:
    """
    Return the rows of a file by column, each with its line number in ``line``.

    :raises UnreadableFile: it is no table
    :raises WrongColumns: columns are missing, cells stand under the wrong headings, or there are too many rows
    """
    normal = people.imports.normal
    known = {normal(heading): key for key, heading in COLUMNS.items()}
    table = people.imports.read_table(name=name, content=content, known=frozenset(known))
    places = {known[normal(heading)]: place for place, heading in enumerate(table.headers) if normal(heading) in known}
    missing = [COLUMNS[key] for key in REQUIRED if key not in places]
    if missing:
        raise WrongColumns(
            _("Kolom %(names)s tidak ada di berkas. Unduh templat, lalu salin isinya ke kolom yang sama.")
            % {"names": ", ".join(missing)}
        )
    if len(table.rows) > MOST_ROWS:
        raise WrongColumns(_("Berkas memuat lebih dari 5.000 baris. Bagi menjadi beberapa berkas."))
    rows = [
        {"line": str(line), **{key: _text(key, cells, place) for key, place in places.items()}}
        for line, cells in zip(table.lines, table.rows, strict=True)
    ]
    _refuse_shifted(rows)
    return rows


def _text(key: str, cells: Sequence[people.imports.Cell], place: int) -> str:
    value = cells[place] if place < len(cells) else None
    if isinstance(value, float) and key.startswith("target"):
        return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")
    return "" if value is None else str(value).strip()


def _refuse_shifted(rows: Sequence[Mapping[str, str]]) -> None:
    """Refuse a file most of whose rows hold a year or a level one column beside its place."""
    shifted = [row for row in rows if is_shifted(row)]
    if shifted and len(shifted) * 2 >= len(rows):
        raise WrongColumns(
            _(
                "Isi kolom bergeser mulai baris %(line)s: kolom “jenjang” berisi “%(kind)s” dan “tahun awal” berisi "
                "“%(year)s”. Samakan isi dengan judul kolom templat, lalu unggah lagi."
            )
            % {"line": shifted[0]["line"], "kind": shifted[0]["kind"][:40], "year": shifted[0]["first_year"][:40]}
        )


def is_shifted(row: Mapping[str, str]) -> bool:
    """Tell whether the typed cells of a row are wrong and right again one column to the left or right."""
    keys = list(COLUMNS)

    def fits(offset: int) -> int:
        kind, first = keys[keys.index("kind") + offset], keys[keys.index("first_year") + offset]
        last = keys[keys.index("last_year") + offset]
        return (
            (people.imports.normal(row.get(kind, "")) in KINDS)
            + (_year(row.get(first, "")) is not None)
            + (_year(row.get(last, "")) is not None)
        )

    return fits(0) < 2 and max(fits(-1), fits(1)) >= 2


def understand(rows: Sequence[Mapping[str, str]]) -> list[GoalRow]:
    """Return the rows with their values; rows that go on with the same code take the goal's cells from the first."""
    first: dict[str, GoalRow] = {}
    found = []
    for raw in rows:
        row = GoalRow(int(raw["line"]), {key: raw.get(key, "") for key in COLUMNS})
        found.append(row)
        head = first.setdefault(row.cell("code"), row) if row.cell("code") else row
        if is_shifted(raw):
            row.problems.append(_("Isi baris ini bergeser satu kolom. Samakan dengan judul kolom."))
            continue
        if head is not row:
            _go_on(row, head)
        _check_goal(row)
        _check_indicator(row)
    return found


def _go_on(row: GoalRow, head: GoalRow) -> None:
    for key in OF_GOAL:
        if not row.cell(key):
            row.cells[key] = head.cell(key)
        elif row.cell(key).casefold() != head.cell(key).casefold():
            row.problems.append(
                _("Kolom “%(column)s” berbeda dengan baris %(line)s untuk kode yang sama.")
                % {"column": COLUMNS[key], "line": head.line}
            )


def _check_goal(row: GoalRow) -> None:
    for key in ("code", "text"):
        if not row.cell(key):
            row.problems.append(_("Kolom “%(column)s” kosong.") % {"column": COLUMNS[key]})
    for key, most in LONGEST.items():
        if len(row.cell(key)) > most:
            row.problems.append(
                _("Kolom “%(column)s” paling panjang %(most)s huruf.") % {"column": COLUMNS[key], "most": most}
            )
    row.codes["kind"] = _one_of(row, "kind", KINDS, "")
    for key in ("first_year", "last_year"):
        year = _year(row.cell(key))
        if year is None:
            row.problems.append(
                _("Kolom “%(column)s” berisi “%(value)s”; tulis tahun, misalnya 2025.")
                % {"column": COLUMNS[key], "value": row.cell(key)}
            )
        else:
            row.years[key] = year
    if len(row.years) == 2 and row.years["last_year"] < row.years["first_year"]:
        row.problems.append(_("Tahun akhir sebelum tahun awal."))
    if row.cell("parent") and row.cell("parent") == row.cell("code"):
        row.problems.append(_("Sasaran tidak dapat menjadi induk bagi dirinya sendiri."))


def _check_indicator(row: GoalRow) -> None:
    if not row.cell("indicator"):
        told = [COLUMNS[key] for key in COLUMNS if key.startswith("target") and row.cell(key)]
        if told:
            row.problems.append(_("Ada target di kolom %(names)s tetapi tanpa indikator.") % {"names": ", ".join(told)})
        return
    if row.cell("accumulation"):
        row.codes["accumulation"] = _one_of(row, "accumulation", WAYS, "JUMLAH, NILAI_AKHIR, RATA_RATA")
    if row.cell("direction"):
        row.codes["direction"] = _one_of(row, "direction", DIRECTIONS, "MAKIN_TINGGI, MAKIN_RENDAH")
    for quarter in range(5):
        text = row.cell(f"target_{quarter}")
        if not text:
            continue
        try:
            row.targets[quarter] = (parse_number(text), "")
        except ValueError:
            if quarter == 0 and len(text) <= 60 and not any(letter.isdigit() for letter in text) and text.isupper():
                row.targets[quarter] = (None, text)
                continue
            row.problems.append(
                _("Kolom “%(column)s” berisi “%(value)s”; tulis angka, misalnya 75 atau 61,95.")
                % {"column": COLUMNS[f"target_{quarter}"], "value": text[:40]}
            )


def _one_of(row: GoalRow, key: str, words: Mapping[str, str], allowed: str) -> str:
    value = words.get(people.imports.normal(row.cell(key)), "")
    if not value:
        row.problems.append(
            _("Kolom “%(column)s” berisi “%(value)s”; pilih salah satu: %(allowed)s.")
            % {
                "column": COLUMNS[key],
                "value": row.cell(key)[:40],
                "allowed": allowed or ", ".join(kind.value for kind in GoalKind),
            }
        )
    return value


def _year(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) == 4 and 2000 <= int(text) <= 2100 else None
