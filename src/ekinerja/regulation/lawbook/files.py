"""Finds ``law/`` and reads its YAML strictly: no duplicate keys, no booleans or numbers as keys, no
floats."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode

REGISTER = "regulations.yaml"


class LawError(ValueError):
    """A file of law that cannot be trusted; ``path`` and ``place`` say where."""

    def __init__(self, *, path: Path, place: str, message: str) -> None:
        self.path = path
        self.place = place
        self.reason = message
        super().__init__(f"{path.name}: {place}: {message}" if place else f"{path.name}: {message}")


def law_folder() -> Path:
    """
    Return the folder of law: EKINERJA_LAW, else ``law/`` above this file, else the installed copy.

    :raises FileNotFoundError: if none of them holds a register
    """
    named = os.environ.get("EKINERJA_LAW")
    if named:
        candidates = [Path(named)]
    else:
        candidates = [parent / "law" for parent in Path(__file__).resolve().parents]
        candidates.append(Path(sys.prefix) / "share" / "ekinerja" / "law")
    for folder in candidates:
        if (folder / REGISTER).is_file():
            return folder
    raise FileNotFoundError("Folder law/ tidak ditemukan. Isi EKINERJA_LAW dengan letaknya.")


_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StrictLoader(_Base):  # type: ignore[misc]
    """YAML 1.1 as PyYAML reads it, but what is easily misread is an error."""


class _BadKey(ValueError):
    pass


def _mapping(loader: Any, node: MappingNode) -> dict[Any, Any]:
    result: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        line = key_node.start_mark.line + 1
        if isinstance(key, bool):
            raise _BadKey(f"baris {line}: kunci '{key_node.value}' terbaca sebagai ya/tidak; beri tanda kutip")
        if not isinstance(key, (str, date)):
            raise _BadKey(f"baris {line}: kunci '{key_node.value}' bukan teks; beri tanda kutip")
        if key in result:
            raise _BadKey(f"baris {line}: kunci '{key}' ditulis dua kali")
        result[key] = loader.construct_object(value_node, deep=True)
    return result


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read(path: Path) -> Any:
    """
    Return the content of one YAML file.

    :raises LawError: if it cannot be read, or a key is not text, is doubled, or looks like yes and no
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_StrictLoader)  # noqa: S506
    except _BadKey as error:
        raise LawError(path=path, place="", message=str(error)) from error
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as error:
        raise LawError(path=path, place="", message=f"tidak terbaca: {error}") from error


def keys(
    path: Path, place: str, node: Any, *, required: frozenset[str], optional: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """
    Return the mapping if it holds every required key and none that is not known.

    :raises LawError: otherwise
    """
    if not isinstance(node, dict):
        raise LawError(path=path, place=place, message="harus berupa pasangan kunci dan nilai")
    for key in node:
        if key not in required and key not in optional:
            raise LawError(path=path, place=place, message=f"kunci '{key}' tidak dikenal")
    for key in sorted(required):
        if key not in node:
            raise LawError(path=path, place=place, message=f"kunci '{key}' wajib ada")
    return node
