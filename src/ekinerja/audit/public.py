"""The door of the audit module."""

from ekinerja.audit.models import AuditEntry as Entry
from ekinerja.audit.reading import (
    TrailFilter,
    TrailPage,
    format_position,
    history_of,
    iterate_trail,
    latest_seal,
    list_trail,
    may_read_trail,
    parse_position,
)
from ekinerja.audit.recording import Fact, record, record_many
from ekinerja.audit.requesting import VERIFICATION, request_verification
from ekinerja.audit.sealing import ChainReport, seal, verify

__all__ = [
    "ChainReport",
    "Entry",
    "Fact",
    "TrailFilter",
    "VERIFICATION",
    "TrailPage",
    "format_position",
    "history_of",
    "iterate_trail",
    "latest_seal",
    "list_trail",
    "may_read_trail",
    "parse_position",
    "record",
    "record_many",
    "request_verification",
    "seal",
    "verify",
]
