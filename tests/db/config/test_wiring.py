"""A process that serves pages must know the handlers of events; the tests' own process imports too much to tell."""

from __future__ import annotations

import os
import subprocess
import sys

PROGRAM = """
import importlib, pkgutil
import ekinerja
import ekinerja.config.wsgi
from ekinerja.kernel import outbox

known = {name for name, handlers in outbox._handlers.items() if handlers}
for module in pkgutil.walk_packages(ekinerja.__path__, "ekinerja."):
    if module.name.endswith(".events"):
        importlib.import_module(module.name)
for event in outbox.Event.__subclasses__():
    print(event.name, event.name in known)
"""


def test_pages_publish_every_event_to_its_handlers() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=os.environ, capture_output=True, text=True, check=True)
    answers = dict(line.split() for line in done.stdout.splitlines())

    assert len(answers) >= 12
    assert {name for name, is_heard in answers.items() if is_heard == "False"} == set()
