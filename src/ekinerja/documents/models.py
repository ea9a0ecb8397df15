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


class DocumentBundle(TenantModel):
    """
    Many documents somebody asked for as one file, made in the background by ``run_id``.

    ``subjects`` are the ids of what the documents are about, in their order; the right to read each is asked again
    when it is made. ``cancelled_at`` asks the work to stop. The file lies under the bundle's id until ``kept_until``,
    then it is removed and ``removed_at`` set; the documents in it stay issued.
    .. pii: name of the person who asked and of the unit in ``title``; removed with the agency's records
    """

    form = models.CharField(max_length=3)
    title = models.CharField(max_length=250)
    subject_type = models.CharField(max_length=60)
    subjects = models.JSONField(default=list)
    run_id = models.UUIDField(null=True)
    requested_by_id = models.UUIDField()
    requested_by_name = models.CharField(max_length=250)
    requested_at = models.DateTimeField()
    issued_count = models.PositiveIntegerField(default=0)
    refused_count = models.PositiveIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    kept_until = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    size = models.BigIntegerField(default=0)

    class Meta:
        db_table = "documents_bundle"
        ordering = ["-requested_at", "-id"]
        indexes = [
            models.Index(fields=["agency", "requested_by_id", "-requested_at"], name="documents_bundle_mine_ix"),
            models.Index(fields=["agency", "kept_until"], name="documents_bundle_kept_ix"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(form__in=["PDF", "ZIP"]), name="documents_bundle_form_ck"),
            models.CheckConstraint(condition=~models.Q(title=""), name="documents_bundle_title_ck"),
        ]

    def __str__(self) -> str:
        return self.title
