"""Range types over uuid and text: "equal key" in a constraint against overlapping periods, without btree_gist."""

from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    # Every tenant table depends on the agencies, so these types are there before any of them.
    run_before = [("organisation", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE TYPE uuidrange AS RANGE (subtype = uuid)",
            "DROP TYPE uuidrange",
        ),
        migrations.RunSQL(
            'CREATE TYPE textrange AS RANGE (subtype = text, collation = "C")',
            "DROP TYPE textrange",
        ),
    ]
