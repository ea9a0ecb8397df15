"""
Speed of the allowance rules: an explained month per person, and the bulk path beside the plainest SQL.

``python bench/rules.py [--people 5000000] [--only explained|bulk]``; starts a throw-away PostgreSQL of its own.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import sys
import threading
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from ekinerja.commands.simulasi_database import database  # noqa: E402
from ekinerja.regulation.lawbook import parse_shipped_scheme  # noqa: E402
from ekinerja.regulation.lawbook.answers.allowance import write  # noqa: E402
from ekinerja.regulation.lawbook.bulk import TABLES, compile_scheme  # noqa: E402
from ekinerja.rules.allowance.case import AttendanceDay, PersonMonth  # noqa: E402
from ekinerja.rules.allowance.engine import pay  # noqa: E402
from ekinerja.rules.rating import Rating  # noqa: E402

PEOPLE = 7362
WORKDAYS = [date(2026, 6, n) for n in range(1, 31) if date(2026, 6, n).weekday() < 5]
KEYS = ("permenaker-15-2024", "tulang-bawang")
DAY_COLUMNS = "absent, late, early, out, missing_in, missing_out, no_rollcall, no_ceremony, leave_refused"

FILL = """
INSERT INTO sim_month (id, month, class, amount, rating, status)
SELECT g, DATE '2026-06-01', 1 + hashint8(g) % 17 * sign(hashint8(g))::int, 2000000 + abs(hashint8(g) % 9000000),
       (ARRAY['SANGAT_BAIK','BAIK','BAIK','BAIK','BAIK','BUTUH_PERBAIKAN','KURANG','SANGAT_KURANG'])
           [1 + abs(hashint8(g + 1) % 8)],
       CASE WHEN g % 40 = 0 THEN 'CPNS' ELSE 'PNS' END
FROM generate_series(1, {people}) g;
INSERT INTO sim_day (id, day, absent, late, early, out, missing_in, missing_out, no_rollcall)
SELECT g, DATE '2026-06-01' + n, abs(hashint8(g * 31 + n) % 20) = 0, abs(hashint8(g * 7 + n) % 120),
       CASE WHEN abs(hashint8(g * 5 + n) % 4) = 0 THEN abs(hashint8(g * 3 + n) % 100) ELSE 0 END, 0,
       abs(hashint8(g * 11 + n) % 25) = 0, abs(hashint8(g * 13 + n) % 25) = 0, abs(hashint8(g * 17 + n) % 30) = 0
FROM generate_series(1, {people}) g, generate_series(0, 2) n
WHERE abs(hashint8(g * 19 + n) % 2) = 0;
INSERT INTO sim_leave (id, kind, month)
SELECT g, CASE WHEN g % 100 = 0 THEN 'CLTN' ELSE 'TAHUNAN' END, 1 FROM generate_series(1, {people}, 20) g;
"""

PLAIN_SUM = "SELECT SUM(amount) FROM sim_month"
PLAIN_JOIN = """
SELECT SUM(m.amount * (1000 - LEAST(1000, COALESCE(d.n, 0) * 5))) FROM sim_month m
LEFT JOIN (SELECT id, COUNT(*) AS n FROM sim_day WHERE late > 0 OR early > 0 OR absent GROUP BY id) d ON d.id = m.id
"""


def month(generator: random.Random) -> tuple[AttendanceDay, ...]:
    days = []
    for day in WORKDAYS[:22]:
        roll = generator.random()
        if roll < 0.02:
            days.append(AttendanceDay(day, absent=True))
        elif roll < 0.22:
            days.append(AttendanceDay(day, late=generator.randint(1, 120), early=generator.choice((0, 0, 15))))
        elif roll < 0.25:
            days.append(AttendanceDay(day, missing_out=True))
        else:
            days.append(AttendanceDay(day))
    return tuple(days)


def explained() -> None:
    generator = random.Random(7)
    cases = [
        PersonMonth(
            month=date(2026, 6, 1),
            amount=Decimal(generator.randint(2_000_000, 20_000_000)),
            rating=generator.choice(list(Rating)),
            days=month(generator),
        )
        for _ in range(PEOPLE)
    ]
    for key in KEYS:
        scheme = parse_shipped_scheme(key)
        gc.collect()
        started, before = time.perf_counter(), time.process_time()
        lines = sum(len(pay(scheme=scheme, case=case).lines) for case in cases)
        seconds = time.perf_counter() - started
        used = time.process_time() - before
        print(
            f"explained {key}: {PEOPLE} x 22 days, {lines} lines, {seconds:.2f} s, {PEOPLE / seconds:.0f} people/s; "
            f"processor {used:.2f} s, {PEOPLE / used:.0f} people/s"
        )
        started = time.perf_counter()
        for case in cases:
            write(pay(scheme=scheme, case=case), scheme)
        seconds = time.perf_counter() - started
        print(f"  the same written out for JSON: {seconds:.2f} s, {PEOPLE / seconds:.0f} people/s")


class Memory(threading.Thread):
    """Watches the resident memory of a server process and of this one."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.stopped = pid, 0, threading.Event()

    def run(self) -> None:
        while not self.stopped.wait(0.05):
            self.peak = max(self.peak, resident(self.pid) + resident(os.getpid()))


