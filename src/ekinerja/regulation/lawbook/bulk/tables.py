"""The tables the bulk path reads: one row per person and month, sparse rows for days, leave and sanctions."""

from __future__ import annotations

TABLES = """
CREATE TEMPORARY TABLE sim_month (
    id bigint PRIMARY KEY,
    month date NOT NULL,
    class smallint,
    amount bigint,
    rating text,
    score bigint,
    status text NOT NULL DEFAULT 'PNS',
    permanent_since date,
    grp text,
    budget_user boolean NOT NULL DEFAULT false,
    carry_month smallint,
    profession bigint NOT NULL DEFAULT 0,
    correction bigint NOT NULL DEFAULT 0,
    salary bigint,
    rank_group text
);
CREATE TEMPORARY TABLE sim_day (
    id bigint NOT NULL,
    day date NOT NULL,
    absent boolean NOT NULL DEFAULT false,
    late smallint NOT NULL DEFAULT 0,
    early smallint NOT NULL DEFAULT 0,
    out smallint NOT NULL DEFAULT 0,
    missing_in boolean NOT NULL DEFAULT false,
    missing_out boolean NOT NULL DEFAULT false,
    no_rollcall boolean NOT NULL DEFAULT false,
    no_ceremony boolean NOT NULL DEFAULT false,
    leave_refused boolean NOT NULL DEFAULT false
);
CREATE TEMPORARY TABLE sim_leave (id bigint NOT NULL, kind text NOT NULL, month smallint, days smallint);
CREATE TEMPORARY TABLE sim_sanction (id bigint NOT NULL, key text NOT NULL, month smallint NOT NULL);
CREATE TEMPORARY TABLE sim_holiday (day date PRIMARY KEY);
"""
