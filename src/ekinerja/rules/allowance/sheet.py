"""Pay sheets: the same result written in the columns a region uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from ekinerja.rules.allowance.ledger import LineKind, PayLine, PayResult
from ekinerja.rules.rounding import EXACT

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: either a source, or other columns added and taken off."""

    number: int
    name: str
    source: str | None
    plus: tuple[int, ...]
    minus: tuple[int, ...]


def pay_sheet(*, columns: Sequence[Column], result: PayResult, texts: Mapping[str, str]) -> dict[int, Decimal | str]:
    """
    Return the value of every column; ``texts`` holds name, rank and the like.

    The rounding of the pay belongs to the sum paid (JUMLAH), so that the last column is exactly the net amount.
    """
    with localcontext(EXACT):
        sources = _sources(result)
        values: dict[int, Decimal | str] = {}
        for column in columns:
            if column.source is not None:
                values[column.number] = sources.get(column.source, texts.get(column.source, ""))
                continue
            total = sum((_amount(values, number) for number in column.plus), ZERO)
            values[column.number] = total - sum((_amount(values, number) for number in column.minus), ZERO)
        return values


def _amount(values: Mapping[int, Decimal | str], number: int) -> Decimal:
    found = values.get(number, ZERO)
    return found if isinstance(found, Decimal) else ZERO


def _sources(result: PayResult) -> dict[str, Decimal]:
    def cut(code: str) -> Decimal:
        return -sum((line.amount for line in result.lines if line.code == code and line.amount < 0), ZERO)

    employer = cut("BPJS_PEMBERI_KERJA")
    amounts = {
        "BESARAN": sum((line.amount for line in result.lines if line.kind is LineKind.ENTITLEMENT), ZERO),
        "POTONGAN_BULAN_LALU": cut("KOREKSI"),
        "POTONGAN_HUKUMAN": -sum((line.amount for line in result.lines if _is_sanction(line)), ZERO),
        "BPJS_PEMBERI_KERJA": employer,
        "BPJS_PEGAWAI": cut("BPJS_PEGAWAI"),
        "PPH21": cut("PPH21"),
    }
    later = ("POTONGAN_BULAN_LALU", "POTONGAN_HUKUMAN", "BPJS_PEGAWAI", "PPH21")
    amounts["JUMLAH"] = result.net + sum((amounts[name] for name in later), ZERO)
    base = amounts["BESARAN"]
    amounts["PERSEN"] = (amounts["JUMLAH"] * 100 / base).quantize(Decimal("0.01")) if base else ZERO
    return amounts


def _is_sanction(line: PayLine) -> bool:
    return line.code.startswith("HUKUMAN_")
