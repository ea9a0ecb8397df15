"""How requests are read: as JSON, without the one character that no text of the database may hold."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja.parser import Parser

from ekinerja.kernel.errors import Finding, RuleNotMet

NUL = "\x00"


class Reader(Parser):
    """Reads bodies and queries, and names the field with a null character."""

    def parse_body(self, request: HttpRequest) -> Any:
        """
        Return the body.

        :raises RuleNotMet: it is no JSON, or a text has a null character
        """
        try:
            body = super().parse_body(request)
        except ValueError as error:
            raise RuleNotMet(_("Isi permintaan bukan JSON yang benar.")) from error
        _refuse_null(body)
        return body

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """
        Return the query.

        :raises RuleNotMet: a text has a null character
        """
        for name, values in data.lists():
            for value in values:
                _refuse_null(value, name)
        return super().parse_querydict(data, list_fields, request)


def _refuse_null(found: Any, field: str = "") -> None:
    if isinstance(found, str) and NUL in found:
        message = _("Teks memuat karakter yang tidak dapat disimpan. Hapus karakter nol (U+0000).")
        raise RuleNotMet(findings=(Finding("api.null_character", message, field=field),))
    if isinstance(found, dict):
        for name, value in found.items():
            _refuse_null(value, f"{field}.{name}".strip("."))
    elif isinstance(found, list):
        for number, value in enumerate(found):
            _refuse_null(value, f"{field}.{number}".strip("."))
