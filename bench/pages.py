"""
Pages of the demo agency under load: queries, p50, p95 and requests/s, beside a page of one query on the same server.

The page of one query is asked again before and after each page, so that other work on the machine burdens both alike.

Run by hand after `./ekinerja demo` has loaded once and was stopped: `.venv/bin/python -m bench.pages`. Starts
its own server on a free port of this machine, asks only that, for a bounded time, and stops it.
"""

from __future__ import annotations

import http.client
import os
import re
import socket
import statistics
import subprocess
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

SECONDS = float(os.environ.get("BENCH_SECONDS", "8"))
WARMING = float(os.environ.get("BENCH_WARMING", "4"))
CLIENTS = 4
FRAME = re.compile(r"(SET LOCAL|SAVEPOINT|RELEASE|BEGIN|COMMIT|ROLLBACK)")
PARTS = {"pegawai": "Guru di sekolah", "penilai": "Kepala sekolah", "admin": "Admin instansi (", "pimpinan": "Pimpinan"}


@dataclass
class Page:
    """One address as one part, with what was measured."""

    label: str
    part: str
    path: str
    times: list[float] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)
    queries: int = 0
    beside: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.times) / SECONDS

    def row(self) -> str:
        cuts = statistics.quantiles(self.times, n=20) if len(self.times) > 1 else [0.0] * 19
        share = f"{self.rate / self.beside:.0%}" if self.beside else ""
        return (
            f"| {self.label} | {self.queries or ''} | {statistics.median(self.times) * 1000:.0f} ms |"
            f" {cuts[18] * 1000:.0f} ms | {self.rate:.0f} | {share} | {','.join(map(str, sorted(self.statuses)))} |"
        )


def main() -> None:
    from ekinerja.commands import environment

    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.pages_settings"
    os.environ["EKINERJA_HOSTS"] = "localhost,127.0.0.1,testserver"
    prepared = environment.prepare(settings="bench.pages_settings")
    try:
        environment.django()
        accounts, plan, month = _subjects()
        pages = _pages(plan, month)
        cookies = {part: _cookie(login) for part, login in accounts.items()}
        _count_queries(pages, cookies)
        measure(pages, cookies)
    finally:
        prepared.close()


def measure(pages: list[Page], cookies: dict[str, str]) -> None:
    """Serve, ask every page, the first one between all others, and print the table."""
    from ekinerja.commands import parts

    port = _free_port()
    command = parts.granian("ekinerja.config.wsgi:application", "wsgi", "127.0.0.1", port, parts.workers())
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(command, **quiet)
    try:
        _wait(port)
        reference, others = pages[0], pages[1:]
        rates = [_ask_again(port, reference, cookies)]
        for page in others:
            _measure(port, page, cookies[page.part])
            rates.append(_ask_again(port, reference, cookies))
            page.beside = (rates[-2] + rates[-1]) / 2
        reference.beside = reference.rate
    finally:
        server.terminate()
        server.wait(20)
    print(f"{os.cpu_count()} cores, {CLIENTS} clients, {SECONDS:.0f} s a page, load {os.getloadavg()[0]:.1f}")
    print(f"requests/s of the page of one query between the others: {min(rates):.0f} to {max(rates):.0f}")
    print("| page | queries | p50 | p95 | requests/s | of one-query | status |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for page in pages:
        print(page.row())


def _ask_again(port: int, page: Page, cookies: dict[str, str]) -> float:
    """Ask the page of one query once more and return its requests/s this time."""
    _measure(port, page, cookies[page.part])
    return page.rate


def _subjects() -> tuple[dict[str, str], str, str]:
    """Return the logins of the parts, and paths of a plan and of its latest month."""
    from django.db import transaction

    from ekinerja.commands import demo_data
    from ekinerja.kernel.tenancy import context
    from ekinerja.people.models import Employee
    from ekinerja.planning.models import Period, Plan

    told = demo_data.accounts()
    logins = {part: next(row[2] for row in told if row[0].startswith(start)) for part, start in PARTS.items()}
    with context.agency(1), transaction.atomic():
        employee = Employee.objects.get(nip=logins["pegawai"])
        plan = Plan.objects.filter(employee=employee).order_by("-created_at").first()
        period = Period.objects.filter(year=plan.year, kind="PERIODIK", number=10).first()
    return logins, f"/skp/{plan.id}/", f"/kinerja/{plan.id}/{period.id}/"


def _pages(plan: str, month: str) -> list[Page]:
    return [
        Page("page of one query", "pegawai", "/bench/satu/"),
        Page("one query, no navigation", "pegawai", "/bench/polos/"),
        Page("home, employee", "pegawai", "/beranda/"),
        Page("home, rater", "penilai", "/beranda/"),
        Page("home, administrator", "admin", "/beranda/"),
        Page("home, leader", "pimpinan", "/beranda/"),
        Page("plan", "pegawai", plan),
        Page("a month", "pegawai", month),
        Page("inbox", "penilai", "/skp/bawahan/"),
        Page("people", "admin", "/pegawai/"),
        Page("people, searched", "admin", "/pegawai/?" + urlencode({"cari": "muhamad"})),
        Page("units", "admin", "/unit/"),
        Page("control room of planning", "admin", "/monitoring/"),
        Page("cascade, the whole agency", "pimpinan", "/kaskade/"),
        Page("goals", "admin", "/sasaran/"),
        Page("my rater", "pegawai", "/penilai-saya/"),
        Page("outside the cycle", "admin", "/pengecualian/"),
        Page("audit trail", "admin", "/audit/"),
        Page("sign-in, the form", "pegawai", "/masuk/"),
    ]


def _cookie(login: str) -> str:
    """Return a session of the account, made without asking for the password."""
    from django.test import Client

    from ekinerja.access.models import Account

    client = Client()
    client.force_login(Account.objects.get(login=login))
    return "; ".join(f"{key}={morsel.value}" for key, morsel in client.cookies.items())


def _count_queries(pages: list[Page], cookies: dict[str, str]) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    for page in pages:
        client = Client(headers={"cookie": cookies[page.part]})
        client.cookies.load(cookies[page.part])
        client.get(page.path)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get(page.path)
        own = [row["sql"] for row in caught.captured_queries]
        page.queries = sum(
            1 for sql in own if not re.match(r"(SET LOCAL|SAVEPOINT|RELEASE|BEGIN|COMMIT|ROLLBACK)", sql)
        )


def _measure(port: int, page: Page, cookie: str) -> None:
    """
    Ask one page from several clients for some seconds, after a while that is not counted.

    Each connection of the server plans a statement ten times before it keeps the plan; the page of one query, asked
    again and again, would otherwise be the only one whose plans are kept.
    """
    _ask(port, page, cookie, WARMING)
    page.times.clear()
    _ask(port, page, cookie, SECONDS)


def _ask(port: int, page: Page, cookie: str, seconds: float) -> None:
    until = time.monotonic() + seconds

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        headers = {"Cookie": cookie, "Accept-Encoding": "gzip", "Host": "localhost"}
        while time.monotonic() < until:
            started = time.perf_counter()
            connection.request("GET", page.path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            page.times.append(time.perf_counter() - started)
            page.statuses.add(answer.status)

    threads = [threading.Thread(target=ask) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()
