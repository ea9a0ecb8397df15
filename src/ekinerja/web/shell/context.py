"""What the frame shows on every page; counted only when a template asks for it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib.messages import get_messages

from ekinerja import __version__
from ekinerja.reporting import public as reporting
from ekinerja.web.shell import navigation


class Shell:
    """The frame's view of one request; needs no database unless a counter is shown, then one query for all."""

    def __init__(self, request: Any) -> None:
        self.request = request
        self.actor = getattr(request, "actor", None)
        self.failed = getattr(request, "failed", False)
        self.version = __version__
        self.agency_name = getattr(request, "agency_name", "")
        self.place = request.path

    def stand_at(self, address: str) -> None:
        """Show another menu entry as the current one: a rater who reads a plan of others is not at "SKP saya"."""
        self.place = address

    @cached_property
    def menu(self) -> tuple[navigation.Section, ...]:
        """The menu of the signed-in person."""
        return navigation.menu_for(self.actor, self.place)

    @cached_property
    def phone(self) -> tuple[navigation.Link, ...]:
        """At most four links for the bottom bar of a phone."""
        return tuple(link for section in self.menu for link in section.links if link.phone)[:4]

    @cached_property
    def theme(self) -> str:
        """The chosen theme: ``light``, ``dark`` or empty for what the device prefers."""
        chosen = self.request.COOKIES.get("tema", "")
        return chosen if chosen in {"light", "dark"} else ""

    @cached_property
    def messages(self) -> list[Any]:
        """Messages that a view left for this page; none on a failed request."""
        return [] if self.failed else list(get_messages(self.request))

    def count(self, name: str) -> int:
        """Return a counter for a badge; zero where nothing counts it or the request failed."""
        if self.failed or self.actor is None or self.actor.agency_id is None:
            return 0
        return int(getattr(counts_of(self.request), name))


def counts_of(request: Any, *, with_rated: bool = False) -> reporting.FrameCounts:
    """Return the numbers beside the menu, counted once for a request."""
    kept: reporting.FrameCounts | None = getattr(request, "frame_counts", None)
    if kept is None:
        kept = reporting.frame_counts(actor=request.actor, with_rated=with_rated)
        request.frame_counts = kept
    return kept


def shell(request: Any) -> dict[str, Any]:
    """Give templates the ``shell`` variable and the actor."""
    return {"shell": Shell(request), "actor": getattr(request, "actor", None)}
