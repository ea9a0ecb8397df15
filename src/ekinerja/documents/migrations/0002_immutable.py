"""Let every role but the owner add issued documents and nothing else: what was issued stays as it was."""

from django.db import migrations

PROTECT = """
DO $$
DECLARE program text;
BEGIN
  FOR program IN
    SELECT DISTINCT grantee FROM information_schema.role_table_grants
    WHERE table_schema = current_schema() AND table_name = 'documents_issueddocument'
      AND grantee NOT IN (current_user, 'PUBLIC')
  LOOP
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON documents_issueddocument FROM %I', program);
  END LOOP;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    # Nothing to undo: the rights are granted again when the table is.
    operations = [migrations.RunSQL(PROTECT, migrations.RunSQL.noop)]
