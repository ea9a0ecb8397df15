"""The four kinds of anticipated error; every domain error is one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class Finding:
    """One reason why a rule is not met, in the user's words, with who can mend it and its article."""

    code: str
    message: str
    field: str = ""
    citation: str = ""
    owner: str = ""
    url: str = ""


class DomainError(Exception):
    """
    An error that the program expects and can explain.

    ``code`` is ``module.reason``; ``message`` is one Indonesian sentence for the user, already translated.
    """

    code: ClassVar[str] = "kernel.error"
    status: ClassVar[int] = 400
    default_message: ClassVar[str] = "Permintaan tidak dapat diproses."

    def __init__(
        self,
        message: str | None = None,
        *,
        findings: tuple[Finding, ...] = (),
        fields: Mapping[str, Any] | None = None,
    ) -> None:
        self.message = message or self.default_message
        self.findings = findings
        self.fields = dict(fields or {})
        super().__init__(self.message)


class NotFound(DomainError):
    """The object does not exist, or the actor may not know that it does."""

    code = "kernel.not_found"
    status = 404
    default_message = "Data tidak ditemukan."


class NotAllowed(DomainError):
    """The actor may see the object but may not do this."""

    code = "kernel.not_allowed"
    status = 403
    default_message = "Anda tidak berwenang melakukan tindakan ini."


class Conflict(DomainError):
    """The object is in another state, or somebody else changed it meanwhile."""

    code = "kernel.conflict"
    status = 409
    default_message = "Data sudah berubah. Muat ulang lalu coba lagi."


class RuleNotMet(DomainError):
    """A rule is not met; ``findings`` says which and where."""

    code = "kernel.rule_not_met"
    status = 422
    default_message = "Ada syarat yang belum terpenuhi."
