"""Tables of issued documents and of their numbering."""

from __future__ import annotations

from django.db import models

from ekinerja.kernel.tenancy.models import TenantModel


class DocumentCounter(TenantModel):
    """
    The last number given out in one series: an agency's documents of one kind in one year.

    Locked (FOR UPDATE) while a document is issued, so numbers have no gaps and no doubles.

    .. no_pii::
    """

    kind = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    latest = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "kind", "year"], name="documents_counter_series_uq")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.latest}"


class IssuedDocument(TenantModel):
    """
    One PDF that left the program with a number; the bytes lie in the store under ``sha256``.

    Never changed and never deleted (the program's account may only insert). A correction is a new ``version``
    of the same subject with its own number. ``input_digest`` covers everything printed except number and code,
    so that asking twice for the same content gives the same document.

    .. pii:: title, holder_name (whose document it is), issued_by_name; kept as long as the agency's record,
       no retention period is set in PP 30/2019.
    """

    kind = models.CharField(max_length=30)
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    version = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    number = models.CharField(max_length=60)
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=400)
    holder_name = models.CharField(max_length=250)
    input_digest = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    issued_at = models.DateTimeField()
    issued_by_id = models.UUIDField(null=True)
    issued_by_name = models.CharField(max_length=250)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "subject_type", "subject_id", "version"],
                name="documents_issued_version_uq",
            ),
            models.UniqueConstraint(fields=["agency", "kind", "year", "sequence"], name="documents_issued_number_uq"),
            models.UniqueConstraint(fields=["agency", "code"], name="documents_issued_code_uq"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="documents_issued_version_ck"),
        ]
        indexes = [models.Index(fields=["agency", "subject_id", "kind", "-version"], name="documents_subject_ix")]

    def __str__(self) -> str:
        return self.number
