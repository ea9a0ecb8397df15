"""Numbers as people in Indonesia write them: points for thousands, a comma for decimals."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ekinerja.kernel.numbers import parse_number, write_number
from ekinerja.web import formats


def angka_ringkas(number: Decimal | None) -> str:
    """Write a number for reading without useless zeros: ``1.200``, ``90,5``."""
    if number is None:
        return formats.NOTHING
    whole = number == number.to_integral_value()
    return formats.angka(number.quantize(Decimal(1)) if whole else number.normalize())


class NumberField(forms.CharField):
    """A number typed the Indonesian way; its value is a ``Decimal`` or ``None``."""

    default_error_messages = {
        "no_number": _("Tulis angka, misalnya 12, 61,95 atau 1.200. Tuliskan kata-kata di isian uraian."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 30)
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        """Show a stored number as it is written."""
        return write_number(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        """Return the number, ``None`` when nothing was written."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_number(text)
        except ValueError as error:
            raise ValidationError(self.error_messages["no_number"], code="no_number") from error
