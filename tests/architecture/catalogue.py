"""Reads the messages of the program and their English translations, as the launcher does."""

from __future__ import annotations

import io
import re
from functools import cache

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.architecture.sources import PACKAGE, PROJECT

ENGLISH = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {**DEFAULT_KEYWORDS, **parse_keywords(["gettext_lazy", "ngettext:1,2", "ngettext_lazy:1,2"])}
PLACES = [("ekinerja/**.py", "python"), ("ekinerja/web/templates/**.html", "jinja2")]
OPTIONS = {"ekinerja/web/templates/**.html": {"trimmed": "true", "silent": "false", "extensions": "jinja2.ext.do"}}
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]")


@cache
def extracted() -> Catalog:
    """All messages in the sources."""
    found = Catalog()
    for name, line, message, _comments, context in extract_from_dir(PACKAGE.parent, PLACES, OPTIONS, KEYWORDS):
        found.add(message, locations=[(f"src/{name}", line)], context=context)
    return found


@cache
def english() -> Catalog:
    """The English catalogue."""
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en", domain="django", abort_invalid=True)


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as the program reads it."""
    target = io.BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


def missing(sources: Catalog, translated: Catalog) -> list[str]:
    """Messages without a translation, or with one that somebody still has to look at."""
    return [
        f"{place(message)}: translate {forms(message.id)[0]!r} in {ENGLISH.relative_to(PROJECT)}"
        for message in sources
        if message.id and not _is_translated(translated.get(message.id, message.context))
    ]


def unused(sources: Catalog, translated: Catalog) -> list[str]:
    """Translations of messages that no source has any more."""
    return [
        f"{ENGLISH.relative_to(PROJECT)}: remove {forms(message.id)[0]!r}"
        for message in translated
        if message.id and sources.get(message.id, message.context) is None
    ]


def broken(translated: Catalog) -> list[str]:
    """Translations whose placeholders, plural forms or outer spaces differ from the message."""
    return [
        f"{ENGLISH.relative_to(PROJECT)}: {forms(message.id)[0]!r} and {text!r}: same placeholders and outer spaces"
        for message in translated
        if message.id and message.string
        for text in forms(message.string)
        if _shape(text) != _shape(forms(message.id)[0])
    ] + [
        f"{ENGLISH.relative_to(PROJECT)}: {forms(message.id)[0]!r} needs both numbers"
        for message in translated
        if isinstance(message.id, tuple | list) and len(forms(message.string)) != translated.num_plurals
    ]


def forms(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """The texts of a message or translation: one, or one for each number."""
    return (value or "",) if value is None or isinstance(value, str) else tuple(value)


def place(message: Message) -> str:
    """Where a message stands in the sources."""
    return ":".join(str(part) for part in message.locations[0]) if message.locations else "?"


def _is_translated(message: Message | None) -> bool:
    return message is not None and not message.fuzzy and all(forms(message.string))


def _shape(text: str) -> tuple[object, ...]:
    found = PLACEHOLDER.findall(text)
    ordered = found if any("(" not in one for one in found) else sorted(found)
    return (*ordered, PLACEHOLDER.sub("", text).count("%"), text[:1].isspace(), text[-1:].isspace())
