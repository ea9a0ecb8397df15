"""Issued documents: numbered without gaps, kept unchanged, read through their subject only."""

import io
import re
import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from pypdf import PdfReader

from ekinerja.audit import public as audit
from ekinerja.documents import public as documents
from ekinerja.documents import store
from ekinerja.documents.models import DocumentCounter, IssuedDocument
from ekinerja.documents.numbering import ALPHABET
from ekinerja.kernel.errors import NotFound
from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.tenancy import context
from tests.factories import documents as samples

AT = datetime(2026, 1, 20, 3, 0, tzinfo=UTC)
SUBJECT = "planning.plan"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.BASE_URL = "https://kinerja.contoh.go.id"


def issue(actor, *, subject_id=None, document=None, at=AT):
    return documents.issue_document(
        actor=actor, subject_type=SUBJECT, subject_id=subject_id or uuid7(), document=document or samples.plan(), at=at
    )


class TestIssueDocument:
    def test_numbers_prints_and_keeps_the_document(self, in_agency, actor_factory):
        issued = issue(actor_factory())

        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(issued.content)).pages)
        assert issued.number == "000001/SKP/2026"
        assert f"Nomor: {issued.number}" in text
        assert issued.code in text
        assert store.get(issued.sha256) == issued.content
        assert issued.size == len(issued.content)
        assert IssuedDocument.objects.get().holder_name == samples.NURSE.name

    def test_writes_the_audit_row(self, in_agency, actor_factory):
        actor, subject = actor_factory(), uuid7()

        issued = issue(actor, subject_id=subject)

        entry = audit.Entry.objects.get(event="documents.document.issued")
        assert (entry.subject_type, entry.subject_id) == (SUBJECT, str(subject))
        assert entry.data["number"] == issued.number
        assert entry.actor_name == actor.name

    def test_each_kind_agency_and_year_has_its_own_series(self, in_agency, other_agency, actor_factory):
        actor = actor_factory()
        numbers = [issue(actor).number, issue(actor).number]
        numbers.append(issue(actor, document=samples.evaluation()).number)
        numbers.append(issue(actor, document=samples.record()).number)
        numbers.append(issue(actor, at=datetime(2026, 12, 31, 17, 30, tzinfo=UTC)).number)
        with context.agency(other_agency):
            numbers.append(issue(actor_factory(agency=other_agency)).number)

        assert numbers == [
            "000001/SKP/2026",
            "000002/SKP/2026",
            "000001/EVALUASI/2026",
            "000001/DOK-EVALUASI/2026",
            "000001/SKP/2027",  # 00.30 WIB on New Year's Day
            "000001/SKP/2026",
        ]

    def test_the_same_content_again_is_the_same_document(self, in_agency, actor_factory):
        actor, subject = actor_factory(), uuid7()

        first = issue(actor, subject_id=subject)
        again = issue(actor, subject_id=subject, at=datetime(2026, 2, 1, tzinfo=UTC))

        assert again == first
        assert again.content == first.content
        assert DocumentCounter.objects.get().latest == 1
        assert audit.Entry.objects.filter(event="documents.document.issued").count() == 1
        assert audit.Entry.objects.filter(event="documents.document.read", sensitive=True).count() == 1

    def test_other_content_is_a_new_version_with_its_own_number(self, in_agency, actor_factory):
        actor, subject = actor_factory(), uuid7()
        changed = replace(samples.plan(), supports=documents.Supports(resources=("Kendaraan dinas",)))

        first = issue(actor, subject_id=subject)
        second = issue(actor, subject_id=subject, document=changed)

        assert (first.version, second.version) == (1, 2)
        assert first.number != second.number
        assert [item.version for item in documents.list_issued(subject_type=SUBJECT, subject_id=subject)] == [2, 1]

    def test_a_draft_gets_no_number(self, in_agency, actor_factory):
        with pytest.raises(documents.StillDraft):
            issue(actor_factory(), document=samples.plan(is_draft=True))

        assert not IssuedDocument.objects.exists()
        assert not DocumentCounter.objects.exists()

    def test_codes_are_unambiguous_and_carry_the_agency(self, in_agency, actor_factory):
        codes = {issue(actor_factory()).code for _ in range(5)}

        assert len(codes) == 5
        for code in codes:
            assert re.fullmatch(rf"1-([{ALPHABET}]{{4}}-){{2}}[{ALPHABET}]{{4}}", code)
        assert not set("01258BILOSZ") & set(ALPHABET)

    def test_the_qr_code_leads_to_the_verification_address(self, in_agency, actor_factory):
        issued = issue(actor_factory())

        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(issued.content)).pages)
        address = f"https://kinerja.contoh.go.id/verifikasi/{issued.code}/"
        assert address in re.sub(r"[\s\u200b]", "", text)

    def test_a_failure_uses_no_number(self, in_agency, actor_factory, monkeypatch):
        def fail(*_args, **_options):
            raise OSError("no space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(store, "put", fail)
            with pytest.raises(OSError, match="no space"):
                issue(actor_factory())

        assert issue(actor_factory()).number == "000001/SKP/2026"

    def test_costs_a_fixed_number_of_statements(self, in_agency, actor_factory, django_assert_max_num_queries):
        issue(actor_factory())

        with django_assert_max_num_queries(12):
            issue(actor_factory())

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE documents_issueddocument SET number = '9' WHERE agency_id = 1",
            "DELETE FROM documents_issueddocument WHERE agency_id = 1",
            "TRUNCATE documents_issueddocument",
        ],
    )
    def test_cannot_be_altered_by_the_program(self, in_agency, actor_factory, statement):
        issue(actor_factory())

        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)

    def test_a_number_exists_once(self, in_agency, actor_factory):
        issue(actor_factory())
        row = IssuedDocument.objects.get()
        row.pk, row.code, row.subject_id = uuid7(), "1-LAIN", uuid7()

        with pytest.raises(IntegrityError, match="documents_issued_number_uq"), transaction.atomic():
            row.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
