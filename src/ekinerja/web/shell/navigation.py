"""The menu: which pages there are, and who sees which; an entry shows only where its page exists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ekinerja.kernel.actor import Actor, Role
from ekinerja.web import addresses

ADMINS: Final = (Role.AGENCY_ADMIN,)
CLERKS: Final = (Role.AGENCY_ADMIN, Role.UNIT_CLERK)
VIEWERS: Final = (Role.AGENCY_ADMIN, Role.UNIT_CLERK, Role.LEADER, Role.INSPECTORATE)


@dataclass(frozen=True)
class Entry:
    """One line of the menu; ``roles`` empty means everybody, ``phone`` puts it in the bottom bar."""

    page: str
    label: str | Promise
    icon: str
    roles: tuple[Role, ...] = ()
    employee: bool = False
    phone: bool = False
    counter: str = ""
    short: str | Promise = ""


@dataclass(frozen=True)
class Link:
    """An entry as it is shown to one person."""

    url: str
    label: str
    icon: str
    phone: bool
    counter: str
    current: bool
    short: str


@dataclass(frozen=True)
class Section:
    """A group of links under one heading."""

    label: str
    links: tuple[Link, ...]


MENU: Final[tuple[tuple[str | Promise, tuple[Entry, ...]], ...]] = (
    (
        _("Kinerja saya"),
        (
            Entry("home:home", _("Beranda"), "home", phone=True),
            Entry("plans:mine", _("SKP saya"), "target-arrow", employee=True, phone=True),
            Entry("activity:mine", _("Pelaksanaan"), "calendar-check", employee=True, phone=True),
            Entry("evaluation:mine", _("Penilaian saya"), "chart-dots", employee=True),
            Entry("raters:mine", _("Penilai saya"), "user-check", employee=True),
            Entry("teams:list", _("Tim kerja"), "users-group"),
            Entry("matrix:mine", _("Matriks peran hasil"), "table", employee=True),
        ),
    ),
    (
        _("Bawahan"),
        (
            Entry(
                "inbox:inbox",
                _("Perlu keputusan"),
                "inbox",
                employee=True,
                phone=True,
                counter="inbox",
                short=_("Keputusan"),
            ),
        ),
    ),
    (
        _("Organisasi"),
        (
            Entry("goals:tree", _("Pohon kinerja"), "binary-tree"),
            Entry("agreements:list", _("Perjanjian kinerja"), "writing-sign"),
            Entry("people:list", _("Pegawai"), "users", roles=VIEWERS, phone=True),
            Entry("units:tree", _("Unit kerja"), "sitemap", roles=VIEWERS),
            Entry("cascade:people", _("Kaskade"), "hierarchy-3"),
            Entry("achievements:list", _("Capaian unit"), "chart-bar", roles=(Role.AGENCY_ADMIN, Role.LEADER)),
            Entry("imports:list", _("Impor data"), "file-import", roles=ADMINS),
            Entry("exemptions:list", _("Di luar siklus"), "user-off", roles=VIEWERS),
            Entry("raters:requests", _("Koreksi penilai"), "user-question", roles=ADMINS, counter="raters"),
        ),
    ),
    (
        _("Pengelolaan"),
        (
            Entry("control:room", _("Ruang kendali"), "dashboard", roles=CLERKS),
            Entry("plans:bundles", _("Dokumen massal"), "files", roles=VIEWERS),
            Entry("years:list", _("Tahun kinerja"), "calendar-cog", roles=ADMINS),
            Entry("access:accounts", _("Akun pegawai"), "key", roles=CLERKS),
            Entry("access:roles", _("Peran dan hak akses"), "user-shield", roles=(*CLERKS, Role.INSPECTORATE)),
            Entry("units:calendar", _("Kalender kerja"), "calendar-event", roles=ADMINS),
            Entry("audit:list", _("Jejak audit"), "history", roles=(Role.AGENCY_ADMIN, Role.INSPECTORATE)),
            Entry("jobs:list", _("Pekerjaan latar"), "settings-automation", roles=ADMINS),
        ),
    ),
    (
        _("Lainnya"),
        (
            Entry("notifications:list", _("Pemberitahuan"), "bell", counter="notifications"),
            Entry("access:delegations", _("Pelimpahan"), "user-share", employee=True),
            Entry("access:elevate", _("Akses administratif"), "shield-lock", roles=(Role.NATIONAL_OPERATOR,)),
            Entry("law:examples", _("Cara hitung"), "calculator"),
            Entry("shell:help", _("Bantuan"), "help-circle"),
        ),
    ),
)


def menu_for(actor: Actor | None, path: str = "/") -> tuple[Section, ...]:
    """Return the sections that this person sees; the entry that leads nearest to ``path`` is the current one."""
    if actor is None:
        return ()
    groups = [(str(label), _shown(entries, actor)) for label, entries in MENU]
    current = max((found for found in _every(groups) if _leads_to(found, path)), key=len, default="")
    return tuple(
        Section(label, tuple(_link(entry, address, address == current) for entry, address in group))
        for label, group in groups
        if group
    )


def _every(groups: list[tuple[str, list[tuple[Entry, str]]]]) -> list[str]:
    return [address for _label, group in groups for _entry, address in group]


def _shown(entries: tuple[Entry, ...], actor: Actor) -> list[tuple[Entry, str]]:
    found = ((entry, addresses.page(entry.page)) for entry in entries if _allowed(entry, actor))
    return [(entry, address) for entry, address in found if address]


def _allowed(entry: Entry, actor: Actor) -> bool:
    if entry.employee and actor.employee_id is None:
        return False
    return not entry.roles or actor.has(*entry.roles)


def _leads_to(address: str, path: str) -> bool:
    return path == address or (address != "/" and path.startswith(address))


def _link(entry: Entry, address: str, current: bool) -> Link:
    short = str(entry.short or entry.label)
    return Link(address, str(entry.label), entry.icon, entry.phone, entry.counter, current, short)
