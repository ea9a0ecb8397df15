"""How the codes of performance agreements read on screens."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ekinerja.planning.data import AgreementAction, AgreementState

Words = str | Promise

STATES: Final[dict[str, Words]] = {
    "BELUM_ADA_SASARAN": _("Belum ada sasaran"),
    "BELUM_DISUSUN": _("Belum disusun"),
    AgreementState.DRAFT: _("Konsep"),
    AgreementState.SUBMITTED: _("Menunggu kesepakatan"),
    AgreementState.RETURNED: _("Dikembalikan"),
    AgreementState.AGREED: _("Disepakati"),
}
STATE_KINDS: Final[dict[str, str]] = {
    "BELUM_ADA_SASARAN": "neutral",
    "BELUM_DISUSUN": "neutral",
    AgreementState.DRAFT: "neutral",
    AgreementState.SUBMITTED: "info",
    AgreementState.RETURNED: "warning",
    AgreementState.AGREED: "success",
}
ACTIONS: Final[dict[str, Words]] = {
    AgreementAction.SUBMIT: _("Diajukan"),
    AgreementAction.WITHDRAW: _("Ditarik"),
    AgreementAction.RETURN: _("Dikembalikan"),
    AgreementAction.AGREE: _("Disepakati"),
}
ACTION_KINDS: Final[dict[str, str]] = {
    AgreementAction.SUBMIT: "info",
    AgreementAction.RETURN: "warning",
    AgreementAction.AGREE: "success",
}
