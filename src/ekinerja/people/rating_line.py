"""
Who rates whom: the answer for one person on one day, worked out from facts, with a reason for each step.

The rater (pejabat penilai kinerja) is the direct superior, at the lowest a pengawas, or an official who
was given the task (PermenPANRB 6/2022 Pasal 1 angka 9). There is always an answer: a vacant post, an absent,
retired or moved official or the person's own post sends the question one unit up, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _

from ekinerja.people.data import AppointmentKind, Status


class RaterReason(StrEnum):
    """Statutory term: dasar penetapan pejabat penilai kinerja."""

    UNIT_HEAD = "PIMPINAN_UNIT"
    HIGHER_HEAD = "PIMPINAN_UNIT_ATASAN"
    ACTING = "PELAKSANA_JABATAN"
    CORRECTED = "KOREKSI"
    REGIONAL_HEAD = "PIMPINAN_INSTANSI"
    NO_POST = "TANPA_JABATAN"


@dataclass(frozen=True)
class Holder:
    """Who holds or acts in a head post on the day."""

    employee_id: UUID
    name: str
    kind: AppointmentKind
    status: Status

    @property
    def available(self) -> bool:
        """Whether the holder is on duty."""
        return self.status == Status.ACTIVE


@dataclass(frozen=True)
class HeadPost:
    """The head post of a unit on the day; ``holders`` is empty when it is vacant."""

    unit_id: UUID
    unit_name: str
    title: str
    holders: tuple[Holder, ...] = ()


@dataclass(frozen=True)
class LineStep:
    """One post that was asked, and what was found there."""

    unit_id: UUID | None
    text: str


@dataclass(frozen=True)
class RaterAnswer:
    """
    Statutory term: pejabat penilai kinerja.

    ``rater_employee_id`` is ``None`` when the rater is not an employee of the agency (the regent, the
    minister) or when no post is known; ``rater_label`` names the rater or the post in any case.
    ``post_index`` tells where in the line of posts the answer stood, for the question after it.
    """

    rater_employee_id: UUID | None
    rater_label: str
    reason_code: RaterReason
    reason_text: str
    acting_kind: AppointmentKind | None = None
    steps: tuple[LineStep, ...] = ()
    post_index: int = 0


@dataclass(frozen=True)
class RatingLine:
    """The rater and the rater's superior (atasan pejabat penilai kinerja) of one person on one day."""

    employee_id: UUID
    on: date
    rater: RaterAnswer
    superior: RaterAnswer


@dataclass(frozen=True)
class Subject:
    """The person asked about: the line of head posts from the own unit up to the root of the agency."""

    employee_id: UUID
    heads_own_unit: bool
    posts: tuple[HeadPost, ...]


@dataclass(frozen=True)
class Correction:
    """A rater named by decision for a period; it goes before the tree."""

    rater: Holder
    reason: str
    since: date


def no_post(employee_id: UUID, on: date) -> RatingLine:
    """Return the line of somebody without a post on the day: nobody yet, and who must act."""
    answer = RaterAnswer(
        None,
        _("Belum diketahui"),
        RaterReason.NO_POST,
        _(
            "Belum ada jabatan yang tercatat pada tanggal ini. Admin kepegawaian perlu mencatat penempatan; "
            "Anda tetap dapat menyusun SKP."
        ),
    )
    return RatingLine(employee_id, on, answer, answer)


def resolve(
    subject: Subject, on: date, correction: Correction | None = None, corrected: Subject | None = None
) -> RatingLine:
    """
    Work out the rater and the rater's superior.

    ``corrected`` is the rater of a correction as a subject, whose own rater is then the superior.
    """
    if not subject.posts:
        return no_post(subject.employee_id, on)
    if correction is not None and correction.rater.available:
        rater = _by_correction(correction)
        superior = ask(corrected, _first_post(corrected), skip=subject.employee_id) if corrected else ask(subject, 1)
    else:
        rater = ask(subject, _first_post(subject))
        superior = ask(subject, rater.post_index + 1, skip=rater.rater_employee_id)
        if correction is not None:
            rater = _correction_not_usable(rater, correction)
    return RatingLine(subject.employee_id, on, rater, superior)


