"""Who the two parties of a performance agreement are on a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.planning.data import PersonSnapshot
from ekinerja.planning.policies import RaterNow
from ekinerja.planning.selectors import persons


@dataclass(frozen=True)
class Parties:
    """Statutory term: para pihak perjanjian kinerja. The head of the unit, and the superior as the resolver says."""

    first: PersonSnapshot | None
    second: PersonSnapshot | None

    @property
    def second_now(self) -> RaterNow:
        """Return what the policy needs to know of the superior."""
        if self.second is None:
            return RaterNow(None)
        return RaterNow(self.second.employee_id, outside=self.second.employee_id is None)


def parties_on(*, unit_id: UUID | None, on: date) -> Parties:
    """
    Return both parties; the agency's own agreement (no unit) is signed by its head alone.

    The first is missing while the head's post is vacant, the second while nobody is known.
    """
    if unit_id is None:
        return Parties(head_of_agency(on=on), None)
    head = people.unit_head(unit_id=unit_id, on=on)
    if head is None:
        return Parties(None, None)
    post = persons.post_of(employee_id=head.employee_id, on=on)
    acting = head.kind if head.kind != people.AppointmentKind.DEFINITIVE else ""
    unit = organisation.units.get_unit(unit_id=unit_id, on=on)
    first = replace(post.person, position=head.title, unit=unit.name, acting=acting)
    return Parties(first, persons.raters_of(employee_id=head.employee_id, on=on).rater)


@dataclass(frozen=True)
class Vacancy:
    """Statutory term: jabatan kepala unit kosong. Who stands above the vacant post (``superior``), and why they."""

    superior: str
    reason: str


def vacancy_of(*, unit_id: UUID | None, unit_path: str, on: date) -> Vacancy | None:
    """Return who must act about a unit whose head's post is vacant; ``None`` while somebody holds it."""
    if unit_id is None or people.unit_head(unit_id=unit_id, on=on) is not None:
        return None
    answer = people.superior_of_unit(path=unit_path, on=on)
    return Vacancy(answer.rater_label, answer.reason_text)


def head_of_agency(*, on: date) -> PersonSnapshot:
    """Return the head of the agency (regent, minister), who is no civil servant, by name, else by title."""
    roots = organisation.units.list_units(on=on, max_depth=0)
    title = (roots[0].head_title if roots else "") or _("Pimpinan instansi")
    name = persons.name_of_agency_head(year=on.year) or title
    return PersonSnapshot(name=name, position=title, unit=roots[0].name if roots else "")
