"""Working teams of the demo across units, and matrices filled from what members' plans serve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ekinerja.commands.demo_data import seeds
from ekinerja.commands.demo_data.cycle import Person, Year
from ekinerja.kernel.actor import Actor
from ekinerja.organisation import public as organisation
from ekinerja.planning import public as planning
from ekinerja.planning.data import MemberInput, TeamInput

MEMBERS = 6
MATRICES = 12


@dataclass(frozen=True)
class Wanted:
    """A team as it is told: at which unit, from which units its members come, and one from outside."""

    name: str
    purpose: str
    unit: str
    partners: tuple[str, ...]
    outside: tuple[str, str] = ("", "")


TEAMS = (
    Wanted(
        "Tim Percepatan Penurunan Stunting",
        "Turunnya prevalensi stunting melalui pendampingan keluarga berisiko di seluruh kecamatan.",
        "Dinas Kesehatan",
        ("Dinas Pendidikan", "Kecamatan", "Dinas Sosial", "Dinas Kesehatan"),
        ("Ratna Dewi Anggraini", "Perwakilan BKKBN Provinsi Lampung"),
    ),
    Wanted(
        "Tim Sistem Pemerintahan Berbasis Elektronik",
        "Meningkatnya indeks SPBE dan keterpaduan layanan digital.",
        "Dinas Komunikasi",
        ("Sekretariat Daerah", "Inspektorat", "Badan Pengelolaan Keuangan", "Dinas Komunikasi"),
    ),
    Wanted(
        "Tim Reformasi Birokrasi dan SAKIP",
        "Meningkatnya nilai SAKIP dan tersedianya rencana aksi reformasi birokrasi.",
        "Sekretariat Daerah",
        ("Inspektorat", "Badan Kepegawaian", "Sekretariat Daerah"),
    ),
    Wanted(
        "Tim Pengendalian Inflasi Daerah",
        "Terkendalinya harga pangan pokok.",
        "Sekretariat Daerah",
        ("Dinas Perdagangan", "Dinas Pertanian", "Kecamatan", "Sekretariat Daerah"),
        ("Hendra Wijaya", "BPS Kabupaten Way Rajabasa"),
    ),
    Wanted(
        "Tim Akreditasi Puskesmas",
        "Seluruh puskesmas terakreditasi paripurna.",
        "Dinas Kesehatan",
        ("Dinas Kesehatan",),
    ),
    Wanted(
        "Tim Penyusun Rencana Kerja dan Anggaran",
        "Tersedianya RKA tepat waktu dan selaras dengan perjanjian kinerja.",
        "Badan Pengelolaan Keuangan",
        ("Badan Perencanaan", "Sekretariat Daerah", "Badan Pengelolaan Keuangan"),
    ),
    Wanted(
        "Tim Penggerak Literasi Sekolah",
        "Meningkatnya kemampuan literasi peserta didik.",
        "Dinas Pendidikan",
        ("Dinas Pendidikan", "Dinas Perpustakaan"),
    ),
    Wanted(
        "Tim Tanggap Bencana",
        "Tersusunnya rencana kontinjensi dan terlatihnya relawan kecamatan.",
        "Badan Penanggulangan Bencana",
        ("Dinas Sosial", "Kecamatan", "Dinas Kesehatan", "Badan Penanggulangan Bencana"),
    ),
)


def load_teams(*, actor: Actor, made: Year, at: datetime) -> int:
    """Make the teams whose units there are, then fill the matrices of some leaders; returns how many teams."""
    units = organisation.units.list_units(on=made.today)
    count = 0
    for number, wanted in enumerate(TEAMS, start=1):
        unit = next((row for row in units if row.name.startswith(wanted.unit)), None)
        if unit is not None:
            count += _load_team(actor, made, wanted, unit, units, number, at)
    for plan_id in _leaders(made, units):
        planning.gather_cells(actor=actor, plan_id=plan_id, at=at)
    return count


def _load_team(
    actor: Actor,
    made: Year,
    wanted: Wanted,
    unit: organisation.UnitData,
    units: Sequence[organisation.UnitData],
    number: int,
    at: datetime,
) -> int:
    heads = [row for row in _below(made, unit.path) if row.now.is_head and row.now.unit_path != unit.path]
    heads = heads or _below(made, unit.path)
    if not heads:
        return 0
    leader = seeds.pick(heads, "ketua", wanted.name)
    team = planning.create_team(
        actor=actor,
        given=TeamInput(
            name=f"{wanted.name} {made.year}",
            purpose=wanted.purpose,
            leader_id=leader.now.employee_id,
            unit_id=unit.id,
            starts_on=date(made.year, 1, 12),
            ends_before=date(made.year + 1, 1, 1),
            decree_number=f"800/{100 + number}/SK/{made.year}",
            decree_date=date(made.year, 1, 12),
        ),
        at=at,
    )
    joined = date(made.year, 1, 15)
    chosen: dict[UUID, None] = {}
    for place in range(MEMBERS):
        name = wanted.partners[place % len(wanted.partners)]
        partner = next((row for row in units if row.name.startswith(name)), unit)
        person = seeds.pick(_below(made, partner.path) or heads, "anggota", wanted.name, place)
        if person.now.employee_id != leader.now.employee_id:
            chosen[person.now.employee_id] = None
    for employee_id in chosen:
        given = MemberInput(employee_id=employee_id, joined_on=joined)
        planning.add_team_member(actor=actor, team_id=team.id, given=given, at=at)
    if wanted.outside[0]:
        given = MemberInput(outside_name=wanted.outside[0], outside_agency=wanted.outside[1], joined_on=joined)
        planning.add_team_member(actor=actor, team_id=team.id, given=given, at=at)
    return 1


def _leaders(made: Year, units: Sequence[organisation.UnitData]) -> list[UUID]:
    """Return plans of heads in health, the first of them first, and of head teachers that others serve; then others."""
    owners = {row.id: plan for plan in made.plans.values() for row in plan.outcomes}
    serving = Counter(
        owners[row.intervened_id].id
        for plan in made.plans.values()
        for row in plan.outcomes
        if row.intervened_id in owners
    )
    health = next((row.path for row in units if row.name.startswith("Dinas Kesehatan")), "-")

    def order(item: tuple[UUID, int]) -> tuple[bool, bool, int]:
        plan = plans[item[0]]
        known = plan.unit_path.startswith(health) or plan.person.position.startswith("Kepala Sekolah")
        return (plan.unit_path != health, not known, -item[1])

    plans = {plan.id: plan for plan in made.plans.values()}
    return [plan_id for plan_id, _count in sorted(serving.items(), key=order)[:MATRICES]]


def _below(made: Year, path: str) -> list[Person]:
    return [row for row in made.persons.values() if row.now.unit_path.startswith(path)]
