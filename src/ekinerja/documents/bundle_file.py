"""The file of a bundle: a ZIP of PDFs, or all of them one after the other in one PDF with bookmarks."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from django.conf import settings

from ekinerja.documents.models import DocumentBundle

if TYPE_CHECKING:
    from pypdf.generic import PdfObject

READ_SIZE = 1 << 20


class Assembly(Protocol):
    """Something that documents are added to, in order."""

    def add(self, *, name: str, label: str, content: bytes) -> None:
        """Add one PDF: ``name`` without its ending in a ZIP, ``label`` as the bookmark in one PDF."""


class _Zip:
    def __init__(self, path: Path) -> None:
        self.archive = zipfile.ZipFile(path, "w", zipfile.ZIP_STORED, allowZip64=True)
        self.names: set[str] = set()

    def add(self, *, name: str, label: str, content: bytes) -> None:
        chosen, number = f"{name}.pdf", 1
        while chosen in self.names:
            number += 1
            chosen = f"{name}-{number}.pdf"
        self.names.add(chosen)
        self.archive.writestr(chosen, content)

    def close(self) -> None:
        self.archive.close()


class _OnePdf:
    def __init__(self, path: Path, title: str) -> None:
        from pypdf import PdfWriter  # takes longer to import than most pages to make

        from ekinerja.documents.joined_tags import JoinedTags

        self.path, self.title = path, title
        self.writer = PdfWriter()
        self.tags = JoinedTags(self.writer)
        self.pages = 0

    def add(self, *, name: str, label: str, content: bytes) -> None:
        from pypdf import PdfReader

        reader = PdfReader(io.BytesIO(content))
        self.writer.append(reader, outline_item=label, import_outline=False)
        self.tags.take_in(reader, self.pages)
        self.pages += len(reader.pages)

    def close(self) -> None:
        self.tags.close()
        self.writer.add_metadata({"/Title": self.title, "/Producer": "e-Kinerja"})
        self.writer.root_object.update(_viewing())
        with self.path.open("wb") as file:
            self.writer.write(file)


def _viewing() -> dict[PdfObject, PdfObject]:
    """Show the bookmarks and the title when the file opens, and say which language it is in."""
    from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

    return {
        NameObject("/PageMode"): NameObject("/UseOutlines"),
        NameObject("/Lang"): TextStringObject("id-ID"),
        NameObject("/ViewerPreferences"): DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)}),
    }


def path_of(bundle: DocumentBundle) -> Path:
    """Return where the file of a bundle lies or will lie."""
    folder = Path(settings.MEDIA_ROOT) / "bundles" / str(bundle.agency_id)
    return folder / f"{bundle.id}.{bundle.form.lower()}"


@contextmanager
def assembled(bundle: DocumentBundle) -> Iterator[Assembly]:
    """Give what documents are added to; the file takes its place only when all of them are in it."""
    path = path_of(bundle)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    beside = path.with_name(f"{path.name}.baru")
    beside.unlink(missing_ok=True)
    assembly = _Zip(beside) if bundle.form == "ZIP" else _OnePdf(beside, bundle.title)
    try:
        yield assembly
        assembly.close()
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        beside.chmod(0o640)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def measure(bundle: DocumentBundle) -> tuple[str, int]:
    """Return SHA-256 and size of the finished file."""
    digest, size = hashlib.sha256(), 0
    with path_of(bundle).open("rb") as file:
        while part := file.read(READ_SIZE):
            digest.update(part)
            size += len(part)
    return digest.hexdigest(), size
