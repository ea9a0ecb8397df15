"""`ekinerja manage …`: Django's own commands, with the database and the secrets set."""

from __future__ import annotations

import argparse
import os

from ekinerja.commands import environment

STRUCTURAL = {"migrate", "makemigrations", "sqlmigrate", "showmigrations", "dbshell", "flush", "createcachetable"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Everything is passed on to Django; `--pemilik` uses the owner's role."""
    parser.add_argument("--pemilik", action="store_true", help="pakai peran pemilik basis data")


def run(options: argparse.Namespace) -> int:
    """Hand over to Django; commands that change structure run as the owner."""
    prepared = environment.prepare()
    words = options.rest[1:] if options.rest[:1] == ["--"] else options.rest
    if options.pemilik or (words and words[0] in STRUCTURAL):
        os.environ["DATABASE_URL"] = environment.owner_url()
    from django.core.management import ManagementUtility

    try:
        ManagementUtility(["ekinerja manage", *words]).execute()
    finally:
        prepared.close()
    return 0
