"""Which Chromium the tests take, and what is installed for them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ekinerja.commands import chromium, console


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A machine with nothing but the named programs, each of which starts."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("EKINERJA_CHROMIUM", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    def add(*names: str) -> None:
        for name in names:
            (tmp_path / name).write_text("#!/bin/sh\nexit 0\n")
            (tmp_path / name).chmod(0o755)

    return add


@pytest.fixture
def asked(programs: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """As root, with packages of Debian; returns what was installed."""
    installed: list[str] = []

    def call(command: list[str], **_others: Any) -> int:
        if "install" in command:
            installed.append(command[-1])
            programs(command[-1])
        return 0

    programs("apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(subprocess, "call", call)
    return installed


class TestEnsure:
    def test_takes_the_one_without_a_window_first(self, programs: Callable[..., None]) -> None:
        programs("chromium", "chromium-headless-shell")

        assert Path(chromium.ensure()).name == "chromium-headless-shell"

    def test_is_content_with_another_where_nothing_may_be_installed(self, programs: Callable[..., None]) -> None:
        programs("google-chrome")

        assert Path(chromium.ensure()).name == "google-chrome"

    def test_says_what_to_install(self, programs: Callable[..., None]) -> None:
        with pytest.raises(console.Failure, match="apt install chromium-headless-shell"):
            chromium.ensure()

    @pytest.mark.parametrize("present", [(), ("chromium",)])
    def test_installs_it_as_root(
        self, programs: Callable[..., None], asked: list[str], present: tuple[str, ...]
    ) -> None:
        programs(*present)

        assert Path(chromium.ensure()).name == "chromium-headless-shell"
        assert asked == ["chromium-headless-shell"]

    def test_installs_nothing_beside_a_chosen_one(
        self, programs: Callable[..., None], asked: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        programs("chromium")
        monkeypatch.setenv("EKINERJA_CHROMIUM", "chromium")

        assert Path(chromium.ensure()).name == "chromium"
        assert asked == []
