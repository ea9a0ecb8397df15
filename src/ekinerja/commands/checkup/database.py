"""Checks of the database: reachable, safe roles, right version, current tables, true clock. Django runs already."""

from __future__ import annotations

from ekinerja.commands.checkup.finding import Finding, broken, fine, notice

OLDEST_SERVER = 150000
DRIFT_NOTICE_SECONDS = 2.0
DRIFT_BROKEN_SECONDS = 30.0
STALE_JOB_SECONDS = 900


def version() -> Finding:
    """The server is new enough and finds damaged pages by checksums."""
    from ekinerja.kernel import health

    server = health.server()
    detail = f"PostgreSQL {server.version}, {server.encoding}, {server.size_bytes / 1_000_000:.0f} MB"
    if server.version_number < OLDEST_SERVER:
        return broken("Basis data", detail, "Perbarui ke PostgreSQL 15 atau lebih baru.")
    if server.encoding != "UTF8":
        return broken("Basis data", detail, "Buat basis data dengan ENCODING 'UTF8'.")
    if not server.data_checksums:
        mend = "Hentikan server, lalu jalankan pg_checksums --enable agar kerusakan disk ketahuan."
        return notice("Basis data", f"{detail}, tanpa checksum", mend)
    return fine("Basis data", f"{detail}, checksum aktif")


def role() -> Finding:
    """Row-level security holds for the program's role."""
    from ekinerja.kernel import health

    facts = health.role()
    if facts.is_superuser or facts.bypasses_row_security:
        mend = f"ALTER ROLE {facts.name} NOSUPERUSER NOBYPASSRLS; atau pakai peran lain pada DATABASE_URL."
        return broken("Peran aplikasi", f"{facts.name} melewati pengamanan baris", mend)
    if facts.owned_tables:
        mend = "Isi DATABASE_URL dengan peran aplikasi dan DATABASE_OWNER_URL dengan peran pemilik."
        return broken("Peran aplikasi", f"{facts.name} memiliki {facts.owned_tables} tabel", mend)
    return fine("Peran aplikasi", f"{facts.name}, tanpa hak atas susunan tabel")


def tables() -> Finding:
    """All migrations are applied."""
    from ekinerja.kernel import health

    if missing := health.unapplied_migrations():
        return broken("Tabel", f"{len(missing)} perubahan belum diterapkan", "Jalankan ./ekinerja migrate.")
    return fine("Tabel", "mutakhir")


def clock() -> Finding:
    """This machine and the database agree on the time; one-time codes depend on it."""
    from ekinerja.kernel import health

    drift = abs(health.server().clock_drift_seconds)
    detail = f"selisih {drift:.2f} detik dengan basis data"
    mend = "Aktifkan penyelaras waktu pada kedua mesin: timedatectl set-ntp true."
    if drift > DRIFT_BROKEN_SECONDS:
        return broken("Jam", detail, mend)
    if drift > DRIFT_NOTICE_SECONDS:
        return notice("Jam", detail, mend)
    return fine("Jam", detail)


def queue() -> Finding:
    """Background work is being taken up."""
    from django.db import connection

    if "procrastinate_jobs" not in connection.introspection.table_names():
        return broken("Pekerjaan latar", "tabelnya belum ada", "Jalankan ./ekinerja migrate.")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE status = 'todo'), count(*) FILTER (WHERE status = 'failed'),"
            " coalesce(extract(epoch FROM now() - min(e.at) FILTER (WHERE status = 'todo')), 0)"
            " FROM procrastinate_jobs j LEFT JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'"
        )
        waiting, failed, oldest = cursor.fetchone()
    detail = f"{waiting} menunggu, {failed} gagal"
    if waiting and oldest > STALE_JOB_SECONDS:
        return notice("Pekerjaan latar", detail, "Pekerja tidak berjalan? Periksa catatan ./ekinerja run.")
    if failed:
        return notice("Pekerjaan latar", detail, "Buka halaman Pekerjaan di program; ulangi atau batalkan.")
    return fine("Pekerjaan latar", detail)
