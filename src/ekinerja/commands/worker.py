"""The background worker: `python -m ekinerja.commands.worker [seconds to finish a job when stopping]`."""

from __future__ import annotations

import sys
import threading

import django


def main() -> None:
    """Take up jobs and mark that the program runs, until told to stop."""
    django.setup()
    from procrastinate.contrib.django import app

    from ekinerja.kernel import uptime

    patience = float(sys.argv[1]) if len(sys.argv) > 1 else 15.0
    # Beside the jobs, so that a long one does not look like a standstill.
    threading.Thread(target=uptime.keep_marking, args=(threading.Event(),), daemon=True).start()
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        app.run_worker(concurrency=2, shutdown_graceful_timeout=patience)


if __name__ == "__main__":
    main()
