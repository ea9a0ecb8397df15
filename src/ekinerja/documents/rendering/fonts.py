"""The one font of the documents, as installed with its package, and the characters it can show."""

from __future__ import annotations

import atexit
import shutil
import struct
import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path

import typst

STYLES = ("Regular", "It", "Semibold", "Bold")


def _path(style: str) -> Path:
    return Path(str(files("font_source_sans_pro") / "files" / f"SourceSansPro-{style}.ttf"))


@cache
def fonts() -> typst.Fonts:
    """
    Return the fonts the compiler may use: four cuts of Source Sans Pro and nothing of the machine.

    The package holds every cut twice (OTF and TTF) and the compiler takes folders only, in the folder's own
    order: a folder of links to the four files makes the choice the same on every machine.
    """
    folder = Path(tempfile.mkdtemp(prefix="ekinerja-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for style in STYLES:
        path = _path(style)
        (folder / path.name).symlink_to(path)
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
    if len(found.fonts()) != len(STYLES):
        raise RuntimeError("Fonta Source Sans Pro tidak lengkap; pasang ulang paket font-source-sans-pro.")
    return found


@cache
def characters() -> frozenset[int]:
    """Return the code points the upright cuts can show, read from the font's own character map (format 12)."""
    data = _path("Regular").read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * index) for index in range(count))
    table = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    found: set[int] = set()
    for index in range(struct.unpack_from(">H", data, table + 2)[0]):
        start = table + struct.unpack_from(">I", data, table + 8 + 8 * index)[0]
        if struct.unpack_from(">H", data, start)[0] == 12:
            for group in range(struct.unpack_from(">I", data, start + 12)[0]):
                first, latest, _ = struct.unpack_from(">III", data, start + 16 + 12 * group)
                found.update(range(first, latest + 1))
    return frozenset(found)
