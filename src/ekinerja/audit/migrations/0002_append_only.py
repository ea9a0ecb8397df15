"""Let every role but the owner add entries and seal them once, and nothing else."""

from django.db import migrations

PROTECT = """
DO $$
DECLARE program text;
BEGIN
  FOR program IN
    SELECT DISTINCT grantee FROM information_schema.role_table_grants
    WHERE table_schema = current_schema() AND table_name IN ('audit_auditentry', 'audit_auditseal')
      AND grantee NOT IN (current_user, 'PUBLIC')
  LOOP
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON audit_auditentry, audit_auditseal FROM %I', program);
    EXECUTE format('GRANT UPDATE (sealed_in) ON audit_auditentry TO %I', program);
  END LOOP;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    # Nothing to undo: the rights are granted again when the tables are.
    operations = [migrations.RunSQL(PROTECT, migrations.RunSQL.noop)]
