import ekinerja.kernel.tenancy.constraints
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0002_agreement_steps"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="goal",
            constraint=ekinerja.kernel.tenancy.constraints.NoOverlap(
                condition=models.Q(("retired_at__isnull", True), models.Q(("code", ""), _negated=True)),
                key="code",
                name="planning_goal_code_once",
                period=("first_year", "last_year"),
            ),
        ),
    ]
