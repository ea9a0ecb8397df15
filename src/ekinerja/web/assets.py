"""Addresses of built styles, scripts and icons, read from the manifest of the front-end build."""

from __future__ import annotations

import json
import os
import time
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from markupsafe import Markup

LOOK_AGAIN = 1.0
"""Seconds after which the manifest is looked at again; a page has hundreds of icons."""


def asset(name: str) -> str:
    """
    Return the address of a built file by its source name, for example ``main.js``.

    :raises ImproperlyConfigured: if the front end was not built and ``ASSETS_REQUIRED`` is set
    """
    return _address(name, *_state())


def icon(name: str, label: str = "", css: str = "") -> Markup:
    """Return one icon of the sprite; without a label it is decoration and hidden from screen readers."""
    return _icon(name, str(label), css, asset("icons.svg"))


def _state() -> tuple[str, int, str]:
    """Return what an address depends on: the manifest, its last change and where files are served."""
    file, stamp = _found(settings.ASSETS_MANIFEST, int(time.monotonic() / LOOK_AGAIN))
    if not file and settings.ASSETS_REQUIRED:
        raise ImproperlyConfigured(
            "Berkas tampilan belum dibuat. Jalankan `npm ci && npm run build` di folder frontend/."
        )
    return file, stamp, settings.STATIC_URL


@lru_cache(maxsize=2)
def _found(manifest: str | os.PathLike[str], _now: int) -> tuple[str, int]:
    """Return the manifest and its last change; empty where there is none."""
    try:
        return os.fspath(manifest), os.stat(manifest).st_mtime_ns
    except FileNotFoundError:
        return "", 0


@lru_cache(maxsize=64)
def _address(name: str, file: str, stamp: int, _base: str) -> str:
    return static(_manifest(file, stamp).get(name, name))


@lru_cache(maxsize=2)
def _manifest(file: str, _stamp: int) -> dict[str, str]:
    if not file:
        return {}
    manifest: dict[str, str] = json.loads(Path(file).read_text(encoding="utf-8"))
    return manifest


@lru_cache(maxsize=2048)
def _icon(name: str, label: str, css: str, address: str) -> Markup:
    meaning = (
        Markup('role="img" aria-label="{}"').format(label)  # noqa: S704
        if label
        else Markup('aria-hidden="true"')
    )
    return Markup('<svg class="icon {}" width="20" height="20" {} focusable="false"><use href="{}#{}"/></svg>').format(  # noqa: S704
        css, meaning, address, name
    )


LOOKS = {
    "success": "circle-check",
    "warning": "alert-triangle",
    "danger": "alert-circle",
    "info": "info-circle",
    "neutral": "circle-dashed",
}


def status(label: str, kind: str = "neutral", symbol: str = "") -> Markup:
    """Return the mark of a state: icon and words, never colour alone. ``kind`` is one of ``LOOKS``."""
    return _status(label, kind, icon(symbol or LOOKS[kind]))


@lru_cache(maxsize=4096, typed=True)
def _status(label: str, kind: str, symbol: Markup) -> Markup:
    return Markup('<span class="badge status-badge status-{}">{} {}</span>').format(kind, symbol, label)  # noqa: S704
