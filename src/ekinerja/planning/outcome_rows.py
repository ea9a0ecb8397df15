"""The rows of a file of outcomes: one documented layout, read cell by cell; every refusal says what to mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from ekinerja.kernel.errors import DomainError
from ekinerja.kernel.numbers import parse_number
from ekinerja.people import public as people
from ekinerja.planning.data import (
    Aspect,
    OutcomeKind,
    Perspective,
    PositionGroup,
    WrittenIndicator,
    WrittenOutcome,
)
from ekinerja.planning.selectors.likeness import bare

# Key of the cell → heading of its column. A line without an outcome goes on with the one before.
COLUMNS: Mapping[str, str] = {
    "text": "rencana hasil kerja",
    "kind": "jenis",
    "served": "rhk pimpinan atau sasaran",
    "indicator": "indikator",
    "aspect": "aspek",
    "target": "target",
    "unit": "satuan",
    "told": "target uraian",
}
REQUIRED = ("text", "indicator", "target")
MOST_ROWS = 600
LONGEST = 2_000
EXAMPLES: Sequence[Sequence[str]] = (
    (
        "Terlayaninya pasien sesuai standar",
        "UTAMA",
        "",
        "Jumlah pasien yang terlayani",
        "KUANTITAS",
        "1.200",
        "pasien",
        "",
    ),
    ("", "", "", "Persentase pelayanan sesuai standar", "KUALITAS", "90,5", "persen", ""),
)
normal = people.imports.normal
KINDS = {normal(kind.value): kind.value for kind in OutcomeKind}
KINDS |= {"hasilkerjautama": "UTAMA", "hasilkerjatambahan": "TAMBAHAN"}
ASPECTS = {normal(item.value): item.value for item in Aspect}
PERSPECTIVES = {normal(item.value): item.value for item in Perspective}


class WrongFile(DomainError):
    """The file does not have the documented columns, its cells are shifted, or it is too long."""

    code = "planning.wrong_file"
    status = 422


@dataclass
class FileRow:
    """Statutory term: baris berkas RHK. One line of the file, where it belongs and what is wrong with it."""

    line: int
    cells: Mapping[str, str]
    group: int = 0
    starts: bool = False
    problems: list[str] = field(default_factory=list)
    target: Decimal | None = None

    def cell(self, key: str) -> str:
        """Return a cell as text."""
        return self.cells.get(key, "")


@dataclass(frozen=True)
class FileOutcome:
    """Statutory term: RHK dari berkas. One outcome of the file with its lines; ``skipped`` says why it is left out."""

    rows: tuple[FileRow, ...]
    skipped: str = ""

    @property
    def text(self) -> str:
        """The words of the outcome."""
        return self.rows[0].cell("text")

    @property
    def good(self) -> tuple[FileRow, ...]:
        """The lines whose indicators are taken in."""
        return tuple(row for row in self.rows if row.cell("indicator") and not row.problems)


def read_file(*, name: str, content: bytes) -> list[dict[str, str]]:
    """
    Return the rows of a file by column, each with its line number in ``line``.

    :raises UnreadableFile: it is no table
    :raises WrongFile: columns are missing, cells stand under the wrong headings, or there are too many rows
    """
    known = {normal(heading): key for key, heading in COLUMNS.items()}
    table = people.imports.read_table(name=name, content=content, known=frozenset(known))
    places = {known[normal(heading)]: place for place, heading in enumerate(table.headers) if normal(heading) in known}
    missing = [COLUMNS[key] for key in REQUIRED if key not in places]
    if missing:
        message = _("Kolom %(names)s tidak ada di berkas. Unduh templat, lalu salin isinya ke kolom yang sama.")
        raise WrongFile(message % {"names": ", ".join(f"“{name}”" for name in missing)})
    if len(table.rows) > MOST_ROWS:
        raise WrongFile(
            _("Berkas memuat lebih dari %(most)s baris. Satu SKP tidak memerlukan sebanyak itu.") % {"most": MOST_ROWS}
        )
    rows = [
        {"line": str(line), **{key: _text(cells, place) for key, place in places.items()}}
        for line, cells in zip(table.lines, table.rows, strict=True)
    ]
    _refuse_shifted(rows)
    return rows


def understand(*, rows: Sequence[Mapping[str, str]], group: str, held: frozenset[str]) -> list[FileOutcome]:
    """Return the outcomes of the file; ``held`` are the bare words of those the plan has already."""
    found: list[list[FileRow]] = []
    for raw in rows:
        row = FileRow(int(raw["line"]), {key: str(raw.get(key, "")).strip() for key in COLUMNS})
        text = row.cell("text")
        row.starts = bool(text) and (not found or bare(text) != bare(found[-1][0].cell("text")))
        if row.starts or not found:
            found.append([])
        found[-1].append(row)
        _check(row, group)
    seen: set[str] = set()
    outcomes = []
    for lines in found:
        words = bare(lines[0].cell("text"))
        outcomes.append(FileOutcome(tuple(lines), _skipped(lines[0], words, held, seen)))
        seen.add(words)
    return outcomes


def as_written(outcome: FileOutcome) -> WrittenOutcome:
    """Return an outcome of the file as it is written into a plan, with its good lines."""
    head = outcome.rows[0]
    return WrittenOutcome(
        text=outcome.text,
        kind=KINDS.get(normal(head.cell("kind")), OutcomeKind.MAIN),
        served_text=head.cell("served"),
        indicators=tuple(
            WrittenIndicator(
                text=row.cell("indicator"),
                aspect={**ASPECTS, **PERSPECTIVES}.get(normal(row.cell("aspect")), ""),
                target_number=row.target,
                target_unit=row.cell("unit")[:80],
                target_text=row.cell("told"),
            )
            for row in outcome.good
        ),
    )


def _skipped(head: FileRow, words: str, held: frozenset[str], seen: set[str]) -> str:
    if not words:
        return _("Baris ini tidak punya RHK, dan tidak ada RHK di atasnya.")
    if len(head.cell("text")) > LONGEST:
        return _("Kalimat RHK lebih dari %(most)s huruf.") % {"most": LONGEST}
    if words in held:
        return _("RHK ini sudah ada di SKP.")
    if words in seen:
        return _("RHK ini sudah ada di baris sebelumnya.")
    return _one_of(head, "kind", KINDS, [item.value for item in OutcomeKind])


def _check(row: FileRow, group: str) -> None:
    senior = group == PositionGroup.SENIOR
    kinds = Perspective if senior else Aspect
    strange = _one_of(row, "aspect", PERSPECTIVES if senior else ASPECTS, [item.value for item in kinds])
    if strange:
        row.problems.append(strange)
    if row.cell("target"):
        try:
            row.target = parse_number(row.cell("target"))
        except ValueError:
            row.problems.append(
                _(
                    "Kolom “target” berisi “%(value)s”; tulis angka, misalnya 12 atau 61,95, "
                    "atau pindahkan ke “target uraian”."
                )
                % {"value": row.cell("target")[:40]}
            )
    if not row.cell("indicator") and (row.cell("target") or row.cell("unit") or row.cell("told")):
        row.problems.append(_("Ada target tetapi kolom “indikator” kosong."))
    if len(row.cell("indicator")) > LONGEST // 2:
        row.problems.append(_("Kalimat indikator lebih dari %(most)s huruf.") % {"most": LONGEST // 2})


def _one_of(row: FileRow, key: str, words: Mapping[str, str], allowed: Sequence[str]) -> str:
    """Return what is wrong with a cell that holds none of the known words; empty when nothing is."""
    if not row.cell(key) or normal(row.cell(key)) in words:
        return ""
    told = _("Kolom “%(column)s” berisi “%(value)s”; pilih salah satu: %(allowed)s.")
    return told % {"column": COLUMNS[key], "value": row.cell(key)[:40], "allowed": ", ".join(allowed)}


def _text(cells: Sequence[people.imports.Cell], place: int) -> str:
    value = cells[place] if place < len(cells) else None
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")
    return "" if value is None else str(value).strip()


def _refuse_shifted(rows: Sequence[Mapping[str, str]]) -> None:
    """Refuse a file most of whose rows hold kind, aspect or target one column beside its place."""
    shifted = [row for row in rows if is_shifted(row)]
    if shifted and len(shifted) * 2 >= len(rows):
        raise WrongFile(
            _(
                "Isi kolom bergeser mulai baris %(line)s: kolom “aspek” berisi “%(aspect)s” dan “target” berisi "
                "“%(target)s”. Samakan isi dengan judul kolom templat, lalu unggah lagi."
            )
            % {
                "line": shifted[0]["line"],
                "aspect": shifted[0].get("aspect", "")[:40],
                "target": shifted[0].get("target", "")[:40],
            }
        )


def is_shifted(row: Mapping[str, str]) -> bool:
    """Tell whether the typed cells of a row fit better one column to the left or right."""
    keys = list(COLUMNS)

    def fits(offset: int) -> int:
        def cell(key: str) -> str:
            place = keys.index(key) + offset
            return row.get(keys[place], "") if 0 <= place < len(keys) else ""

        known = normal(cell("kind")) in KINDS, normal(cell("aspect")) in {**ASPECTS, **PERSPECTIVES}
        return sum(known) + _is_number(cell("target"))

    return fits(0) < 2 and max(fits(-1), fits(1)) >= 2


def _is_number(text: str) -> bool:
    try:
        parse_number(text)
    except ValueError:
        return False
    return bool(text)
