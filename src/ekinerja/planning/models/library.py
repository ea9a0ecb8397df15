"""The library of outcomes by position, gathered from the agency's own agreed plans."""

from __future__ import annotations

from django.db import models

from ekinerja.kernel.tenancy.models import TenantModel


class LibraryOutcome(TenantModel):
    """
    One wording of an outcome used in agreed plans of one position name, with its usual indicators.

    Rebuilt as a whole by a job; holds no person. ``title_key`` is the position's name in lower case without
    numbers of classes; ``uses`` counts the plans that agreed on this wording.
    .. no_pii:
    """

    title_key = models.CharField(max_length=250, db_collation="C")
    title = models.CharField(max_length=250)
    position_group = models.CharField(max_length=12)
    approach = models.CharField(max_length=12)
    kind = models.CharField(max_length=10)
    text = models.TextField()
    indicators = models.JSONField(default=list)
    uses = models.PositiveIntegerField(default=1)
    gathered_at = models.DateTimeField()

    class Meta:
        db_table = "planning_library_outcome"
        ordering = ["-uses", "text"]
        indexes = [models.Index(fields=["agency", "title_key", "-uses"], name="planning_library_title")]

    def __str__(self) -> str:
        return self.text[:60]
