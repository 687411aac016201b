"""Rows that contradict the smooth curve through the other rows of their series.

Every judge is a robust fit of what theory or habit says the curve looks like, and a distance from it that the
scatter between good laboratories does not reach. Along the composition, where associating liquids bend more
sharply than any short series of powers, a row must also be as far from its own neighbours. Series too short for
a fit are not judged; of a series that contradicts itself in more than a third of its rows, nothing is kept.
"""

from collections import defaultdict
from math import log

from datasets.robust import robust_fit

LARGEST_SHARE_OFF = 1 / 3


def _series(rows, key):
    groups = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups.values()


def _one_curve(row):
    """Measured together: one pair, one temperature, one source."""
    return row.system, row.source, round(row.temperature_K, 1)


def _off_fit(rows, columns, sd, limit, measured=lambda row: row.value):
    """Rows farther than `limit` from the robust fit of what was measured; columns: one list a row."""
    if len(rows) < len(columns[0]) + 4:
        return []
    values = [measured(row) for row in rows]
    fitted = robust_fit([list(column) for column in zip(*columns)], values, [sd] * len(rows))
    return [row for row, value, fit in zip(rows, values, fitted) if abs(value - fit) > limit]


def _between_neighbours(row, curve, measured):
    """What the two nearest rows on either side let expect, by Lagrange's polynomial; None at the ends of the
    curve. Rows at one composition count by their mean."""
    at = defaultdict(list)
    for other in curve:
        if other is not row:
            at[other.share].append(measured(other))
    points = sorted((x, sum(values) / len(values)) for x, values in at.items())
    below = [point for point in points if point[0] < row.share - 1e-4][-2:]
    above = [point for point in points if point[0] > row.share + 1e-4][:2]
    if not below or not above:
        return None
    expected = 0.0
    for i, (x, value) in enumerate(below + above):
        for j, (other, _) in enumerate(below + above):
            if i != j:
                value *= (row.share - other) / (x - other)
        expected += value
    return expected


def _off_neighbours(suspects, curve, limit, measured=lambda row: row.value):
    """Those of the suspects that the rows beside them contradict too, or that their data set marks."""

    def contradicted(row):
        expected = _between_neighbours(row, curve, measured)
        return expected is not None and abs(measured(row) - expected) > limit

    return [row for row in suspects if row.marked or contradicted(row)]


def _lines(off, rows):
    return {row.line for row in (rows if len(off) > LARGEST_SHARE_OFF * len(rows) else off)}


def _warmth(row):
    return 300 / row.temperature_K - 1


def _span_K(rows):
    temperatures = [row.temperature_K for row in rows]
    return max(temperatures) - min(temperatures)


def _of_temperature(rows):
    """1, t, t² as far as the rows reach, t = 300 K / T − 1: Vogel's law is a parabola in t over these ranges, and
    the density a line."""
    powers = 1 if _span_K(rows) < 5 else 3 if len(rows) >= 10 and _span_K(rows) > 20 else 2
    return [[_warmth(row) ** power for power in range(powers)] for row in rows]


def _redlich_kister(rows):
    terms = 5 if len(rows) >= 16 else 4 if len(rows) >= 11 else 3
    return [[row.share * (1 - row.share) * (2 * row.share - 1) ** k for k in range(terms)] for row in rows]


def _limit(curve, floor):
    """A tenth of the largest value of the curve, and at least the floor."""
    return max(0.1 * max(abs(row.value) for row in curve), floor)


def off_redlich_kister(floor):
    """The rule for excess properties: farther from its isotherm than _limit. floor: what a good instrument can be
    off."""

    def find(rows):
        lines = set()
        for curve in _series(rows, _one_curve):
            limit = _limit(curve, floor)
            off = _off_fit(curve, _redlich_kister(curve), limit / 10, limit)
            lines |= _lines(_off_neighbours(off, curve, limit), curve)
        return lines

    return find


def two_curves(floor):
    """The rule for excess properties: all rows of a source's isotherm that gives two values, farther apart than
    _limit, at three compositions and more. Two isotherms or two pairs share a label, and nothing tells which is
    which."""

    def find(rows):
        lines = set()
        for curve in _series(rows, _one_curve):
            values = [[row.value for row in point] for point in _series(curve, lambda row: row.share)]
            if sum(max(v) - min(v) > _limit(curve, floor) for v in values) >= 3:
                lines |= {row.line for row in curve}
        return lines

    return find


def off_density(masses_g_per_mol):
    """The rule for densities: half a per cent from the line in T through all sources of a liquid; one per cent
    from the isotherm of a pair. Judged is the logarithm of the specific volume, and over mass fractions, where an
    ideal mixture's specific volume is a line."""

    def volume(row):
        return -log(row.value)

    def mass_fraction(row):
        masses = [x * masses_g_per_mol[key] for key, x in zip(row.components, row.mole_fractions)]
        return masses[0] / sum(masses)

    def find(rows):
        lines = set()
        for liquid in _series([row for row in rows if len(row.components) == 1], lambda row: row.system):
            lines |= _lines(_off_fit(liquid, _of_temperature(liquid), 0.0005, 0.005, volume), liquid)
        for curve in _series([row for row in rows if len(row.components) == 2], _one_curve):
            degree = 4 if len(curve) >= 12 else 3 if len(curve) >= 9 else 2
            columns = [[mass_fraction(row) ** power for power in range(degree + 1)] for row in curve]
            off = _off_fit(curve, columns, 0.001, 0.01, volume)
            lines |= _lines(_off_neighbours(off, curve, 0.01, volume), curve)
        return lines

    return find


def off_viscosity(rows):
    """A fifth from Vogel's curve through all sources of a liquid; a quarter from the surface of a pair."""
    lines = set()
    for liquid in _series([row for row in rows if len(row.components) == 1], lambda row: row.system):
        lines |= _lines(_off_fit(liquid, _of_temperature(liquid), 0.03, 0.2), liquid)
    for pair in _series([row for row in rows if len(row.components) == 2], lambda row: row.system):
        degree = 4 if len(pair) >= 14 else 3 if len(pair) >= 9 else 2
        columns = [[row.share**power for power in range(degree + 1)] for row in pair]
        if _span_K(pair) >= 2:
            columns = [c + [_warmth(row), _warmth(row) * row.share] for c, row in zip(columns, pair)]
        suspects = set(_off_fit(pair, columns, 0.03, 0.25))
        for curve in _series(pair, lambda row: round(row.temperature_K)):
            off = [row for row in curve if row in suspects]
            lines |= _lines(_off_neighbours(off, curve, 0.25), curve)
    return lines


def off_activity(rows):
    """A factor of e^0.5 from the line of ln γ∞ in 1/T through all values of a solute in a solvent."""
    lines = set()
    for pair in _series(rows, lambda row: row.components):
        lines |= _lines(_off_fit(pair, _of_temperature(pair), 0.1, 0.5), pair)
    return lines
