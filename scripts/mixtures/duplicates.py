"""Measurements that stand in the tables more than once."""

from collections import defaultdict

# Two tables differ by rounding; two points of one curve do not come as near.
SAME_TEMPERATURE_K = 0.05
SAME_SHARE = 0.0011
SAME_VALUE = 5e-4  # of ln η, for tables that name no source and round log10 η to 1e-4


def exact(rows):
    """Lines that repeat source, composition, temperature and value of a line before; the pressure is ambient."""
    lines, seen = set(), set()
    for row in rows:
        content = row.source, row.dataset, row.components, row.mole_fractions, row.temperature_K, row.value
        if content in seen:
            lines.add(row.line)
        seen.add(content)
    return lines


def _near(a, b, same_value):
    return (
        abs(a.temperature_K - b.temperature_K) <= SAME_TEMPERATURE_K
        and abs(a.share - b.share) <= SAME_SHARE
        and (not same_value or abs(a.value - b.value) <= SAME_VALUE)
    )


def across_datasets(rows):
    """Lines of the same measurement in a data set that comes later in `rows`: same source, components, composition
    and temperature, whatever the value, for two writers round and derive differently. Where one of the two names
    no source, the value must be the same too."""
    lines = set()
    earlier = defaultdict(list)
    for row in rows:
        for other in earlier[row.system]:
            if other.dataset == row.dataset:
                continue
            unnamed = row.source == row.dataset or other.source == other.dataset
            if (row.source == other.source or unnamed) and _near(row, other, same_value=unnamed):
                lines.add(row.line)
                break
        else:
            earlier[row.system].append(row)
    return lines
