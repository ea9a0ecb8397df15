"""Addresses of built styles, scripts and icons, read from the manifest of the front-end build."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from markupsafe import Markup


def asset(name: str) -> str:
    """
    Return the address of a built file by its source name, for example ``main.js``.

    :raises ImproperlyConfigured: if the front end was not built and ``ASSETS_REQUIRED`` is set
    """
    return static(_manifest().get(name, name))


def icon(name: str, label: str = "", css: str = "") -> Markup:
    """Return one icon of the sprite; without a label it is decoration and hidden from screen readers."""
    meaning = (
        Markup('role="img" aria-label="{}"').format(label)  # noqa: S704
        if label
        else Markup('aria-hidden="true"')
    )
    return Markup('<svg class="icon {}" {} focusable="false"><use href="{}#{}"/></svg>').format(  # noqa: S704
        css, meaning, asset("icons.svg"), name
    )


def clear() -> None:
    """Forget the manifest, after a new build or in tests."""
    _read.cache_clear()


def _manifest() -> dict[str, str]:
    file = Path(settings.ASSETS_MANIFEST)
    if not file.exists():
        if settings.ASSETS_REQUIRED:
            raise ImproperlyConfigured(
                "Berkas tampilan belum dibuat. Jalankan `npm ci && npm run build` di folder frontend/."
            )
        return {}
    return _read(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read(file: Path, _stamp: int) -> dict[str, str]:
    manifest: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return manifest
