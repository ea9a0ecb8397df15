"""Notifications: told once, read by whom they are for, mailed once."""

from datetime import UTC, datetime

import pytest

from ekinerja.kernel.errors import NotFound
from ekinerja.kernel.jobs import RunningJob
from ekinerja.notices import public as notices
from ekinerja.notices.models import MailState, Notification
from ekinerja.notices.tasks import send_mail
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

    def test_sends_one_mail_with_the_address(self, employee, mailoutbox, settings):
        settings.BASE_URL = "https://ekinerja.contoh.go.id"
        tell(employee)
        notification = Notification.objects.get()

        for _ in range(2):
            send_mail(RunningJob(None, 1), notification_id=str(notification.id))

        assert [mail.to for mail in mailoutbox] == [["budi@contoh.go.id"]]
        assert "https://ekinerja.contoh.go.id/skp/" in mailoutbox[0].body
        notification.refresh_from_db()
        assert notification.mail_state == MailState.SENT

    def test_notes_that_there_is_no_address(self, employee, mailoutbox):
        Employee.objects.filter(id=employee.id).update(email="")
        tell(employee)

        send_mail(RunningJob(None, 1), notification_id=str(Notification.objects.get().id))

        assert mailoutbox == []
        assert Notification.objects.get().mail_state == MailState.NO_ADDRESS


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
