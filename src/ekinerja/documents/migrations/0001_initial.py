import django.db.models.deletion
from django.db import migrations, models

import ekinerja.kernel.ids
import ekinerja.kernel.tenancy.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="DocumentCounter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ekinerja.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=30)),
                ("year", models.PositiveSmallIntegerField()),
                ("latest", models.PositiveIntegerField(default=0)),
                (
                    "agency",
                    ekinerja.kernel.tenancy.fields.TenantKey(
                        on_delete=django.db.models.deletion.PROTECT, to="organisation.agency"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "kind", "year"), name="documents_counter_series_uq")
                ],
            },
        ),
        migrations.CreateModel(
            name="IssuedDocument",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ekinerja.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=30)),
                ("subject_type", models.CharField(max_length=60)),
                ("subject_id", models.UUIDField()),
                ("version", models.PositiveIntegerField()),
                ("year", models.PositiveSmallIntegerField()),
                ("sequence", models.PositiveIntegerField()),
                ("number", models.CharField(max_length=60)),
                ("code", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=400)),
                ("holder_name", models.CharField(max_length=250)),
                ("input_digest", models.CharField(max_length=64)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("issued_at", models.DateTimeField()),
                ("issued_by_id", models.UUIDField(null=True)),
                ("issued_by_name", models.CharField(max_length=250)),
                (
                    "agency",
                    ekinerja.kernel.tenancy.fields.TenantKey(
                        on_delete=django.db.models.deletion.PROTECT, to="organisation.agency"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["agency", "subject_id", "kind", "-version"], name="documents_subject_ix")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "kind", "subject_type", "subject_id", "version"),
                        name="documents_issued_version_uq",
                    ),
                    models.UniqueConstraint(
                        fields=("agency", "kind", "year", "sequence"), name="documents_issued_number_uq"
                    ),
                    models.UniqueConstraint(fields=("agency", "code"), name="documents_issued_code_uq"),
                    models.CheckConstraint(condition=models.Q(("version__gte", 1)), name="documents_issued_version_ck"),
                ],
            },
        ),
    ]
