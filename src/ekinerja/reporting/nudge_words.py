"""What a reminder of planning says."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ekinerja.kernel.dates import tell_day
from ekinerja.reporting.data import PlanStanding
from ekinerja.reporting.services.nudge import Nudge


def plan_nudges(year: Any, deadline: datetime) -> dict[PlanStanding, Nudge]:
    """Return what is told to those who stand so in planning the year and have time until ``deadline``."""
    until, plans = tell_day(deadline), reverse("plans:mine")
    return {
        PlanStanding.NOT_BEGUN: Nudge(
            _("Anda belum menyusun SKP %(year)s") % {"year": year.year},
            _("Susun dan ajukan SKP Anda paling lambat %(until)s.") % {"until": until},
            plans,
        ),
        PlanStanding.DRAFT: Nudge(
            _("SKP %(year)s Anda belum diajukan") % {"year": year.year},
            _("SKP Anda masih konsep. Lengkapi, lalu ajukan paling lambat %(until)s.") % {"until": until},
            plans,
        ),
        PlanStanding.RETURNED: Nudge(
            _("SKP %(year)s Anda menunggu perbaikan") % {"year": year.year},
            _("Baca catatan penilai, perbaiki, lalu ajukan lagi paling lambat %(until)s.") % {"until": until},
            plans,
        ),
        PlanStanding.SUBMITTED: Nudge(
            _("Ada SKP %(year)s yang menunggu keputusan Anda") % {"year": year.year},
            _("Buka kotak masuk, lalu setujui atau kembalikan paling lambat %(until)s.") % {"until": until},
            reverse("inbox:inbox"),
        ),
    }
