"""Many SKP as one file: what is in it, that it goes on after a stop, who may have it and for how long."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from pypdf import PdfReader

from ekinerja.access.models import Account
from ekinerja.audit.models import AuditEntry
from ekinerja.documents import public as documents
from ekinerja.documents.models import DocumentBundle, DocumentCounter, IssuedDocument
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound, RuleNotMet
from ekinerja.kernel.models import JobRun
from ekinerja.kernel.tenancy import context
from ekinerja.planning import public as planning
from tests.factories import cycle

pytestmark = pytest.mark.django_db
AT = cycle.FEBRUARY


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def two(world):
    """Two agreed plans and one that is not."""
    cycle.agreed(world, "staf")
    cycle.agreed(world, "rekan")
    cycle.submitted(world, "kabid")
    return world


def leader(world):
    return world.official(Role.LEADER)


def asked(world, actor, form="ZIP", unit="dinas"):
    return planning.request_plan_bundle(
        actor=actor,
        year=2026,
        unit_id=world.units[unit].id if unit else None,
        form=documents.BundleForm(form),
        on=AT.date(),
        at=AT,
    )


def made(actor, bundle_id, advance=lambda *_: None):
    return planning.make_plan_bundle(actor=actor, bundle_id=bundle_id, at=AT, advance=advance)


class TestRequest:
    def test_queues_agreed_plans_only(self, two):
        actor = leader(two)
        bundle = DocumentBundle.objects.get(id=asked(two, actor))

        assert len(bundle.subjects) == 2
        assert JobRun.objects.get(id=bundle.run_id).task == "planning.bundle_plans"
        assert AuditEntry.objects.filter(event="documents.bundle.requested", subject_id=bundle.id).exists()

    def test_says_when_nothing_is_agreed(self, world):
        cycle.submitted(world, "staf")

        with pytest.raises(RuleNotMet, match="1 SKP lain"):
            asked(world, leader(world))

    def test_a_rater_gets_the_own_people_without_a_role(self, two):
        actor = two.actor("kabid")

        assert len(DocumentBundle.objects.get(id=asked(two, actor, unit=None)).subjects) == 2

    def test_refuses_a_unit_outside_the_scope(self, two, other_world, other_agency):
        clerk = two.official(Role.UNIT_CLERK, path=two.paths["lain"])

        with pytest.raises(NotFound):
            asked(two, clerk)
        with pytest.raises(NotFound):
            asked(other_world, leader(two))

    def test_an_employee_gets_only_the_own_plan(self, two):
        bundle = DocumentBundle.objects.get(id=asked(two, two.actor("staf"), unit=None))

        assert len(bundle.subjects) == 1


class TestMake:
    def test_a_zip_holds_each_document_by_nip_as_it_was_issued(self, two):
        actor = leader(two)
        bundle_id = asked(two, actor)
        steps = []

        assert made(actor, bundle_id, lambda *told: steps.append(told[:2])) == 2

        path, name = planning.read_plan_bundle(actor=actor, bundle_id=bundle_id, at=AT)
        archive = zipfile.ZipFile(path)
        assert sorted(archive.namelist()) == sorted(f"{two.people[key].nip}.pdf" for key in ("staf", "rekan"))
        assert name.endswith(".zip")
        assert steps == [(2, 2)]
        for issued in IssuedDocument.objects.all():
            assert any(
                archive.read(item)
                == documents.read_document(
                    actor=actor,
                    kind=documents.Kind.PLAN,
                    subject_type="planning.plan",
                    subject_id=issued.subject_id,
                    at=AT,
                ).content
                for item in archive.namelist()
            )

    def test_one_pdf_has_a_bookmark_for_each_and_its_own_page_numbers(self, two):
        actor = leader(two)
        bundle_id = asked(two, actor, form="PDF")
        made(actor, bundle_id)

        path, _name = planning.read_plan_bundle(actor=actor, bundle_id=bundle_id, at=AT)
        reader = PdfReader(io.BytesIO(path.read_bytes()))
        titles = [item.title for item in reader.outline]
        assert len(titles) == 2
        assert all("/SKP/2026" in title for title in titles)
        assert sum("Halaman 1 dari" in page.extract_text() for page in reader.pages) == 2
        assert reader.metadata.title.startswith("SKP 2026")

    def test_repeated_work_issues_nothing_twice(self, two):
        actor = leader(two)
        made(actor, asked(two, actor))
        made(actor, asked(two, actor, form="PDF"))

        assert IssuedDocument.objects.count() == 2
        assert DocumentCounter.objects.get().latest == 2

    def test_is_the_same_document_as_the_single_one(self, two):
        actor = leader(two)
        plan = planning.plans.list_own(employee_id=two.people["staf"].id)[0]
        fields = planning.skp_document_fields(actor=two.actor("staf"), plan_id=plan.id, at=AT)
        single = documents.issue_document(
            actor=two.actor("staf"), subject_type="planning.plan", subject_id=plan.id, document=fields.document, at=AT
        )
        made(actor, asked(two, actor))

        assert IssuedDocument.objects.filter(subject_id=plan.id).count() == 1
        assert documents.find_by_code(code=single.code).number == single.number

    def test_stops_when_asked_and_goes_on(self, two):
        actor = leader(two)
        bundle_id = asked(two, actor)
        DocumentBundle.objects.filter(id=bundle_id).update(cancelled_at=AT)

        with pytest.raises(Conflict, match="Dihentikan"):
            made(actor, bundle_id)

        assert not documents.bundle_file.path_of(DocumentBundle.objects.get(id=bundle_id)).exists()
        JobRun.objects.update(state="GAGAL")
        documents.resume_bundle(actor=actor, bundle_id=bundle_id, at=AT)
        assert made(actor, bundle_id) == 2

    def test_leaves_out_what_is_no_longer_agreed(self, two):
        actor = leader(two)
        bundle_id = asked(two, actor)
        plan = planning.plans.list_own(employee_id=two.people["staf"].id)[0]
        planning.reopen_plan(actor=two.actor("kabid"), plan_id=plan.id, note="Perlu diubah", at=AT)
        made(actor, bundle_id)

        bundle = DocumentBundle.objects.get(id=bundle_id)
        assert (bundle.issued_count, bundle.refused_count) == (1, 1)

    def test_has_the_rights_of_the_moment(self, two):
        actor = leader(two)
        bundle_id = asked(two, actor)
        without = two.official()

        with pytest.raises(Conflict, match="Tidak ada SKP"):
            made(without, bundle_id)

    def test_needs_as_many_queries_for_many_as_for_few(self, two, django_assert_num_queries):
        ids, _others = planning.bulk_documents.find_agreed(actor=leader(two), year=2026)
        with django_assert_num_queries(6):
            planning.bulk_documents.load_documents(actor=leader(two), plan_ids=ids[:1])
        with django_assert_num_queries(6):
            planning.bulk_documents.load_documents(actor=leader(two), plan_ids=ids)


class TestRead:
    def test_is_only_for_who_asked(self, two, other_agency):
        actor, other = leader(two), leader(two)
        bundle_id = asked(two, actor)
        made(actor, bundle_id)

        for act in (planning.read_plan_bundle, documents.cancel_bundle, documents.resume_bundle):
            with pytest.raises(NotFound):
                act(actor=other, bundle_id=bundle_id, at=AT)
        with context.agency(other_agency), pytest.raises(NotFound):
            documents.get_bundle(actor=actor, bundle_id=bundle_id)

    def test_is_recorded(self, two):
        actor = leader(two)
        bundle_id = asked(two, actor)
        made(actor, bundle_id)
        planning.read_plan_bundle(actor=actor, bundle_id=bundle_id, at=AT)

        assert AuditEntry.objects.filter(event="documents.bundle.read", subject_id=bundle_id).exists()

    def test_ends_with_the_right_to_read(self, two):
        actor = leader(two)
        bundle_id = asked(two, actor)
        made(actor, bundle_id)
        demoted = type(actor)(actor.account_id, actor.agency_id, None, actor.name)

        with pytest.raises(NotAllowed):
            planning.read_plan_bundle(actor=demoted, bundle_id=bundle_id, at=AT)
        assert not AuditEntry.objects.filter(event="documents.bundle.read").exists()

    def test_ends_after_seven_days_and_keeps_the_documents(self, two):
        actor = leader(two)
        bundle_id = asked(two, actor)
        made(actor, bundle_id)

        assert documents.remove_old_bundles(at=AT + timedelta(days=6)) == 0
        assert documents.remove_old_bundles(at=AT + timedelta(days=8)) == 1
        with pytest.raises(NotFound):
            planning.read_plan_bundle(actor=actor, bundle_id=bundle_id, at=AT)
        assert IssuedDocument.objects.count() == 2


class TestCancel:
    def test_takes_waiting_work_out_of_the_queue(self, two):
        actor = leader(two)
        bundle_id = asked(two, actor)
        documents.cancel_bundle(actor=actor, bundle_id=bundle_id, at=AT)

        assert JobRun.objects.get().state == "DIBATALKAN"
        with pytest.raises(Conflict):
            documents.cancel_bundle(actor=actor, bundle_id=bundle_id, at=AT)


class TestTask:
    def test_runs_with_the_rights_of_who_asked(self, two):
        from ekinerja.kernel import jobs
        from ekinerja.planning import tasks

        account = Account.objects.create(
            login="197001011990011001",
            name="Kabid",
            agency_id=two.agency_id,
            employee_id=two.people["kabid"].id,
            activated_at=AT,
        )
        actor = type(leader(two))(account.id, two.agency_id, two.people["kabid"].id, "Kabid")
        bundle = DocumentBundle.objects.get(id=asked(two, actor, unit=None))
        result = tasks.bundle_plans(jobs.RunningJob(bundle.run_id, two.agency_id), bundle_id=str(bundle.id))

        assert result == {"count": 2, "url": f"/skp/massal/{bundle.id}/"}
