"""Let the program's role, which owns no table, have the planner's figures of its tables refreshed."""

from django.db import migrations

CREATE = """
CREATE FUNCTION ekinerja_look_again(names text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY names LOOP
    EXECUTE format('ANALYZE public.%I', one);
  END LOOP;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_uptime")]

    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION ekinerja_look_again(text[])")]
