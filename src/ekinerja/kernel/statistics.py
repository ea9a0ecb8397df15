"""
Fresh figures for the planner after tables grew by leaps.

The server looks by itself only once a minute. Until then it believes a table of thousands to be empty, and a search
that takes a tenth of a second can take hours.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, models

LEAP = 500


def look_again(tables: Iterable[type[models.Model]], *, changed: int) -> None:
    """
    Let the database count these tables now, rows of the open transaction included, if ``changed`` rows are a leap.

    Call it last in the transaction: the tables stay locked against each other's counting until it ends. Not after
    a large removal: the foreign keys are checked at its commit, and over a table believed empty that takes minutes.
    """
    if changed < LEAP:
        return
    names = sorted({model._meta.db_table for model in tables})
    with connection.cursor() as cursor:
        cursor.execute("SELECT ekinerja_look_again(%s)", [names])
