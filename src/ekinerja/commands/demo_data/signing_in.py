"""Accounts that are ready to sign in: one for each role, activated by one-time code as everybody's is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ekinerja.access import public as access
from ekinerja.commands.demo_data import seeds
from ekinerja.kernel.actor import Actor, Grant, Role
from ekinerja.kernel.tenancy import context
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people

PASSWORD = "contoh-kinerja-2026"  # noqa: S105 (invented people on an own machine; printed at start)
SIGNED_IN_BEFORE = 0.985
Chosen = people.EmployeeSnapshot


@dataclass(frozen=True)
class Part:
    """A part in the demo: who plays it and which role is granted, if any, over which unit."""

    label: str
    find: Callable[[Cast], Chosen]
    role: Role | None = None
    over: str = ""


class Cast:
    """Finds people of the agency for the parts, always the same."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.units = organisation.units.list_units(on=on)
        ids = [row.employee_id for row in people.identities() if row.in_service]
        exempt = people.exempt_employee_ids(on=on)
        found = people.snapshots_of(employee_ids=[key for key in ids if key not in exempt], on=on)
        self.people = sorted(found.values(), key=lambda one: one.nip)
        self.taken: set[UUID] = set()

    def unit(self, start: str) -> organisation.UnitData:
        """Return the first unit whose name begins so."""
        return next(unit for unit in self.units if unit.name.startswith(start))

    def one(self, *, title: str = "", unit: str = "", head: bool | None = None, status: str = "") -> Chosen:
        """Return the first person that fits and plays no part yet."""
        path = self.unit(unit).path if unit else ""
        for person in self.people:
            fits = (
                person.position_title.startswith(title)
                and person.unit_path.startswith(path)
                and (head is None or person.is_head is head)
                and (not status or status in (person.kind, person.civil_status))
                and person.employee_id not in self.taken
            )
            if fits:
                self.taken.add(person.employee_id)
                return person
        raise LookupError(f"{title} {unit}")

    def staff_of(self, head: Chosen) -> Chosen:
        """Return somebody whom this head rates."""
        for employee_id in people.subordinates_of(rater_id=head.employee_id, on=self.on):
            if employee_id not in self.taken:
                self.taken.add(employee_id)
                return people.snapshot_of(employee_id=employee_id, on=self.on)
        raise LookupError(head.nip)


MAIN_PARTS = (
    Part("Admin instansi (BKPSDM)", lambda c: c.one(title="Analis SDM", head=False), Role.AGENCY_ADMIN),
    Part("Admin instansi kedua, penyetuju", lambda c: c.one(title="Pranata Komputer", head=False), Role.AGENCY_ADMIN),
    Part(
        "Pengelola kinerja Dinas Kesehatan",
        lambda c: c.one(title="Pengadministrasi", unit="Dinas Kesehatan", head=False),
        Role.UNIT_CLERK,
        "Dinas Kesehatan",
    ),
    Part("Pimpinan (Sekretaris Daerah)", lambda c: c.one(title="Sekretaris Daerah"), Role.LEADER),
    Part("Inspektorat", lambda c: c.one(title="Auditor", head=False), Role.INSPECTORATE),
    Part("Keuangan", lambda c: c.one(unit="Badan Pengelolaan Keuangan", head=False), Role.FINANCE),
    Part("Kepala dinas", lambda c: c.one(title="Kepala Dinas Kesehatan")),
    Part("Kepala sekolah (penilai)", lambda c: c.one(title="Kepala Sekolah", head=True)),
    Part("Guru", lambda c: c.one(title="Guru Ahli Pertama")),
    Part("Perawat", lambda c: c.one(title="Perawat")),
    Part("CPNS", lambda c: c.one(head=False, status="CPNS")),
    Part("PPPK", lambda c: c.one(head=False, status="PPPK")),
)
SMALL_PARTS = (
    Part("Admin instansi lain (Kota Teluk Semangka)", lambda c: c.one(head=False), Role.AGENCY_ADMIN),
    Part("Pegawai instansi lain", lambda c: c.one(head=False)),
)


def cast(*, agency_id: int, parts: tuple[Part, ...], on: date, at: datetime) -> list[tuple[str, str, str, str]]:
    """Grant the roles, activate the accounts, and return (part, name, login, password) for each."""
    actor = operator(agency_id)
    with context.agency(agency_id):
        chosen = [(part, person) for part, person in _choose(Cast(on), parts)]
        for part, person in chosen:
            account = access.accounts.find_account(actor=actor, login=person.nip)
            if account is None:
                continue
            if part.role is not None:
                _grant(actor, account.id, part, on, at)
            if not account.has_usable_password():
                _activate(actor, account.id, at)
        _note_the_others(actor, at)
    return [(part.label, person.name, person.nip, PASSWORD) for part, person in chosen]


def _note_the_others(actor: Actor, at: datetime) -> None:
    """Count nearly everybody else as activated through single sign-on; some never came."""
    known = [one.employee_id for one in people.identities() if seeds.share("masuk", one.nip) < SIGNED_IN_BEFORE]
    access.note_activations(actor=actor, employee_ids=known, at=at)


def operator(agency_id: int) -> Actor:
    """Return whoever runs commands on the server: the program itself, with an administrator's rights."""
    return Actor(None, agency_id, None, "Perintah ekinerja", (Grant(Role.SYSTEM), Grant(Role.AGENCY_ADMIN)))


def _choose(cast: Cast, parts: tuple[Part, ...]) -> list[tuple[Part, Chosen]]:
    chosen = []
    for part in parts:
        person = part.find(cast)
        chosen.append((part, person))
        if part.label.startswith("Kepala sekolah"):
            chosen.append((Part("Guru di sekolah itu (pegawai)", part.find), cast.staff_of(person)))
    return chosen


def _grant(actor: Actor, account_id: UUID, part: Part, on: date, at: datetime) -> None:
    held = access.accounts.roles_of(account_ids=[account_id]).get(account_id, ())
    if part.role in held:
        return
    unit = organisation.units.search_units(text=part.over, on=on, limit=1)[0] if part.over else None
    access.manage_roles.grant_role(
        actor=actor,
        account_id=account_id,
        role=part.role or Role.EMPLOYEE,
        unit_id=unit.id if unit else None,
        starts_on=on,
        ends_before=None,
        reason="Peran pada instansi contoh",
        at=at,
    )


def _activate(actor: Actor, account_id: UUID, at: datetime) -> None:
    given = access.issue_code.issue_codes(actor=actor, account_ids=[account_id], at=at)[0]
    client = access.Client(ip="127.0.0.1", browser_id="demo")
    checked = access.use_code.check_code(login=given.login, code=given.code, client=client, at=at)
    if checked.code_id is None:
        raise RuntimeError(given.login)
    access.use_code.set_password_with_code(code_id=checked.code_id, password=PASSWORD, email="", at=at)
