"""Form fields for days."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

LATEST = date(2199, 12, 31)


class LastDayField(forms.DateField):
    """The last day of something; no later than the JSON interface takes, so that there always is a day after it."""

    default_validators = [MaxValueValidator(LATEST, _("Pilih tanggal paling lambat 31 Desember 2199."))]
