"""Where issued files lie: under their own SHA-256, written once, checked at every reading."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from ekinerja.kernel.errors import Conflict


class ContentLost(Conflict):
    """The stored file is missing or is not the one that was issued."""

    code = "documents.content_lost"


def _path(sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "documents" / sha256[:2] / f"{sha256}.pdf"


def put(content: bytes) -> str:
    """
    Store the bytes and return their SHA-256; the file is on the disk when this returns.

    Written beside its place and moved there, so a killed program leaves no half file under a good name. A
    file of a transaction that was rolled back stays: nothing refers to it, and the same bytes reuse it.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    path = _path(sha256)
    if path.exists() and path.stat().st_size == len(content):
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(6)}.baru")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return sha256


def get(sha256: str) -> bytes:
    """
    Return the stored bytes.

    :raises ContentLost: no such file, or its content has changed
    """
    try:
        content = _path(sha256).read_bytes()
    except FileNotFoundError:
        raise ContentLost(_("Berkas dokumen ini tidak ada di penyimpanan. Hubungi admin instansi.")) from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ContentLost(_("Berkas dokumen ini berubah sejak diterbitkan. Hubungi admin instansi."))
    return content
