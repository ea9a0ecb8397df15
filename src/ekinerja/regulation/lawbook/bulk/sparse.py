"""Leave and sanctions as grouped queries: the share taken from the whole and from the attendance part."""

from __future__ import annotations

from decimal import Decimal

from ekinerja.rules.allowance.scheme import Base, LeaveRule, LeaveUnit, Scheme

COLUMNS = ("lv_total", "lv_component", "sn_total", "sn_component")
MOST_LEAVES = 31
MOST_SANCTIONS = 10


def _digits(share: Decimal) -> int:
    return max(0, -int(share.normalize().as_tuple().exponent))


def leave_scale(scheme: Scheme) -> tuple[int, int]:
    """Return the decimals that leave shares need, and the largest their column can become."""
    shares = [Decimal(1)]
    for rule in scheme.leave.values():
        shares += [rule.deduct, rule.pct_per_day, *rule.steps, *([] if rule.beyond is None else [rule.beyond])]
    scale = max(map(_digits, shares))
    return scale, 10**scale * (1 if scheme.leave_overrides else MOST_LEAVES)


def sanction_scale(scheme: Scheme) -> tuple[int, int]:
    """Return the decimals that sanction shares need, and the largest their column can become."""
    scale = max([0, *(_digits(rule.pct) for rule in scheme.sanctions.values())])
    return scale, 10**scale * MOST_SANCTIONS


def leave_query(scheme: Scheme) -> str:
    """Return id, lv_total, lv_component, wrong: the strongest share when leave replaces, else the sum."""
    scale, _ = leave_scale(scheme)
    whens = " ".join(f"WHEN kind = '{rule.kind}' THEN {_share(rule, scale)}" for rule in scheme.leave.values())
    share = f"CASE {whens} END" if whens else "NULL::bigint"
    totals = [f"'{rule.kind}'" for rule in scheme.leave.values() if rule.base is Base.TOTAL]
    on_total = f"kind IN ({', '.join(totals)})" if totals else "false"
    function = "MAX" if scheme.leave_overrides else "SUM"
    return (
        f"SELECT id, {function}(share) FILTER (WHERE on_total) AS lv_total, "  # noqa: S608
        f"{function}(share) FILTER (WHERE NOT on_total) AS lv_component, bool_or(share IS NULL) AS wrong "
        f"FROM (SELECT id, {on_total} AS on_total, ({share})::bigint AS share FROM sim_leave) shares GROUP BY id"
    )


def _share(rule: LeaveRule, scale: int) -> str:
    def _int(share: Decimal) -> int:
        return int(share.scaleb(scale))

    if rule.unit is LeaveUnit.FLAT:
        return str(_int(rule.deduct))
    if rule.unit is LeaveUnit.MONTH_STEP:
        steps = " ".join(f"WHEN {i} THEN {_int(step)}" for i, step in enumerate(rule.steps, start=1))
        beyond = "NULL" if rule.beyond is None else str(_int(rule.beyond))
        return f"CASE COALESCE(month, 1) {steps} ELSE {beyond} END"
    counted = f"LEAST({_int(Decimal(1))}, GREATEST(0, days - {rule.free_days}) * {_int(rule.pct_per_day)}::bigint)"
    if rule.max_days is not None:
        return f"CASE WHEN days <= {rule.max_days} THEN {counted} END"
    return f"CASE WHEN days IS NOT NULL THEN {counted} END"


def sanction_query(scheme: Scheme) -> str:
    """Return id, sn_total, sn_component, wrong: the sum of shares of the sanctions still running."""
    scale, _ = sanction_scale(scheme)
    whens = []
    for rule in scheme.sanctions.values():
        share = str(int(rule.pct.scaleb(scale)))
        if rule.months is not None:
            share = f"CASE WHEN month <= {rule.months} THEN {share} ELSE 0 END"
        whens.append(f"WHEN key = '{rule.key}' THEN {share}")
    share = f"CASE {' '.join(whens)} END" if whens else "NULL::bigint"
    totals = [f"'{rule.key}'" for rule in scheme.sanctions.values() if rule.base is Base.TOTAL]
    on_total = f"key IN ({', '.join(totals)})" if totals else "false"
    return (
        "SELECT id, SUM(share) FILTER (WHERE on_total) AS sn_total, "  # noqa: S608
        "SUM(share) FILTER (WHERE NOT on_total) AS sn_component, bool_or(share IS NULL) AS wrong "
        f"FROM (SELECT id, {on_total} AS on_total, ({share})::bigint AS share FROM sim_sanction) shares GROUP BY id"
    )
