"""Notifications: told once, read by whom they are for, mailed once."""

from datetime import UTC, datetime
from smtplib import SMTPException

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from ekinerja.kernel.errors import NotFound
from ekinerja.kernel.jobs import RunningJob
from ekinerja.notices import public as notices
from ekinerja.notices import tasks
from ekinerja.notices.models import MailState, Notification
from ekinerja.notices.tasks import send_mails
from ekinerja.people.models import Employee

AT = datetime(2026, 6, 30, 3, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def employee(in_agency):
    return Employee.objects.create(
        agency_id=1, nip="198001012005011001", name="Budi Santoso", kind="PNS", email="budi@contoh.go.id"
    )


@pytest.fixture
def me(actor_factory, employee):
    return actor_factory(employee_id=employee.id)


def tell(employee, key="plan-1-agreed", **options):
    message = notices.Message("plan.agreed", key, "SKP Anda disetujui", "Oleh Siti.", "/skp/")
    return notices.notify(employee_ids=[employee.id], message=message, at=AT, **options)


class TestNotify:
    def test_tells_once(self, employee, me):
        assert tell(employee) == 1
        assert tell(employee) == 0
        assert notices.count_unread(actor=me) == 1

    def test_a_sentence_ends_with_one_stop_after_a_title(self, employee):
        message = notices.Message("plan.agreed", "a", "Disetujui Siti, S.Pd..", "Oleh Siti, S.Pd..")
        notices.notify(employee_ids=[employee.id], message=message, at=AT)
        told = Notification.objects.get()
        assert (told.title, told.body) == ("Disetujui Siti, S.Pd.", "Oleh Siti, S.Pd.")

    def test_sends_one_mail_with_the_address(self, employee, mailoutbox, settings):
        settings.BASE_URL = "https://ekinerja.contoh.go.id"
        tell(employee)
        notification = Notification.objects.get()

        for _ in range(2):
            send_mails(RunningJob(None, 1), notification_ids=[str(notification.id)])

        assert [mail.to for mail in mailoutbox] == [["budi@contoh.go.id"]]
        assert "https://ekinerja.contoh.go.id/skp/" in mailoutbox[0].body
        notification.refresh_from_db()
        assert notification.mail_state == MailState.SENT

    def test_notes_that_there_is_no_address(self, employee, mailoutbox):
        Employee.objects.filter(id=employee.id).update(email="")
        tell(employee)

        send_mails(RunningJob(None, 1), notification_ids=[str(Notification.objects.get().id)])

        assert mailoutbox == []
        assert Notification.objects.get().mail_state == MailState.NO_ADDRESS

    def test_many_people_are_one_job_per_hundred(self, in_agency):
        people = Employee.objects.bulk_create(
            Employee(agency_id=1, nip=f"19800101200501{n:04d}", name=f"Pegawai {n}", kind="PNS") for n in range(250)
        )
        message = notices.Message("activity.deadline", "batas", "Besok batas pengisian")

        assert notices.notify(employee_ids=[row.id for row in people], message=message, at=AT) == 250

        jobs = ProcrastinateJob.objects.filter(task_name="notices.send_mails")
        assert sorted(len(job.args["notification_ids"]) for job in jobs) == [50, 100, 100]

    def test_one_mail_that_fails_does_not_keep_the_others_back(self, employee, mailoutbox, monkeypatch):
        other = Employee.objects.create(
            agency_id=1, nip="198001012005011009", name="Ani", kind="PNS", email="ani@contoh.go.id"
        )
        tell(employee)
        tell(other)
        ids = [str(row.id) for row in Notification.objects.order_by("created_at", "id")]
        sent = tasks.send

        def fails_for_budi(title, text, sender, to):
            if to == ["budi@contoh.go.id"]:
                raise SMTPException("kotak penuh")
            return sent(title, text, sender, to)

        monkeypatch.setattr(tasks, "send", fails_for_budi)
        with pytest.raises(OSError, match="1 of 2"):
            send_mails(RunningJob(None, 1), notification_ids=ids)
        monkeypatch.setattr(tasks, "send", sent)
        send_mails(RunningJob(None, 1), notification_ids=ids)

        assert [mail.to for mail in mailoutbox] == [["ani@contoh.go.id"], ["budi@contoh.go.id"]]


class TestReading:
    def test_opening_marks_as_read(self, employee, me):
        tell(employee)

        opened = notices.open_notification(actor=me, notification_id=Notification.objects.get().id, at=AT)

        assert opened.url == "/skp/"
        assert notices.count_unread(actor=me) == 0

    def test_a_colleague_cannot_open_it(self, employee, actor_factory):
        tell(employee)
        other = Employee.objects.create(agency_id=1, nip="198001012005011002", name="Ani", kind="PNS")

        for stranger in (actor_factory(employee_id=other.id), actor_factory()):
            with pytest.raises(NotFound):
                notices.open_notification(actor=stranger, notification_id=Notification.objects.get().id, at=AT)

    def test_pages_and_marks_all(self, employee, me):
        for number in range(30):
            tell(employee, key=str(number), mail=False)

        page = notices.list_notifications(actor=me, page=2)

        assert (len(page.items), page.total, page.page_count) == (5, 30, 2)
        assert notices.mark_all_read(actor=me, at=AT) == 30
        assert notices.list_notifications(actor=me, unread_only=True).total == 0
