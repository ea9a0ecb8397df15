"""The compiler: templates of this package and nothing else, reused between documents."""

from __future__ import annotations

import json
from collections import deque
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from ekinerja.documents.rendering import fonts

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
STANDARDS: Any = ["a-2a", "ua-1"]

# A compiler may serve one thread at a time; a deque hands out and takes back without a lock.
_idle: deque[typst.Compiler] = deque(maxlen=8)


def _compiler() -> typst.Compiler:
    try:
        return _idle.pop()
    except IndexError:
        return typst.Compiler(root=str(TEMPLATES), font_paths=fonts.fonts(), ignore_system_fonts=True)


def compile_pdf(template: str, values: dict[str, Any], *, at: datetime) -> bytes:
    """
    Return the PDF (PDF/A-2a and PDF/UA-1) of a template with these values.

    The values travel as JSON in ``sys.inputs``; they are never part of the template's source. ``at`` is the
    creation date inside the file, so that the same input gives the same bytes.
    """
    compiler = _compiler()
    pdf: Any = compiler.compile(
        input=str(TEMPLATES / template),
        format="pdf",
        sys_inputs={"data": json.dumps(values, ensure_ascii=False)},
        pdf_standards=STANDARDS,
        timestamp=int(at.timestamp()),
    )
    _idle.append(compiler)
    return bytes(pdf)
