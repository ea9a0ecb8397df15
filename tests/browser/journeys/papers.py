"""Official documents, downloaded as people do and read."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from pypdf import PdfReader


def download(page: Any, link: Any) -> PdfReader:
    """Click; return the document that came."""
    with page.expect_download(timeout=60_000) as waiting:
        link.click()
    assert waiting.value.suggested_filename.endswith(".pdf")
    document = PdfReader(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    total = len(document.pages)
    for number, leaf in enumerate(document.pages, start=1):
        assert flat(f"{number} dari {total}") in flat(leaf.extract_text()), leaf.extract_text()[-300:]
    assert document.metadata.title
    return document


def has(document: PdfReader, words: str) -> bool:
    """Whether the words are in the document, whatever its line breaks and case."""
    return flat(words) in flat("".join(page.extract_text() for page in document.pages))


def flat(text: str) -> str:
    """Without blanks and case."""
    return "".join(text.split()).lower()
