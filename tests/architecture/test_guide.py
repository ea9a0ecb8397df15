"""The user guide names the buttons and pages as the screens do, and every role has its page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ekinerja.kernel.actor import Role
from tests.architecture import catalogue
from tests.architecture.sources import PROJECT, assert_none

GUIDE = PROJECT / "docs" / "panduan"
SCRIPTS = PROJECT / "frontend" / "src" / "js"
CHOSEN = re.compile(r"(?:[Pp]ilih|→)\s+\*\*([^*]+)\*\*")
PARTS = re.compile(r"%\(\w+\)s|%[sd]")
ROLES = (Role.EMPLOYEE, Role.UNIT_CLERK, Role.AGENCY_ADMIN, Role.LEADER)


def _shown() -> set[str]:
    """Texts of the screens, with … for what differs, and those of the scripts."""
    ids = (catalogue.forms(message.id)[0] for message in catalogue.extracted() if message.id)
    scripts = "\n".join(file.read_text(encoding="utf-8") for file in SCRIPTS.glob("*.js"))
    return {PARTS.sub("…", text) for text in ids} | set(re.findall(r'"([^"\n]+)"', scripts))


def _strange(text: str, shown: set[str]) -> Iterator[tuple[int, str]]:
    for match in CHOSEN.finditer(text):
        label = " ".join(match[1].split())
        if label not in shown:
            yield text.count("\n", 0, match.start()) + 1, label


def _roles(file: Path) -> str:
    return file.read_text(encoding="utf-8").split("---\n", 2)[1]


def test_every_button_of_the_guide_is_on_a_screen() -> None:
    shown = _shown()
    assert_none(
        [
            f"{file.relative_to(PROJECT)}:{line}: no screen has “{label}”; use the words of the button"
            for file in sorted(GUIDE.glob("*.md"))
            for line, label in _strange(file.read_text(encoding="utf-8"), shown)
        ]
    )


def test_a_strange_button_is_found() -> None:
    assert list(_strange("1. Pilih **Simpan**, lalu pilih\n**Kirim saja**.", {"Simpan"})) == [(1, "Kirim saja")]


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_a_page(role: Role) -> None:
    assert any(str(role) in _roles(file) for file in GUIDE.glob("*.md"))