class TestIssuedAtTheSameTime:
    def test_numbers_have_no_doubles_and_no_gaps(self, agency, actor_factory):
        actor, failures, numbers = actor_factory(), [], []

        def work():
            try:
                with context.agency(agency):
                    for _ in range(3):
                        numbers.append(issue(actor).number)
            except Exception as problem:  # noqa: BLE001 - reported by the assertion below
                failures.append(problem)
            finally:
                connection.close()

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert failures == []
        assert sorted(numbers) == [f"{n:06d}/SKP/2026" for n in range(1, 13)]


class TestReadDocument:
    def read(self, actor, subject, **options):
        return documents.read_document(
            actor=actor,
            kind=documents.Kind.PLAN,
            subject_type=SUBJECT,
            subject_id=subject,
            at=AT,
            **options,
        )

    def test_returns_the_latest_or_the_version_asked_for(self, in_agency, actor_factory):
        actor, subject = actor_factory(), uuid7()
        first = issue(actor, subject_id=subject)
        second = issue(actor, subject_id=subject, document=samples.director_plan())

        assert self.read(actor, subject).content == second.content
        assert self.read(actor, subject, version=1).content == first.content

    def test_records_the_reading_as_sensitive(self, in_agency, actor_factory):
        subject = uuid7()
        issue(actor_factory(), subject_id=subject)

        self.read(actor_factory(name="Pembaca"), subject)

        entry = audit.Entry.objects.get(event="documents.document.read")
        assert entry.sensitive
        assert entry.actor_name == "Pembaca"

    def test_another_agency_finds_nothing(self, in_agency, other_agency, actor_factory):
        subject = uuid7()
        issue(actor_factory(), subject_id=subject)

        with context.agency(other_agency), pytest.raises(NotFound):
            self.read(actor_factory(agency=other_agency), subject)

    def test_another_subject_or_version_finds_nothing(self, in_agency, actor_factory):
        actor, subject = actor_factory(), uuid7()
        issue(actor, subject_id=subject)

        for wanted, options in ((uuid7(), {}), (subject, {"version": 2})):
            with pytest.raises(NotFound):
                self.read(actor, wanted, **options)

    def test_a_damaged_or_missing_file_is_found_out(self, in_agency, actor_factory):
        actor, subject = actor_factory(), uuid7()
        issued = issue(actor, subject_id=subject)
        path = store._path(issued.sha256)

        path.write_bytes(issued.content.replace(b"PDF", b"PDG", 1))
        with pytest.raises(documents.ContentLost, match="berubah"):
            self.read(actor, subject)
        path.unlink()
        with pytest.raises(documents.ContentLost, match="tidak ada"):
            self.read(actor, subject)


class TestStore:
    def test_the_same_bytes_are_kept_once(self, tmp_path):
        assert store.put(b"isi") == store.put(b"isi")

        assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1

    def test_half_a_file_is_replaced(self):
        sha256 = store.put(b"isi yang lengkap")
        store._path(sha256).write_bytes(b"isi")

        store.put(b"isi yang lengkap")

        assert store.get(sha256) == b"isi yang lengkap"
