"""Imports: the uploaded file row by row, what it changes, and what it changed."""

from __future__ import annotations

from django.db import models

from ekinerja.kernel.tenancy.fields import TenantForeignKey
from ekinerja.kernel.tenancy.models import TenantModel


class ImportMapping(TenantModel):
    """
    One row is an agency's remembered reading of one kind of file: which column is which field.

    .. no_pii: column headings only.
    """

    kind = models.CharField(max_length=10)
    signature = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind", "signature"], name="people_importmapping_same")
        ]

    def __str__(self) -> str:
        return self.signature


class ImportBatch(TenantModel):
    """
    One row is one uploaded file on its way: UNGGAH, PETA, PRATINJAU, BERJALAN, SELESAI, GAGAL, DIBATALKAN.

    .. no_pii: file name, counts and the account that uploaded.
    """

    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=12, default="UNGGAH")
    file_name = models.CharField(max_length=200)
    file_format = models.CharField(max_length=30)
    file_size = models.IntegerField()
    file_digest = models.CharField(max_length=64)
    headers = models.JSONField(default=list)
    signature = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    effective_on = models.DateField()
    counts = models.JSONField(default=dict)
    missing = models.JSONField(default=list)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    step = models.CharField(max_length=80, blank=True, default="")
    error = models.CharField(max_length=500, blank=True, default="")
    account_id = models.UUIDField(null=True)
    account_name = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    run = TenantForeignKey("kernel.JobRun", on_delete=models.PROTECT, null=True, related_name="+")
    retry_of = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["agency", "-created_at"], name="people_importbatch_recent")]

    def __str__(self) -> str:
        return self.file_name


class ImportRow(TenantModel):
    """
    One row is one line of an uploaded file: its cells, what was understood, what it would change, what is wrong.

    .. pii: whatever the file holds about the person; the cells of a finished import are emptied after 90 days.
    """

    batch = TenantForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="rows")
    line = models.IntegerField()
    cells = models.JSONField(default=list)
    label = models.CharField(max_length=250, blank=True, default="")
    outcome = models.CharField(max_length=10, blank=True, default="")
    has_warning = models.BooleanField(default=False)
    problems = models.JSONField(default=list)
    differences = models.JSONField(default=list)
    target_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "batch", "line"], name="people_importrow_line")]
        indexes = [models.Index(fields=["agency", "batch", "outcome", "line"], name="people_importrow_outcome")]

    def __str__(self) -> str:
        return str(self.line)


class ImportChange(TenantModel):
    """
    One row is one table row that an import made or changed, with what stood there before; undo reads it.

    .. pii: before and after of personnel fields; emptied after 90 days like ImportRow.
    """

    batch = TenantForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="changes")
    sequence = models.IntegerField()
    table = models.CharField(max_length=60)
    object_id = models.UUIDField()
    line = models.IntegerField(default=0)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "batch", "sequence"], name="people_importchange_seq")]

    def __str__(self) -> str:
        return f"{self.table} {self.object_id}"
