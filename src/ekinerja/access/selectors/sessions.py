"""The open sessions of one account, as its owner sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from ekinerja.access import policies
from ekinerja.access.keyed import fingerprint
from ekinerja.access.models import Session
from ekinerja.kernel.actor import Actor

BROWSERS = (("Edg", "Microsoft Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"))
MORE = (("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"))
OTHERS = (("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"))


@dataclass(frozen=True)
class SessionLine:
    """Statutory term: sesi. One open session; ``handle`` names it in addresses without telling its key."""

    handle: str
    device: str
    ip: str
    signed_in_at: datetime | None
    seen_at: datetime
    current: bool


def session_handle(key: str) -> str:
    """Return a short keyed hash that stands for a session key in pages."""
    return fingerprint("handle", key)[:24]


def list_sessions(*, actor: Actor, at: datetime) -> list[SessionLine]:
    """Return the actor's open sessions, this one first, then the latest used."""
    rows = Session.objects.filter(account_id=policies.account_of(actor), expire_date__gt=at).order_by("-seen_at")
    lines = [
        SessionLine(
            session_handle(row.session_key),
            device_name(row.user_agent),
            row.ip or "",
            row.signed_in_at,
            row.seen_at,
            row.session_key == actor.session_key,
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: not line.current)


def device_name(user_agent: str) -> str:
    """Return browser and system of a user agent in words: ``Chrome di Android``."""
    browser = next((name for mark, name in (*BROWSERS, *MORE) if mark in user_agent), "")
    system = next((name for mark, name in (*SYSTEMS, *OTHERS) if mark in user_agent), "")
    if browser and system:
        return f"{browser} · {system}"
    return browser or system or re.sub(r"[/ ].*", "", user_agent) or "–"
