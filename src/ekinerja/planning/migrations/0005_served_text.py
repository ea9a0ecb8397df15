"""Remember what the outcome above said before it was changed, until the owner of the one below has taken note."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies = [("planning", "0004_goal_imports")]

    operations = [
        migrations.AddField(
            model_name="outcome",
            name="served_text",
            field=models.TextField(blank=True, default=""),
        ),
    ]
