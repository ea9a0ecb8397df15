"""Ask for a reset code by e-mail."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ekinerja.access.data import Client, Verdict, normalise_login
from ekinerja.access.services import throttle
from ekinerja.kernel import jobs


@transaction.atomic
def request_reset(*, login: str, client: Client, at: datetime) -> Verdict:
    """
    Queue a reset by e-mail; the same work and answer for every login, known or not.

    The job looks whether there is an account with an e-mail address, so no time tells it here. Three
    requests in half an hour from one browser, then waits.
    """
    name = normalise_login(login)
    limits = throttle.limits(scope="reset", login=name, client=client)
    verdict = throttle.reserve(which=limits, at=at)
    if verdict.allowed:
        throttle.fail(which=limits, at=at)
        jobs.defer("access.mail_reset", login=name)
    return verdict
