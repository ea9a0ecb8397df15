"""Who is what to a performance agreement: its two parties, those who prepare it, who records paper, who reads."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import Conflict, NotAllowed
from ekinerja.planning.data import AgreementAction, AgreementState
from ekinerja.planning.models import Agreement
from ekinerja.planning.policies import READING_ROLES, RaterNow
from ekinerja.planning.selectors import persons

EDITABLE = (AgreementState.DRAFT, AgreementState.RETURNED)


@dataclass(frozen=True)
class AgreementStanding:
    """Statutory term: kedudukan terhadap perjanjian kinerja. An agreement with what the actor is to it today."""

    agreement: Agreement
    is_first: bool
    is_second: bool
    is_recorder: bool
    is_preparer: bool
    is_admin: bool
    is_concerned: bool

    @property
    def may_write(self) -> bool:
        """The head and those who prepare for them write while it is a draft or was given back."""
        return (self.is_first or self.is_preparer) and self.agreement.state in EDITABLE

    @property
    def may_submit(self) -> bool:
        """The head hands it in; an admin does so for a head who signs on paper."""
        return (self.is_first or self.is_admin) and self.agreement.state in EDITABLE

    @property
    def may_withdraw(self) -> bool:
        """Who handed it in takes it back until it is decided."""
        return (self.is_first or self.is_admin) and self.agreement.state == AgreementState.SUBMITTED

    @property
    def may_decide(self) -> bool:
        """The superior decides; for one without an account an admin records the signed paper."""
        return (self.is_second or self.is_recorder) and self.agreement.state == AgreementState.SUBMITTED

    @property
    def records(self) -> bool:
        """Whether the actor decides only by recording a signed paper."""
        return self.is_recorder and not self.is_second

    @property
    def may_renew(self) -> bool:
        """An agreed one is changed by the next number."""
        return (self.is_first or self.is_preparer) and self.agreement.state == AgreementState.AGREED

    def may(self, action: AgreementAction) -> bool:
        """Tell whether a step is open to the actor now."""
        return {
            AgreementAction.SUBMIT: self.may_submit,
            AgreementAction.WITHDRAW: self.may_withdraw,
            AgreementAction.RETURN: self.may_decide,
            AgreementAction.AGREE: self.may_decide,
        }[action]

    @property
    def may_read(self) -> bool:
        """Agreed ones are for everybody signed in, others for those who have to do with them."""
        return self.agreement.state == AgreementState.AGREED or self.is_concerned


def standing_of(actor: Actor, agreement: Agreement, second: RaterNow, on: date) -> AgreementStanding:
    """Return what the actor is to the agreement; ``second`` is the superior as kept or as asked anew."""
    path = agreement.unit_path
    headed = persons.headed_paths(employee_id=actor.employee_id, on=on)
    first = path in headed
    outside = second.employee_id is None and (second.outside or agreement.unit_id is None)
    own = actor.employee_id is not None and actor.employee_id == agreement.first_employee_id
    admin = actor.has(Role.SYSTEM) or actor.covers(path, Role.AGENCY_ADMIN)
    leader = outside and "" in actor.paths(Role.LEADER)
    superior = not first and (leader or (second.employee_id is not None and actor.employee_id == second.employee_id))
    return AgreementStanding(
        agreement=agreement,
        is_first=first,
        is_second=superior,
        is_recorder=outside and not first and not own and "" in actor.paths(Role.AGENCY_ADMIN),
        is_preparer=admin or actor.covers(path, Role.UNIT_CLERK),
        is_admin=admin,
        is_concerned=superior or concerns(actor, agreement, headed),
    )


def may_draft(actor: Actor, unit_path: str, headed: Collection[str]) -> bool:
    """Tell whether the actor, who leads the units ``headed``, may begin a unit's agreement; admins the agency's own."""
    return actor.has(Role.SYSTEM) or actor.covers(unit_path, Role.AGENCY_ADMIN, Role.UNIT_CLERK) or unit_path in headed


def concerns(actor: Actor, agreement: Agreement, headed: Collection[str]) -> bool:
    """Tell whether the actor, who leads the units ``headed``, has to do with an agreement, in whatever state it is."""
    parties = (agreement.first_employee_id, agreement.second_employee_id)
    return (
        actor.has(Role.SYSTEM)
        or agreement.unit_path in headed
        or (actor.employee_id is not None and actor.employee_id in parties)
        or actor.covers(agreement.unit_path, *READING_ROLES)
    )


def opens(actor: Actor, agreement: Agreement, headed: Collection[str]) -> bool:
    """Tell whether the actor, who leads the units ``headed``, may open an agreement."""
    return agreement.state == AgreementState.AGREED or concerns(actor, agreement, headed)


def require(allowed: bool, agreement: Agreement, *states: str) -> None:
    """
    Refuse unless the step is possible and the actor's.

    :raises Conflict: the agreement is in another state
    :raises NotAllowed: the step belongs to somebody else
    """
    if agreement.state not in states:
        raise Conflict(_state_message(agreement.state))
    if not allowed:
        raise NotAllowed(_("Langkah ini hanya untuk pihak perjanjian, pengelola kinerja unit, atau admin instansi."))


def _state_message(state: str) -> str:
    messages = {
        AgreementState.DRAFT: _("Perjanjian ini masih konsep."),
        AgreementState.SUBMITTED: _("Perjanjian ini sudah diajukan. Tarik dahulu bila ingin mengubahnya."),
        AgreementState.AGREED: _("Perjanjian ini sudah disepakati. Susun perubahan bila isinya perlu diganti."),
        AgreementState.RETURNED: _("Perjanjian ini dikembalikan dan menunggu perbaikan."),
    }
    return messages[AgreementState(state)]
