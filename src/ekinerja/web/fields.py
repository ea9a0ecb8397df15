"""What the field component needs to know about a form field: its kind, its marks and its accessible names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

CSS = {
    "select": "form-select",
    "checkbox": "form-check-input",
    "choices": "form-check-input",
    "file": "form-control",
    "textarea": "form-control",
    "input": "form-control",
}


def kind_of(field: BoundField) -> str:
    """Return ``hidden``, ``choices``, ``checkbox``, ``select``, ``textarea``, ``file`` or ``input``."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.Select):
        return "select"
    if isinstance(widget, forms.Textarea):
        return "textarea"
    return "file" if isinstance(widget, forms.FileInput) else "input"


def describe(field: BoundField, hint: str = "", counter: bool = False) -> str:
    """Return the ids of the hint, the counter and the error of the field, for ``aria-describedby``."""
    base = field.id_for_label or field.auto_id or field.html_name
    ids = []
    if hint or field.help_text:
        ids.append(f"{base}-hint")
    if counter:
        ids.append(f"{base}-counter")
    if field.errors:
        ids.append(f"{base}-error")
    return " ".join(ids)


def widget(field: BoundField, *, hint: str = "", counter: bool = False, **attrs: Any) -> SafeString:
    """Render the control itself with its class, error state and descriptions; ``attrs`` may add more."""
    classes = [CSS.get(kind_of(field), ""), str(attrs.pop("css", "")), "is-invalid" if field.errors else ""]
    given = {name.replace("_", "-"): value for name, value in attrs.items() if value not in (None, "")}
    given["class"] = " ".join(part for part in classes if part)
    if ids := describe(field, hint, counter):
        given["aria-describedby"] = ids
    if field.errors:
        given["aria-invalid"] = "true"
    if isinstance(field.field.widget, forms.DateInput):
        return field.as_widget(widget=_date_widget(field.field.widget), attrs=given)
    return field.as_widget(attrs=given)


def _date_widget(widget: forms.DateInput) -> forms.DateInput:
    native = forms.DateInput(attrs={**widget.attrs, "type": "date"}, format="%Y-%m-%d")
    native.is_required = widget.is_required
    native.is_localized = False
    return native
