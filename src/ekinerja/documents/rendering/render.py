"""Renders documents: one, many in one file, many apart, and the list of activation codes."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from datetime import datetime

from ekinerja.documents import data
from ekinerja.documents.rendering import clean, engine, values, wording


def render_document(*, document: data.Document, at: datetime) -> bytes:
    """Return the PDF of one document as it stands; nothing is stored, so this is also the preview of a draft."""
    content = {"title": values.title_of(document), "documents": [values.of_document(document)]}
    return engine.compile_pdf("kinerja.typ", content, at=at)


def render_each(*, documents: Iterable[data.Document], at: datetime) -> Iterator[bytes]:
    """
    Yield the PDF of each document in order, rendered on all processors (the compiler works outside the GIL).

    Takes from ``documents`` only a little ahead of what was yielded, so thousands need no more memory than ten.
    """
    workers = os.cpu_count() or 1
    with ThreadPoolExecutor(workers, thread_name_prefix="dokumen") as pool:
        waiting: deque[Future[bytes]] = deque()
        for document in documents:
            waiting.append(pool.submit(render_document, document=document, at=at))
            if len(waiting) > workers * 2:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def render_documents(*, documents: Sequence[data.Document], title: str, at: datetime) -> bytes:
    """
    Return one PDF with many documents, each starting on its own page and counting its own pages.

    Needs about 6 MB of memory per document while it runs; above a hundred, ``render_each`` and a ZIP are better.

    :raises ValueError: there is no document
    """
    if not documents:
        raise ValueError("documents must not be empty")
    content = {"title": clean.text(title), "documents": [values.of_document(item) for item in documents]}
    return engine.compile_pdf("kinerja.typ", content, at=at)


def render_activation_list(*, listing: data.ActivationList, at: datetime) -> bytes:
    """Return the printable list of one-time codes of a unit; the codes are in this file and nowhere else."""
    content = clean.deep(
        {
            "title": f"Daftar kode aktivasi – {listing.unit}",
            "agency": listing.agency,
            "unit": listing.unit,
            "where": listing.where,
            "contact": listing.contact,
            "printed_on": wording.day(listing.printed_on),
            "valid_until": wording.day(listing.valid_until),
            "rows": [asdict(row) for row in listing.rows],
        }
    )
    return engine.compile_pdf("aktivasi.typ", content, at=at)
