"""Every message of the program has an English translation that fits it; nothing freezes one language."""

from __future__ import annotations

import ast
import gettext
import io
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog

from tests.architecture import catalogue
from tests.architecture.sources import Source, assert_none, offences, parse


def _catalogue(*entries: tuple[object, object]) -> Catalog:
    made = Catalog(locale="en")
    for message, text in entries:
        made.add(message, text)  # type: ignore[arg-type]
    return made


def _eager(source: Source) -> Iterator[tuple[int, str]]:
    """Calls of gettext when a module is read, in whatever language happens to be active then."""
    names = {
        alias.asname or alias.name
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if "gettext" in alias.name and not alias.name.endswith("_lazy")
    }
    for node in _at_import(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node.lineno, "use gettext_lazy outside of functions"


def _at_import(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Lambda):
            continue
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            for default in (*child.args.defaults, *child.args.kw_defaults, *child.decorator_list):
                if default is not None:
                    yield default
                    yield from _at_import(default)
            continue
        yield child
        yield from _at_import(child)


class TestEnglish:
    def test_translates_every_message(self) -> None:
        assert len(list(catalogue.extracted())) > 1000
        assert_none(catalogue.missing(catalogue.extracted(), catalogue.english()))

    def test_keeps_nothing_that_is_gone(self) -> None:
        assert_none(catalogue.unused(catalogue.extracted(), catalogue.english()))

    def test_keeps_placeholders_numbers_and_spaces(self) -> None:
        assert_none(catalogue.broken(catalogue.english()))

    def test_compiles(self) -> None:
        read = gettext.GNUTranslations(io.BytesIO(catalogue.compiled(catalogue.english())))
        assert read.gettext("SKP saya") == "My SKP"
        assert read.ngettext("%(n)s hari", "%(n)s hari", 1) == "%(n)s day"
        assert read.ngettext("%(n)s hari", "%(n)s hari", 2) == "%(n)s days"


def test_an_empty_translation_is_found() -> None:
    sources = _catalogue(("Simpan", ""), ("Hapus", ""), ("Buka", ""))
    assert len(catalogue.missing(sources, _catalogue(("Simpan", "Save"), ("Hapus", "")))) == 2


def test_a_fuzzy_translation_is_found() -> None:
    translated = _catalogue(("Simpan", "Save"))
    translated["Simpan"].flags.add("fuzzy")
    assert catalogue.missing(_catalogue(("Simpan", "")), translated)


def test_a_left_over_translation_is_found() -> None:
    assert catalogue.unused(_catalogue(), _catalogue(("Simpan", "Save")))


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("Isi %(name)s", "Fill in"),
        ("Isi %(name)s", "Fill in %(nama)s"),
        ("%d dari %s", "%s of %d"),
        (" atau ", "or"),
        ("95 persen", "95%"),
        (("%(n)s hari", "%(n)s hari"), ("%(n)s day", "days")),
        (("%(n)s hari", "%(n)s hari"), ("%(n)s days",)),
    ],
)
def test_a_translation_that_does_not_fit_is_found(message: object, text: object) -> None:
    assert catalogue.broken(_catalogue((message, text)))


def test_order_of_named_placeholders_is_free() -> None:
    assert not catalogue.broken(_catalogue(("%(a)s dari %(b)s", "of %(b)s, %(a)s")))


def test_no_label_is_frozen_in_one_language() -> None:
    assert_none(offences(_eager))


@pytest.mark.parametrize(
    ("planted", "is_found"),
    [
        ('from django.utils.translation import gettext as _\nLABEL = _("Simpan")', True),
        ('from django.utils.translation import gettext as _\ndef f(a=_("Simpan")): pass', True),
        ('from django.utils.translation import gettext as _\ndef f(): return _("Simpan")', False),
        ('from django.utils.translation import gettext_lazy as _\nLABEL = _("Simpan")', False),
    ],
)
def test_a_frozen_label_is_found(planted: str, is_found: bool) -> None:
    assert bool(list(_eager(parse(planted)))) is is_found
