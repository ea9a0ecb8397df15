"""The register of regulations: what each is called, when it came and when it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ekinerja.regulation.lawbook.files import REGISTER, LawError, keys, read

_KEYS = frozenset(
    [
        "short",
        "title",
        "number",
        "year",
        "promulgated",
        "in_force",
        "repealed",
        "repealed_by",
        "replaces",
        "confirmed",
        "source",
    ]
)


@dataclass(frozen=True, slots=True)
class Regulation:
    """One regulation. Statutory term: peraturan perundang-undangan."""

    key: str
    short: str
    title: str
    number: str
    year: int
    promulgated: date | None
    in_force: date | None
    repealed: date | None
    repealed_by: str | None
    replaces: tuple[str, ...]
    confirmed: bool
    source: str | None


def load_register(folder: Path) -> dict[str, Regulation]:
    """
    Return every regulation by its key.

    :raises LawError: if keys are unknown, types are wrong, or a successor is not registered
    """
    path = folder / REGISTER
    document = read(path)
    if not isinstance(document, dict):
        raise LawError(path=path, place="", message="harus berisi regulasi")
    register = {key: _regulation(path, key, node) for key, node in document.items()}
    for item in register.values():
        for other in (*item.replaces, *([item.repealed_by] if item.repealed_by else [])):
            if other not in register:
                raise LawError(path=path, place=item.key, message=f"regulasi '{other}' tidak terdaftar")
    return register


def _regulation(path: Path, key: Any, node: Any) -> Regulation:
    entry = keys(path, str(key), node, required=_KEYS)
    types: dict[str, tuple[type, ...]] = {
        "short": (str,),
        "title": (str,),
        "number": (str,),
        "year": (int,),
        "replaces": (list,),
        "confirmed": (bool,),
        "source": (str, type(None)),
        "repealed_by": (str, type(None)),
    }
    types.update({name: (date, type(None)) for name in ("promulgated", "in_force", "repealed")})
    for name, wanted in types.items():
        if not isinstance(entry[name], wanted) or (name == "year" and isinstance(entry[name], bool)):
            raise LawError(path=path, place=f"{key}.{name}", message=f"jenis nilai {entry[name]!r} salah")
    if entry["in_force"] and entry["repealed"] and entry["repealed"] <= entry["in_force"]:
        raise LawError(path=path, place=str(key), message="dicabut sebelum berlaku")
    fields = {name: entry[name] for name in _KEYS - {"replaces"}}
    return Regulation(key=str(key), replaces=tuple(entry["replaces"]), **fields)
