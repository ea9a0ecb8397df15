"""Loads the example agency: `python -m ekinerja.commands.demo_load FILE`; writes its accounts into the file."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import django
import psycopg
from psycopg.sql import SQL, Identifier

from ekinerja.commands import console, environment


def main() -> None:
    """Load what is missing, then list who can sign in."""
    django.setup()
    from django.apps import apps

    from ekinerja.commands import demo_data

    # The server gathers figures of new rows within minutes; until then it would choose slow ways to them.
    with psycopg.connect(environment.owner_url(), autocommit=True) as connection:
        accounts = demo_data.load(console.step, lambda: connection.execute("ANALYZE"))
        for model in apps.get_app_config("reporting").get_models():
            connection.execute(SQL("ANALYZE {}").format(Identifier(model._meta.db_table)))
    Path(sys.argv[1]).write_text(json.dumps(accounts, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
