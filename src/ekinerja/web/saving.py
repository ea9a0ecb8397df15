"""Small forms that are saved at once: by a button, or by themselves while somebody types."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse

from ekinerja.kernel.errors import Conflict, DomainError, RuleNotMet


class SmallForm(forms.Form):
    """
    A form that is saved at once; knows what was saved, or the other version on a conflict.

    ``finding_fields`` leads from a finding's field to the form's; ``revision_name`` is the field that says
    which revision the writer saw.
    """

    finding_fields: ClassVar[dict[str, str]] = {}
    revision_name = "revisi"
    saved: Any = None
    conflict: Mapping[str, Any] | None = None

    def after(self, saved: Any) -> dict[str, str]:
        """Return the values the form's hidden fields take after it was saved by itself."""
        revision = getattr(saved, "revision", None)
        return {} if revision is None else {"revisi": str(revision)}


def save(form: SmallForm, call: Callable[[dict[str, Any]], Any]) -> bool:
    """
    Check a form and hand its values to one service call; tell whether it was saved.

    A rule that is not met is shown at its field. On a conflict the form keeps what was typed,
    ``form.conflict`` holds the other version, and sending it again saves knowingly.
    Who may not do it at all gets the page that says so.

    :raises NotFound, NotAllowed: as the service
    """
    if not form.is_valid():
        return False
    try:
        form.saved = call(form.cleaned_data)
    except (RuleNotMet, Conflict) as error:
        _show(form, error)
        return False
    return True


def status_of(form: forms.Form) -> int:
    """Return the status of the page with a form: 422 when what was sent is refused."""
    return 422 if form.is_bound and form.errors else 200


def is_autosave(request: HttpRequest) -> bool:
    """Tell whether the form was sent by itself while somebody was typing."""
    return request.headers.get("X-Autosave") == "1"


def answer_autosave(form: SmallForm) -> HttpResponse:
    """Answer such a form: nothing to show when it was saved, else the reason in plain words."""
    if form.saved is None:
        reasons = [str(message) for messages in form.errors.values() for message in messages]
        return HttpResponse(" ".join(reasons), status=409 if form.conflict else 422, content_type="text/plain")
    response = HttpResponse(status=204)
    response.headers["X-Fields"] = json.dumps(form.after(form.saved))
    return response


def _show(form: SmallForm, error: DomainError) -> None:
    if isinstance(error, Conflict) and "theirs" in error.fields:
        form.conflict = error.fields["theirs"]
        sent = dict(form.data.items())
        if "revision" in error.fields:
            sent[form.revision_name] = str(error.fields["revision"])
        if "lines" in error.fields["theirs"]:
            sent["semula"] = "\n".join(error.fields["theirs"]["lines"])
        form.data = sent
    shown = False
    for finding in error.findings:
        name = form.finding_fields.get(finding.field, "")
        form.add_error(name if name in form.fields else None, finding.message)
        shown = True
    if not shown:
        form.add_error(None, error.message)
