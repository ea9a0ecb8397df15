"""The user guide: Markdown pages of docs/panduan as they are shown, searched and offered by role."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import markdown
import yaml
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

from ekinerja.kernel.actor import Actor

EVERYBODY = "SEMUA"


@dataclass(frozen=True)
class Heading:
    """One section of a page, for the list of contents."""

    anchor: str
    title: str


@dataclass(frozen=True)
class Page:
    """One page of the guide; ``roles`` holds stored role codes or ``SEMUA``."""

    name: str
    title: str
    summary: str
    roles: tuple[str, ...]
    order: int
    text: str
    body: Markup
    headings: tuple[Heading, ...]

    def is_for(self, actor: Actor | None) -> bool:
        """Whether the page is written for this person's roles."""
        held = {str(grant.role) for grant in actor.grants} if actor else set()
        if actor and actor.employee_id:
            held.add("PEGAWAI")
        return EVERYBODY in self.roles or bool(held.intersection(self.roles))


@dataclass(frozen=True)
class Hit:
    """A page found by a search, with the sentence around the first word found."""

    page: Page
    excerpt: Markup


def pages() -> tuple[Page, ...]:
    """Return all pages in their order; read again when a file changed."""
    folder = Path(settings.GUIDE_FOLDER)
    files = sorted(folder.glob("*.md"))
    return _load(tuple((file, file.stat().st_mtime_ns) for file in files))


def find(name: str) -> Page | None:
    """Return the page with this name."""
    return next((page for page in pages() if page.name == name), None)


def search(query: str, limit: int = 10) -> list[Hit]:
    """Return pages that contain every word; a word in the title counts most."""
    words = [word for word in re.findall(r"\w+", query.lower()) if len(word) > 1]
    if not words:
        return []
    scored = [(score, page) for page in pages() if (score := _score(page, words))]
    scored.sort(key=lambda pair: (-pair[0], pair[1].order))
    return [Hit(page, _excerpt(page.text, words)) for _, page in scored[:limit]]


@lru_cache(maxsize=1)
def _load(files: tuple[tuple[Path, int], ...]) -> tuple[Page, ...]:
    return tuple(sorted((_read(file) for file, _ in files), key=lambda page: (page.order, page.title)))


def _read(file: Path) -> Page:
    _, head, source = file.read_text(encoding="utf-8").split("---\n", 2)
    facts: dict[str, Any] = yaml.safe_load(head)
    reader = markdown.Markdown(
        extensions=[
            TableExtension(use_align_attribute=True),
            TocExtension(toc_depth="2-3"),
            "sane_lists",
            "fenced_code",
        ]
    )
    reader.treeprocessors.register(_Addresses(reader), "addresses", 5)
    body = Markup(reader.convert(source))  # noqa: S704 - our own files
    return Page(
        name=file.stem,
        title=facts["judul"],
        summary=facts["ringkas"],
        roles=tuple(facts.get("peran", [EVERYBODY])),
        order=int(facts.get("urutan", 100)),
        text=_plain(body, facts.get("kata", "")),
        body=body,
        headings=tuple(Heading(str(item["id"]), str(item["name"])) for item in _sections(reader)),
    )


def _sections(reader: Any) -> list[dict[str, Any]]:
    return [item for item in reader.toc_tokens if item["level"] == 2]


class _Addresses(Treeprocessor):
    """Points links and pictures to where the program serves them; lets wide tables scroll by themselves."""

    def run(self, root: Element) -> None:
        for parent in [parent for parent in root.iter() if parent.find("table") is not None]:
            for place, child in enumerate(list(parent)):
                if child.tag == "table":
                    parent[place] = _scrolling(child)
        for link in root.iter("a"):
            target = link.get("href", "")
            if match := re.fullmatch(r"([a-z0-9-]+)\.md(#.*)?", target):
                link.set("href", reverse("shell:help-page", args=[match[1]]) + (match[2] or ""))
        for picture in root.iter("img"):
            if picture.get("src", "").startswith("gambar/"):
                picture.set("src", static("panduan/" + picture.get("src", "").removeprefix("gambar/")))
            picture.set("loading", "lazy")


def _scrolling(table: Element) -> Element:
    label = ", ".join("".join(cell.itertext()) for cell in table.iter("th"))
    box = Element("div", {"class": "prose-scroll", "tabindex": "0", "role": "group", "aria-label": label})
    box.append(table)
    return box


def _plain(body: Markup, keywords: str) -> str:
    return " ".join((Markup(body).striptags(), keywords)).replace("\n", " ").strip()


def _score(page: Page, words: list[str]) -> int:
    title, text = f"{page.title} {page.summary}".lower(), page.text.lower()
    if not all(word in title or word in text for word in words):
        return 0
    return sum(10 * title.count(word) + min(text.count(word), 5) for word in words)


def _excerpt(text: str, words: list[str], width: int = 160) -> Markup:
    pattern = re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE)
    first = pattern.search(text)
    start = max(0, (first.start() if first else 0) - width // 3)
    piece = text[start : start + width]
    parts = [Markup("…") if start else Markup("")]
    last = 0
    for match in pattern.finditer(piece):
        parts += [escape(piece[last : match.start()]), Markup("<mark>{}</mark>").format(match[0])]  # noqa: S704
        last = match.end()
    return Markup("").join([*parts, escape(piece[last:]), "…"])
