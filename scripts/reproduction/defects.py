"""What is wrong in the table of excess volumes, put right.

Each defect shows against the other rows of its curve, at other temperatures too, or against the same measurements
in doi 10.5281/zenodo.19825669. The other two tables have none that we know of.
"""

from dataclasses import replace

# The source's values are negative; the table has lost the sign.
LOST_SIGN = "je960196b"

# The end of one isotherm and the beginning of the next stand in each other's place.
SWAPPED_SOURCE, SWAPPED_PAIR = "je049777o", ("Dimethyl Carbonate", "Heptane")
SWAPPED_BLOCKS = [(333.15, 0.6, 1.0), (343.15, 0.0, 0.5)]  # temperature in K, lowest and highest mole fraction

# Source, pair, temperature in K, mole fraction of the first: ten times their neighbours, or another row's value.
MISTYPED = {
    ("je049777o", ("Dimethyl Carbonate", "Heptane"), 343.15, 0.5266),
    ("je960186a", ("Propylene Carbonate", "1-Butanol"), 298.15, 0.2656),
    ("je00020a016", ("Dimethyl Carbonate", "Diethyl Carbonate"), 298.15, 0.9877),
}


def _source(row):
    """The last part of the DOI."""
    return row.link.rsplit("/", 1)[-1]


def _swapped(rows):
    """Row -> the value that belongs there. The blocks are known by their end: a pure liquid has no excess volume,
    and so a table without that defect stays as it is."""
    curve = [row for row in rows if (_source(row), row.names) == (SWAPPED_SOURCE, SWAPPED_PAIR)]
    blocks = [
        [row for row in curve if row.temperature_K == T and low <= row.mole_fraction <= high]
        for T, low, high in SWAPPED_BLOCKS
    ]
    first, second = blocks
    if not first or len(first) != len(second) or first[-1].value == 0 or second[-1].value != 0:
        return {}
    values = [row.value for row in second + first]
    return dict(zip(first + second, values))


def correct_volumes(rows):
    """(rows, {what was done: number of rows})"""
    swapped = _swapped(rows)
    done = dict.fromkeys(
        ("sign restored", "swapped block put back", "mistyped row left out", "pure liquid set to 0"), 0
    )
    corrected = []
    for row in rows:
        if (_source(row), row.names, row.temperature_K, row.mole_fraction) in MISTYPED:
            done["mistyped row left out"] += 1
            continue
        value = row.value
        if row in swapped:
            value = swapped[row]
            done["swapped block put back"] += 1
        if _source(row) == LOST_SIGN and value > 0:
            value = -value
            done["sign restored"] += 1
        if row.mole_fraction in (0, 1) and value != 0:
            value = 0.0
            done["pure liquid set to 0"] += 1
        corrected.append(replace(row, value=value))
    return corrected, done
