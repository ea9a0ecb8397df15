"""Checks of daily operation: time zone, mail, backups. Django runs already."""

from __future__ import annotations

import smtplib
import time
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ekinerja.commands import backup
from ekinerja.commands.checkup.finding import Finding, broken, fine, notice

DAY_SECONDS = 86_400
SMTP_SECONDS = 10


def time_zone() -> Finding:
    """The zones of Indonesia are known on this machine."""
    from django.conf import settings

    for name in (settings.TIME_ZONE, "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"):
        try:
            ZoneInfo(name)
        except ZoneInfoNotFoundError:
            return broken("Zona waktu", f"{name} tidak dikenal", "Pasang data zona waktu: apt install tzdata.")
    return fine("Zona waktu", f"{settings.TIME_ZONE}; WIB, WITA, WIT dikenal")


def mail() -> Finding:
    """E-mail can be sent; without it, codes are handed over in person."""
    from django.conf import settings

    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        return fine("Surel", f"ditulis ke {getattr(settings, 'EMAIL_FILE_PATH', '')} (mode demo)")
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        mend = "Isi EKINERJA_SMTP_HOST; tanpa surel, kode diserahkan langsung oleh admin atau pengelola."
        return notice("Surel", "tidak dikirim", mend)
    try:
        kind = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
        with kind(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=SMTP_SECONDS) as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as error:
        mend = "Periksa EKINERJA_SMTP_HOST, EKINERJA_SMTP_PORT, dan dinding api."
        return broken("Surel", f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} tidak menjawab ({error})", mend)
    return fine("Surel", f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} menjawab")


def backups(home: Path) -> Finding:
    """There is a backup of the last day."""
    files = sorted((home / "cadangan").glob(backup.PATTERN))
    if not files:
        return notice("Cadangan", "belum ada", "Jalankan ./ekinerja backup setiap malam (ops/systemd).")
    days = (time.time() - files[-1].stat().st_mtime) / DAY_SECONDS
    detail = f"terakhir {days:.1f} hari lalu ({files[-1].name})"
    if days > 1.5:
        return notice("Cadangan", detail, "Periksa jadwal cadangan: systemctl status ekinerja-cadangan.timer.")
    return fine("Cadangan", detail)