def ask(subject: Subject, start: int, skip: UUID | None = None) -> RaterAnswer:
    """Return the first official on duty from post ``start`` upwards who is neither the subject nor ``skip``."""
    steps: list[LineStep] = []
    for index in range(start, len(subject.posts)):
        post = subject.posts[index]
        holder, step = _choose(post, {subject.employee_id, skip}, is_root=index == len(subject.posts) - 1)
        steps.append(step)
        if holder is not None:
            return _answer(subject, index, holder, tuple(steps))
    return _regional_head(subject, tuple(steps))


def _first_post(subject: Subject) -> int:
    return 1 if subject.heads_own_unit else 0


def _choose(post: HeadPost, excluded: set[UUID | None], *, is_root: bool) -> tuple[Holder | None, LineStep]:
    """Return who answers for the post: PLH before the absent official, then definitive, PJ, PLT."""
    order = [
        AppointmentKind.ACTING_ABSENT,
        AppointmentKind.DEFINITIVE,
        AppointmentKind.ACTING_FULL,
        AppointmentKind.ACTING_VACANT,
    ]
    refused = []
    for holder in sorted(post.holders, key=lambda candidate: order.index(candidate.kind)):
        if holder.employee_id in excluded:
            refused.append(_("%(name)s tidak dapat menilai diri sendiri") % {"name": holder.name})
        elif not holder.available:
            refused.append(
                _("%(name)s sedang %(status)s")
                % {"name": holder.name, "status": holder.status.replace("_", " ").lower()}
            )
        else:
            return holder, LineStep(post.unit_id, f"{post.title}: {holder.name}")
    if refused:
        return None, LineStep(post.unit_id, f"{post.title}: {'; '.join(refused)}")
    if is_root:
        return None, LineStep(post.unit_id, post.title)
    return None, LineStep(post.unit_id, _("%(title)s: jabatan kosong") % {"title": post.title})


def _answer(subject: Subject, index: int, holder: Holder, steps: tuple[LineStep, ...]) -> RaterAnswer:
    post = subject.posts[index]
    definitive = holder.kind == AppointmentKind.DEFINITIVE
    if not definitive:
        code = RaterReason.ACTING
        text = _("%(kind)s %(title)s bertindak sebagai atasan langsung.") % {
            "kind": holder.kind.title(),
            "title": post.title,
        }
    elif index == 0:
        code = RaterReason.UNIT_HEAD
        text = _("Pimpinan unit kerja Anda, %(unit)s.") % {"unit": post.unit_name}
    else:
        code = RaterReason.HIGHER_HEAD
        text = _("Pimpinan unit di atasnya, %(unit)s.") % {"unit": post.unit_name}
    if len(steps) > 1:
        text += " " + _("Pertanyaan naik karena: %(why)s.") % {"why": "; ".join(step.text for step in steps[:-1])}
    return RaterAnswer(holder.employee_id, holder.name, code, text, None if definitive else holder.kind, steps, index)


def _regional_head(subject: Subject, steps: tuple[LineStep, ...]) -> RaterAnswer:
    root = subject.posts[-1]
    return RaterAnswer(
        None,
        f"{root.title}, {root.unit_name}",
        RaterReason.REGIONAL_HEAD,
        _("Pimpinan instansi, %(title)s, bukan pegawai ASN instansi ini.") % {"title": root.title},
        None,
        steps,
        len(subject.posts) - 1,
    )


def _by_correction(correction: Correction) -> RaterAnswer:
    text = _("Ditetapkan admin sejak %(since)s: %(reason)s") % {
        "since": f"{correction.since:%d-%m-%Y}",
        "reason": correction.reason,
    }
    return RaterAnswer(
        correction.rater.employee_id,
        correction.rater.name,
        RaterReason.CORRECTED,
        text,
        None,
        (LineStep(None, text),),
    )


def _correction_not_usable(answer: RaterAnswer, correction: Correction) -> RaterAnswer:
    note = _("Penilai yang ditetapkan, %(name)s, tidak sedang bertugas.") % {"name": correction.rater.name}
    return replace(
        answer,
        reason_text=f"{note} {answer.reason_text}",
        steps=(LineStep(None, note), *answer.steps),
    )
