"""Addresses of built files."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from markupsafe import Markup

from ekinerja.web import assets


class TestAsset:
    def test_names_the_built_file(self, tmp_path: Path, settings: Any) -> None:
        settings.ASSETS_MANIFEST = tmp_path / "manifest.json"
        settings.ASSETS_MANIFEST.write_text(json.dumps({"main.js": "main-ABCD1234.js"}))
        assert assets.asset("main.js") == "/static/main-ABCD1234.js"

    def test_sees_a_new_build_a_second_later(
        self, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seconds = 1000.0
        monkeypatch.setattr(assets.time, "monotonic", lambda: seconds)
        settings.ASSETS_MANIFEST = file = tmp_path / "manifest.json"
        file.write_text(json.dumps({"main.js": "main-A.js"}))
        assert assets.asset("main.js") == "/static/main-A.js"
        file.write_text(json.dumps({"main.js": "main-B.js"}))
        os.utime(file, ns=(1, 1))
        seconds += assets.LOOK_AGAIN
        assert assets.asset("main.js") == "/static/main-B.js"

    def test_says_how_to_build_when_nothing_is_built(self, tmp_path: Path, settings: Any) -> None:
        settings.ASSETS_MANIFEST = tmp_path / "missing.json"
        settings.ASSETS_REQUIRED = True
        with pytest.raises(ImproperlyConfigured, match="npm run build"):
            assets.asset("main.js")

    def test_runs_unbuilt_where_that_is_allowed(self, tmp_path: Path, settings: Any) -> None:
        settings.ASSETS_MANIFEST = tmp_path / "missing.json"
        settings.ASSETS_REQUIRED = False
        assert assets.asset("main.js") == "/static/main.js"


class TestIcon:
    def test_is_decoration_without_a_label(self) -> None:
        assert 'aria-hidden="true"' in assets.icon("bell")

    def test_escapes_its_label(self) -> None:
        assert 'aria-label="&lt;b&gt;"' in assets.icon("bell", label="<b>")


class TestStatus:
    def test_has_an_icon_and_words(self) -> None:
        assert assets.status("Disetujui", "success").endswith("</svg> Disetujui</span>")
        assert "#circle-check" in assets.status("Disetujui", "success")
        assert "#user" in assets.status("Anda", "info", "user")

    def test_escapes_text_also_after_the_same_was_said_as_markup(self) -> None:
        assert "<b>" in assets.status(Markup("<b>"))
        assert "&lt;b&gt;" in assets.status("<b>")
