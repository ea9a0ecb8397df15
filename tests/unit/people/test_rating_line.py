"""Who rates whom: every situation that stops today's applications has an answer and a reason."""

from datetime import date
from uuid import UUID

import pytest

from ekinerja.people.data import AppointmentKind, Status
from ekinerja.people.rating_line import (
    Correction,
    HeadPost,
    Holder,
    RaterReason,
    Subject,
    no_post,
    resolve,
)

ON = date(2026, 6, 15)
STAFF, SECTION, OFFICE, SECRETARY = (UUID(int=number) for number in range(1, 5))


def holder(employee_id, name, kind=AppointmentKind.DEFINITIVE, status=Status.ACTIVE):
    return Holder(employee_id, name, kind, status)


def post(number, title, *holders):
    return HeadPost(UUID(int=100 + number), f"Unit {number}", title, holders)


REGENT = post(0, "Bupati")


def line(*posts, heads_own_unit=False, correction=None, corrected=None, employee=STAFF):
    return resolve(Subject(employee, heads_own_unit, posts), ON, correction, corrected)


class TestOrdinaryLine:
    def test_names_the_unit_head_and_the_head_above(self):
        found = line(
            post(2, "Kepala Bidang", holder(SECTION, "Kabid")),
            post(1, "Kepala Dinas", holder(OFFICE, "Kadis")),
            REGENT,
        )

        assert (found.rater.rater_employee_id, found.rater.reason_code) == (SECTION, RaterReason.UNIT_HEAD)
        assert (found.superior.rater_employee_id, found.superior.reason_code) == (
            OFFICE,
            RaterReason.HIGHER_HEAD,
        )

    def test_asks_the_unit_above_for_a_head(self):
        found = line(
            post(2, "Kepala Bidang", holder(SECTION, "Kabid")),
            post(1, "Kepala Dinas", holder(OFFICE, "Kadis")),
            REGENT,
            heads_own_unit=True,
            employee=SECTION,
        )

        assert found.rater.rater_employee_id == OFFICE
        assert found.superior.reason_code == RaterReason.REGIONAL_HEAD
        assert found.superior.rater_label == "Bupati, Unit 0"

    def test_ends_at_the_regent_who_is_no_employee(self):
        found = line(
            post(1, "Sekretaris Daerah", holder(SECRETARY, "Sekda")),
            REGENT,
            heads_own_unit=True,
            employee=SECRETARY,
        )

        assert found.rater.rater_employee_id is None
        assert found.rater.reason_code == found.superior.reason_code == RaterReason.REGIONAL_HEAD


class TestHurtingCases:
    def test_goes_up_and_says_so_when_the_post_is_vacant(self):
        found = line(post(2, "Kepala Bidang"), post(1, "Kepala Dinas", holder(OFFICE, "Kadis")), REGENT)

        assert found.rater.rater_employee_id == OFFICE
        assert "jabatan kosong" in found.rater.reason_text
        assert found.superior.reason_code == RaterReason.REGIONAL_HEAD

    @pytest.mark.parametrize(
        "status", [Status.RETIRED, Status.UNPAID_LEAVE, Status.STUDY_LEAVE, Status.PRE_RETIREMENT, Status.DIED]
    )
    def test_goes_up_when_the_official_is_not_on_duty(self, status):
        found = line(
            post(2, "Kepala Bidang", holder(SECTION, "Kabid", status=status)),
            post(1, "Kepala Dinas", holder(OFFICE, "Kadis")),
            REGENT,
        )

        assert found.rater.rater_employee_id == OFFICE
        assert "Kabid sedang" in found.rater.reason_text

    def test_takes_the_acting_official_of_a_vacant_post(self):
        found = line(
            post(2, "Kepala Bidang", holder(OFFICE, "Plt", AppointmentKind.ACTING_VACANT)),
            post(1, "Kepala Dinas", holder(SECRETARY, "Kadis")),
            REGENT,
        )

        assert found.rater.reason_code == RaterReason.ACTING
        assert found.rater.acting_kind == AppointmentKind.ACTING_VACANT

    def test_takes_the_daily_acting_official_before_the_absent_one(self):
        found = line(
            post(
                2,
                "Kepala Bidang",
                holder(SECTION, "Kabid"),
                holder(OFFICE, "Plh", AppointmentKind.ACTING_ABSENT),
            ),
            REGENT,
        )

        assert found.rater.rater_employee_id == OFFICE

    def test_never_lets_a_person_rate_himself_when_acting_over_the_own_unit(self):
        found = line(
            post(2, "Kepala Bidang", holder(STAFF, "Saya", AppointmentKind.ACTING_VACANT)),
            post(1, "Kepala Dinas", holder(OFFICE, "Kadis")),
            REGENT,
        )

        assert found.rater.rater_employee_id == OFFICE
        assert "menilai diri sendiri" in found.rater.reason_text

    def test_does_not_name_one_person_as_rater_and_superior(self):
        found = line(
            post(2, "Kepala Bidang", holder(OFFICE, "Kadis", AppointmentKind.ACTING_VACANT)),
            post(1, "Kepala Dinas", holder(OFFICE, "Kadis")),
            post(5, "Sekretaris Daerah", holder(SECRETARY, "Sekda")),
            REGENT,
        )

        assert found.rater.rater_employee_id == OFFICE
        assert found.superior.rater_employee_id == SECRETARY

    def test_answers_without_a_post(self):
        found = no_post(STAFF, ON)

        assert found.rater.reason_code == RaterReason.NO_POST
        assert "tetap dapat menyusun SKP" in found.rater.reason_text


class TestCorrection:
    def test_goes_before_the_tree(self):
        correction = Correction(holder(SECRETARY, "Sekda"), "pindah tugas", date(2026, 3, 1))
        above = Subject(SECRETARY, True, (post(1, "Sekretaris Daerah", holder(SECRETARY, "Sekda")), REGENT))

        found = line(post(2, "Kepala Bidang", holder(SECTION, "Kabid")), REGENT, correction=correction, corrected=above)

        assert (found.rater.rater_employee_id, found.rater.reason_code) == (SECRETARY, RaterReason.CORRECTED)
        assert found.superior.reason_code == RaterReason.REGIONAL_HEAD
        assert "pindah tugas" in found.rater.reason_text

    def test_falls_back_to_the_tree_when_the_named_rater_retired(self):
        correction = Correction(holder(SECRETARY, "Sekda", status=Status.RETIRED), "pindah tugas", date(2026, 3, 1))

        found = line(post(2, "Kepala Bidang", holder(SECTION, "Kabid")), REGENT, correction=correction)

        assert found.rater.rater_employee_id == SECTION
        assert "tidak sedang bertugas" in found.rater.reason_text


def test_a_person_is_never_the_superior_of_the_own_rater():
    own = post(2, "Kepala Bidang", holder(SECTION, "Kabid"))
    above = post(1, "Kepala Dinas", holder(OFFICE, "Kadis"))
    named = Correction(holder(STAFF, "Analis"), "penugasan", ON)

    found = line(
        own, above, REGENT, heads_own_unit=True, employee=SECTION, correction=named,
        corrected=Subject(STAFF, False, (own, above, REGENT)),
    )  # fmt: skip

    assert (found.rater.rater_employee_id, found.superior.rater_employee_id) == (STAFF, OFFICE)
