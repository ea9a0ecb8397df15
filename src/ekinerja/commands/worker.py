"""The background worker: `python -m ekinerja.commands.worker [seconds to finish a job when stopping]`."""

from __future__ import annotations

import sys

import django
from django.core.management import call_command


def main() -> None:
    """Take up jobs until told to stop."""
    django.setup()
    patience = sys.argv[1] if len(sys.argv) > 1 else "15"
    call_command("procrastinate", "worker", concurrency=2, shutdown_graceful_timeout=float(patience))


if __name__ == "__main__":
    main()
