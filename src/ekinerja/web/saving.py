"""Small forms that are saved at once: by a button, or by themselves while somebody types."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from ekinerja.kernel.errors import Conflict, DomainError, RuleNotMet


def save(form: forms.Form, call: Callable[[dict[str, Any]], Any]) -> bool:
    """
    Check a form and hand its values to one service call; tell whether it was saved.

    A rule that is not met is shown at its field. On a conflict the form keeps what was typed,
    ``form.conflict`` holds the other version, and sending it again saves knowingly.
    Who may not do it at all gets the page that says so.

    :raises NotFound, NotAllowed: as the service
    """
    form.conflict = None  # type: ignore[attr-defined]
    if not form.is_valid():
        return False
    try:
        form.saved = call(form.cleaned_data)  # type: ignore[attr-defined]
    except (RuleNotMet, Conflict) as error:
        _show(form, error)
        return False
    return True


def is_autosave(request: HttpRequest) -> bool:
    """Tell whether the form was sent by itself while somebody was typing."""
    return request.headers.get("X-Autosave") == "1"


def answer_autosave(form: forms.Form) -> HttpResponse:
    """Answer such a form: nothing to show when it was saved, else the reason in plain words."""
    saved = getattr(form, "saved", None)
    if saved is None:
        reasons = [str(message) for messages in form.errors.values() for message in messages]
        return HttpResponse(" ".join(reasons), status=409 if form.conflict else 422, content_type="text/plain")
    response = HttpResponse(status=204)
    response.headers["X-Fields"] = json.dumps(form.after(saved) if hasattr(form, "after") else _revision(saved))
    return response


def _revision(saved: Any) -> dict[str, str]:
    revision = getattr(saved, "revision", None)
    return {} if revision is None else {"revisi": str(revision)}


def _show(form: Any, error: DomainError) -> None:
    if isinstance(error, Conflict) and "theirs" in error.fields:
        form.conflict = error.fields["theirs"]
        form.data = form.data.copy()
        if "revision" in error.fields:
            form.data[getattr(form, "revision_name", "revisi")] = str(error.fields["revision"])
        if "lines" in error.fields["theirs"]:
            form.data["semula"] = "\n".join(error.fields["theirs"]["lines"])
    shown = False
    for finding in error.findings:
        name = form.finding_fields.get(finding.field, "") if hasattr(form, "finding_fields") else ""
        form.add_error(name or None, finding.message)
        shown = True
    if not shown:
        form.add_error(None, error.message)
