"""
Measure the start: from a fresh clone, and again when everything is there.

Run by hand: ``python bench/start.py [number of warm starts]``. Standard library only. Clones the repository into a
temporary folder, runs ``./ekinerja demo`` there on a free port and times the first answered request for the sign-in
page; counts what the environment takes on disk; then starts again, also without a network (Linux, as root).
"""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
PAGE = "/masuk/"
LIMIT_SECONDS = 900


def main() -> None:
    warm_starts = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    folder = Path(tempfile.mkdtemp(prefix="ekinerja-start-"))
    clone = folder / "clone"
    try:
        subprocess.run(["git", "clone", "--quiet", str(PROJECT), str(clone)], check=True)
        print(f"processors {os.cpu_count()}, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}")
        first, loaded = start(clone, awaits_example=True)
        print(f"cold: {first:6.1f} s from clone to first answered request")
        print(f"      {loaded - first:6.1f} s more until the example agency is loaded")
        for name in (".venv", "frontend/node_modules", ".ekinerja"):
            print(f"      {size(clone / name) / 1e6:6.0f} MB in {name}")
        times = [start(clone)[0] for _ in range(warm_starts)]
        print(
            f"warm: {statistics.median(times):6.2f} s median of {warm_starts}, {min(times):.2f} to {max(times):.2f} s"
        )
        if os.geteuid() == 0 and shutil.which("unshare"):
            print(f"warm, without network: {start(clone, isolated=True)[0]:6.2f} s")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def start(clone: Path, *, isolated: bool = False, awaits_example: bool = False) -> tuple[float, float]:
    """Start the demo, wait for its first answer, stop it; return the seconds until that answer and until it stopped."""
    port = free_port()
    command = [str(clone / "ekinerja"), "demo", "--port", str(port)]
    if isolated:
        # A network of its own with nothing but loopback; the answer is awaited inside it.
        probe = f"until curl -sf -o /dev/null http://127.0.0.1:{port}{PAGE}; do sleep 0.03; done; date +%s.%N"
        script = f"ip link set lo up; {' '.join(command)} >&2 & child=$!; {probe}; kill -INT $child; wait $child"
        began = time.time()
        done = subprocess.run(
            ["unshare", "-n", "sh", "-c", script], env=environment(), capture_output=True, text=True, check=False
        )
        answered = float(done.stdout.strip().splitlines()[-1]) - began
        return answered, time.time() - began
    with (clone.parent / "demo.log").open("ab") as log:
        began = time.monotonic()
        process = subprocess.Popen(command, env=environment(), stdout=log, stderr=log)
        try:
            while not answers(port):
                check(process, began, clone)
                time.sleep(0.02)
            answered = time.monotonic() - began
            while awaits_example and not (clone / ".ekinerja" / "demo.json").exists():
                check(process, began, clone)
                time.sleep(0.2)
            return answered, time.monotonic() - began
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)


def check(process: subprocess.Popen[bytes], began: float, clone: Path) -> None:
    """End the measurement with what the program said when it stopped, or takes too long."""
    if process.poll() is not None or time.monotonic() - began > LIMIT_SECONDS:
        sys.exit((clone.parent / "demo.log").read_text()[-3000:])


def environment() -> dict[str, str]:
    """Return the environment without what a developer may have set."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("EKINERJA_", "DATABASE_", "DJANGO_"))
    }


def answers(port: int) -> bool:
    """Whether the sign-in page comes."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", PAGE)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def free_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def size(folder: Path) -> int:
    """Return the bytes below a folder."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())


if __name__ == "__main__":
    main()
