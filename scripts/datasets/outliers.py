"""Rows that contradict the other rows of their own series: mistyped, mislabelled, or no longer liquid."""

from itertools import groupby
from math import exp, log, sqrt

from datasets.robust import robust_fit

# A series is judged only where its trend is above this, mS/cm: below, reading errors rule.
JUDGED_ABOVE_mS_PER_CM = 0.3
OFF_TREND = 0.25  # of the larger of measured and expected
READING_ERROR_mS_PER_CM = 0.01  # for weights only
SCATTER = 0.02  # relative, likewise
COLLAPSE = 0.2  # of ln κ, see frozen()
WIDEST_STEP_K = 25  # likewise


def _system(row):
    """Rows of one system differ in salt amount and temperature alone."""
    shares = tuple((name, round(share, 3)) for name, share in row.solvents.items())
    return row.source_group, row.salt, row.amount_unit, row.basis, shares


def _in_groups(rows, key):
    return [list(group) for _, group in groupby(sorted(rows, key=key), key=key)]


def _expected(rows, columns):
    """Robust trend of ln κ over the columns, as κ in mS/cm."""
    measured = [row.conductivity_mS_per_cm for row in rows]
    sd = [sqrt(SCATTER**2 + (READING_ERROR_mS_PER_CM / k) ** 2) for k in measured]
    return [exp(value) for value in robust_fit(columns, [log(k) for k in measured], sd)]


def _far_off(rows, expected):
    for row, trend in zip(rows, expected):
        larger = max(row.conductivity_mS_per_cm, trend)
        if larger > JUDGED_ABOVE_mS_PER_CM and abs(row.conductivity_mS_per_cm - trend) > OFF_TREND * larger:
            yield row.line


def _surface(rows):
    """Features of a system measured over salt amount and temperature: ln κ is smooth in √m, ln m and 1/T."""
    features = []
    for row in rows:
        m = row.amount
        s = sqrt(m)
        t = 300 / row.temperature_K - 1
        of_amount = (1.0, log(m), s, m, m * s, m * m)
        of_temperature = (t, t * t, t**3)
        of_both = (log(m) * t, s * t, m * t, m * s * t, s * t * t, m * t * t)
        features.append(of_amount + of_temperature + of_both)
    return [list(column) for column in zip(*features)]


def _curve(rows):
    """Features of a system measured over temperature alone."""
    degree = 3 if len(rows) >= 8 else 2
    return [[(300 / row.temperature_K - 1) ** power for row in rows] for power in range(degree + 1)]


def _is_surface(rows):
    amounts = {round(row.amount, 1) for row in rows}
    temperatures = {round(row.temperature_K, -1) for row in rows}
    return len(rows) >= 40 and len(amounts) >= 4 and len(temperatures) >= 4


def _by_amount(rows):
    return _in_groups(rows, lambda row: (_system(row), row.source, row.amount))


def off_trend(rows):
    """Lines of rows more than OFF_TREND away from the robust trend of their system."""
    lines = set()
    for system in _in_groups(rows, _system):
        if _is_surface(system):
            lines.update(_far_off(system, _expected(system, _surface(system))))
            continue
        for curve in _by_amount(system):
            if len({round(row.temperature_K) for row in curve}) >= 6:
                lines.update(_far_off(curve, _expected(curve, _curve(curve))))
    return lines


def _spaced(curve):
    """From warm to cold, at least 4 K apart, so that scatter does not make slopes."""
    rows = []
    for row in sorted(curve, key=lambda row: -row.temperature_K):
        if not rows or rows[-1].temperature_K - row.temperature_K >= 4:
            rows.append(row)
    return rows


def _slope(warm, cold):
    """-d ln κ / d(1/T), K: the apparent activation energy over the gas constant."""
    loss = log(warm.conductivity_mS_per_cm / cold.conductivity_mS_per_cm)
    return loss / (1 / cold.temperature_K - 1 / warm.temperature_K)


def _collapses(rows, i):
    """Whether κ falls from row i - 1 to row i far more than the three steps before let expect."""
    warm, cold = rows[i - 1], rows[i]
    if warm.conductivity_mS_per_cm < JUDGED_ABOVE_mS_PER_CM:
        return False
    if warm.temperature_K - cold.temperature_K > WIDEST_STEP_K:
        return False
    slopes = [_slope(rows[j - 1], rows[j]) for j in range(max(1, i - 3), i)]
    steepest = max(0.0, *slopes)
    # A single value that is too high on the warm side, or too low on the cold side, is no collapse.
    if slopes[-1] < 0.5 * steepest or (i + 1 < len(rows) and _slope(cold, rows[i + 1]) < 0):
        return False
    expected = 1.5 * steepest * (1 / cold.temperature_K - 1 / warm.temperature_K)
    return log(warm.conductivity_mS_per_cm / cold.conductivity_mS_per_cm) > expected + COLLAPSE


def frozen(rows):
    """Lines of rows below the temperature where a series collapses on cooling, because solvent or salt
    crystallises: it loses COLLAPSE more of ln κ than it would at one and a half times the highest apparent
    activation energy of the three steps before. A liquid's rises by less, even near its glass transition."""
    lines = set()
    for curve in _by_amount(rows):
        spaced = _spaced(curve)
        for i in range(2, len(spaced)):
            if _collapses(spaced, i):
                lines.update(row.line for row in curve if row.temperature_K < spaced[i - 1].temperature_K)
                break
    return lines
