"""Tables of the kernel: what users see of background work, and when the program ran."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ekinerja.kernel.tenancy.models import TenantModel


class JobState(models.TextChoices):
    """States of a piece of background work, as users see them."""

    WAITING = "MENUNGGU", _("Menunggu")
    RUNNING = "BERJALAN", _("Sedang berjalan")
    DONE = "SELESAI", _("Selesai")
    FAILED = "GAGAL", _("Gagal")
    CANCELLED = "DIBATALKAN", _("Dibatalkan")


OPEN_STATES = (JobState.WAITING, JobState.RUNNING)


class JobRun(TenantModel):
    """
    One piece of background work somebody asked for: its progress, its outcome and how to go on.

    Waits, runs (again after an error or a killed worker), then is done, failed or cancelled.

    .. no_pii:: ``arguments`` and ``result`` hold ids and counts only.
    """

    task = models.CharField(max_length=80)
    title = models.CharField(max_length=250)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    requested_by_id = models.UUIDField(null=True)
    requested_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    attempt_count = models.IntegerField(default=0)
    done_count = models.IntegerField(default=0)
    total_count = models.IntegerField(null=True)
    message = models.CharField(max_length=500, blank=True)
    arguments = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    result_url = models.CharField(max_length=300, blank=True)
    queue_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["agency", "requested_by_id", "-requested_at"], name="job_run_mine_ix"),
            models.Index(fields=["agency", "-requested_at"], name="job_run_all_ix"),
        ]
        constraints = [models.CheckConstraint(condition=models.Q(state__in=JobState.values), name="job_run_state_ck")]

    def __str__(self) -> str:
        return f"{self.title} ({self.state})"

    @property
    def fraction(self) -> float | None:
        """How much is done, from 0 to 1, or ``None`` while the total is not known."""
        if not self.total_count:
            return None
        return min(1.0, self.done_count / self.total_count)


class Uptime(models.Model):
    """
    One time in which the program ran without a break, national; what lies between two of them is a standstill.

    .. no_pii:
    """

    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["seen_at"], name="uptime_seen_ix")]
        constraints = [
            models.CheckConstraint(condition=models.Q(seen_at__gte=models.F("began_at")), name="uptime_order_ck")
        ]

    def __str__(self) -> str:
        return f"{self.began_at} – {self.seen_at}"
