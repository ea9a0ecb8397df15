"""
The server of the pages: `python -m ekinerja.commands.serve OPTIONS OF GRANIAN`.

Loads the program before the server forks its processes, so that it is loaded once, its memory is shared and a process
that died is there again at once. Nothing here may open a connection or start a thread: forks would share them.

Serving begins at the end of standard input: the supervisor keeps it open while the database is still getting ready.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

# A little less than the reverse proxy waits (ops/).
QUERY_SECONDS = "60"


def main() -> None:
    """Import everything that a page needs, then hand over to the server."""
    os.environ.setdefault("EKINERJA_QUERY_SECONDS", QUERY_SECONDS)
    import_module("ekinerja.config.wsgi")
    from django.conf import settings

    import_module(settings.ROOT_URLCONF)
    from granian.cli import entrypoint

    _collect_less()
    sys.stdin.buffer.read()
    entrypoint()  # type: ignore[no-untyped-call]


def _collect_less() -> None:
    """
    Leave what is loaded alone, and look for what is no longer used after 20,000 new objects instead of 700.

    A large page makes some ten thousand; looking through them again and again took a tenth of its time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


if __name__ == "__main__":
    main()
