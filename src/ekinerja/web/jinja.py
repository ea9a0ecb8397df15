"""The Jinja2 environment of all pages: translations, formats, addresses and the helpers of the components."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, FileSystemBytecodeCache, StrictUndefined
from markupsafe import Markup

from ekinerja.kernel import clock
from ekinerja.kernel.sentences import one_stop
from ekinerja.web import addresses, assets, fields, formats, numbers

FILTERS = (
    formats.tanggal,
    formats.tanggal_pendek,
    formats.tanggal_waktu,
    formats.bulan,
    formats.waktu,
    formats.angka,
    formats.rupiah,
    formats.persen,
    formats.relatif,
    formats.tenggat,
    formats.urgency,
    formats.ukuran,
    formats.inisial,
    formats.isian_saat,
    formats.kalimat,
    numbers.angka_ringkas,
)


def environment(**options: Any) -> Environment:
    """
    Return the environment that Django's Jinja2 backend uses; an undefined name is an error.

    Compiled templates are kept in the data folder, so that a start does not compile them again.
    """
    options["undefined"] = StrictUndefined
    compiled = settings.HOME / "templat"
    compiled.mkdir(parents=True, exist_ok=True)
    options["bytecode_cache"] = FileSystemBytecodeCache(str(compiled))
    env = Environment(**options, extensions=["jinja2.ext.i18n", "jinja2.ext.do"], trim_blocks=True, lstrip_blocks=True)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
        newstyle=True,
    )
    env.filters.update({function.__name__: function for function in FILTERS})
    env.globals.update(
        _=say,
        ngettext=say_many,
        url=url,
        url_or_none=addresses.page,
        static=static,
        asset=assets.asset,
        icon=assets.icon,
        status_mark=assets.status,
        with_query=with_query,
        widget=fields.widget,
        kind_of=fields.kind_of,
        describe=fields.describe,
        language=translation.get_language,
        today=clock.today,
        now=lambda: clock.now(),  # asked each time, as every other caller does: a test may set the clock
        zone_name=formats.zone_name,
    )
    return env


def say(message: str, **values: Any) -> Markup:
    """Return a text in the reader's language with values put in and escaped; a page says hundreds of them."""
    text = _said(translation.get_language(), message)
    return _one_stop(text % values) if values else _finished(text)


def say_many(singular: str, plural: str, num: int, **values: Any) -> Markup:
    """Return the form of a text that fits a number, put in as ``num``, in the reader's language."""
    return _one_stop(_said_many(translation.get_language(), singular, plural, num) % {"num": num, **values})


def _one_stop(text: Markup) -> Markup:
    return Markup(one_stop(text))  # noqa: S704 (it was marked before)


@lru_cache(maxsize=16_384)
def _said_many(_language: str | None, singular: str, plural: str, num: int) -> Markup:
    return Markup(translation.ngettext(singular, plural, num))  # noqa: S704 (texts of the templates and their translations)


@lru_cache(maxsize=16_384)
def _said(_language: str | None, message: str) -> Markup:
    return Markup(translation.gettext(message))  # noqa: S704 (texts of the templates and their translations)


@lru_cache(maxsize=16_384)
def _finished(text: Markup) -> Markup:
    """Turn the doubled per cent signs of a text without values into single ones."""
    return text % {}


def url(name: str, *args: Any) -> str:
    """Return the path of a named page, for example ``url("people:detail", employee.id)``."""
    if all(isinstance(value, UUID) for value in args) and (path := addresses.page(name, *args)):
        return path
    return reverse(name, args=args)


def with_query(request: HttpRequest, changes: Mapping[str, Any] | None = None, **more: Any) -> str:
    """Return ``?…`` of this page with some parameters changed; ``None`` removes one."""
    query = request.GET.copy()
    for name, value in {**(changes or {}), **more}.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return "?" + query.urlencode()
