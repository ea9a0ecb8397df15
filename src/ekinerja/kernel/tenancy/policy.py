"""Row-level security: the database compares every row's agency with the transaction's."""

from __future__ import annotations

from collections.abc import Callable

GUC = "app.agency_id"
NAME = "tenant"
NOBODY = ""
EVERYONE = "*"

# The sub-selects become InitPlans: evaluated once per statement, not once per row. Without the variable both
# are NULL and no row is visible; a value that is no number is an error.
PREDICATE = (
    f"agency_id = (SELECT nullif(nullif(current_setting('{GUC}', true), ''), '{EVERYONE}')::integer)"
    f" OR (SELECT current_setting('{GUC}', true) = '{EVERYONE}')"
)


def statements(table: str, quote: Callable[[str], str]) -> list[str]:
    """Return the statements that lock a tenant table, for its owner too."""
    name = quote(table)
    return [
        f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {NAME} ON {name} USING ({PREDICATE}) WITH CHECK ({PREDICATE})",
    ]


def set_local(value: str) -> str:
    """Return the statement that names the agency for the rest of the transaction."""
    if not (value in (NOBODY, EVERYONE) or value.isdecimal()):
        raise ValueError(f"Not an agency: {value!r}.")
    return f"SET LOCAL {GUC} = '{value}'"
