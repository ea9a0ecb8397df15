"""How a download is named: whatever the name holds, it stays one header and one file name."""

from __future__ import annotations

import re

from django.utils.http import content_disposition_header

NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f/\\\\:]+")


def attachment(name: str) -> str:
    """Return the Content-Disposition of a download; signs that break a header or a path become dashes."""
    return str(content_disposition_header(as_attachment=True, filename=NOT_IN_NAMES.sub("-", name)))
