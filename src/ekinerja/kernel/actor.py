"""Who acts: built once per request, job or command and passed on as an argument."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """Statutory term: peran. Rights that are granted; rating somebody is a fact, not a role."""

    EMPLOYEE = "PEGAWAI"
    UNIT_CLERK = "PENGELOLA_KINERJA"
    AGENCY_ADMIN = "ADMIN_INSTANSI"
    LEADER = "PIMPINAN"
    INSPECTORATE = "INSPEKTORAT"
    FINANCE = "KEUANGAN"
    NATIONAL_OPERATOR = "OPERATOR_NASIONAL"
    SYSTEM = "SISTEM"


@dataclass(frozen=True)
class Grant:
    """
    A role with its scope on the day of the request.

    ``unit_path`` empty means the whole agency; otherwise the subtree whose path starts with it.
    """

    role: Role
    unit_id: UUID | None = None
    unit_path: str = ""


@dataclass(frozen=True)
class Actor:
    """The person (or system part) that acts, in which agency, with which rights today."""

    account_id: UUID | None
    agency_id: int | None
    employee_id: UUID | None
    name: str
    grants: tuple[Grant, ...] = ()
    acting_for_id: UUID | None = None
    elevated: bool = False
    session_key: str = field(default="", repr=False)

    def has(self, *roles: Role) -> bool:
        """Whether any of the roles is held, in whatever scope."""
        return any(grant.role in roles for grant in self.grants)

    def paths(self, *roles: Role) -> tuple[str, ...]:
        """Return the unit paths in which one of the roles is held; ``("",)`` means the whole agency."""
        found = {grant.unit_path for grant in self.grants if grant.role in roles}
        return ("",) if "" in found else tuple(sorted(found))

    def covers(self, unit_path: str, *roles: Role) -> bool:
        """Whether one of the roles is held over the unit with this path."""
        return any(unit_path.startswith(path) for path in self.paths(*roles))


def system(agency_id: int | None, name: str = "Sistem") -> Actor:
    """Return the actor of a job or command of the program itself."""
    return Actor(None, agency_id, None, name, (Grant(Role.SYSTEM),))