def resident(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("VmRSS")), 0)


def cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def bulk(people: int) -> None:
    with database() as connection:
        connection.execute("SET work_mem = '512MB'")
        connection.execute("SET temp_buffers = '256MB'")
        connection.execute(TABLES.encode())
        started = time.perf_counter()
        connection.execute(FILL.format(people=people).encode())
        connection.execute("ANALYZE sim_month, sim_day, sim_leave, sim_sanction")
        counts = connection.execute(
            "SELECT (SELECT COUNT(*) FROM sim_month), (SELECT COUNT(*) FROM sim_day)"
        ).fetchone()
        print(f"bulk: {counts} rows made in {time.perf_counter() - started:.1f} s")
        pid = connection.execute("SELECT pg_backend_pid()").fetchone()[0]
        for name, statement in (("plain sum", PLAIN_SUM), ("plain sum with joined days", PLAIN_JOIN)):
            started, before = time.perf_counter(), cpu(pid)
            connection.execute(statement.encode()).fetchone()
            print(f"  {name}: {time.perf_counter() - started:.2f} s, processor {cpu(pid) - before:.2f} s")
        for key in KEYS:
            one(connection, key, pid, people)


def one(connection, key: str, pid: int, people: int) -> None:
    scheme = parse_shipped_scheme(key)
    query = compile_scheme(scheme, largest=11_000_000, decimals=0, stages=False)
    memory = Memory(pid)
    memory.start()
    started, before = time.perf_counter(), cpu(pid)
    connection.execute(f"CREATE TEMPORARY TABLE paid AS {query.sql}".encode())
    seconds = time.perf_counter() - started
    memory.stopped.set()
    memory.join()
    total = connection.execute("SELECT SUM(bersih), COUNT(*) FILTER (WHERE ditolak) FROM paid").fetchone()
    print(
        f"  {key}: {people} people in {seconds:.1f} s ({people / seconds:.0f}/s), processor {cpu(pid) - before:.1f} s, "
        f"peak memory {memory.peak / 2**30:.2f} GiB, total {total[0]} cents, refused {total[1]}"
    )
    print(f"    sample against the engine: {differences(connection, scheme)} of 2000 differ")
    connection.execute("DROP TABLE paid")


def differences(connection, scheme) -> int:
    from ekinerja.rules.allowance.case import LeaveTaken

    ids = "SELECT id FROM sim_month WHERE hashint8(id + 99) % 997 = 0 ORDER BY id LIMIT 2000"
    people = connection.execute(
        f"SELECT m.id, m.amount, m.rating, m.status, p.bersih FROM sim_month m JOIN paid p USING (id) "
        f"WHERE m.id IN ({ids})".encode()
    ).fetchall()
    days: dict[int, list[AttendanceDay]] = {}
    for row in connection.execute(f"SELECT id, day, {DAY_COLUMNS} FROM sim_day WHERE id IN ({ids})".encode()):
        days.setdefault(row[0], []).append(AttendanceDay(*row[1:]))
    leaves = {
        row[0]: (LeaveTaken(row[1], row[2]),)
        for row in connection.execute(f"SELECT id, kind, month FROM sim_leave WHERE id IN ({ids})".encode())
    }
    wrong = 0
    for number, amount, rating, status, paid in people:
        case = PersonMonth(
            month=date(2026, 6, 1),
            amount=Decimal(amount),
            rating=Rating(rating),
            status=status,
            days=tuple(days.get(number, ())),
            leaves=leaves.get(number, ()),
        )
        wrong += int(pay(scheme=scheme, case=case).net.scaleb(2)) != paid
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=5_000_000)
    parser.add_argument("--only", choices=("explained", "bulk"))
    options = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    if options.only != "bulk":
        explained()
    if options.only != "explained":
        bulk(options.people)
    return 0


if __name__ == "__main__":
    sys.exit(main())
