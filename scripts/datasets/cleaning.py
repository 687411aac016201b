"""CALiSol-23 without its defects, each of them counted."""

from collections import Counter

from datasets.dropping import drop, where
from datasets.outliers import frozen, off_trend

HIGHEST_TEMPERATURE_K = 373.15

# Beyond, a molality computed from mol/l hangs on the salt's volume, which is an estimate.
LARGEST_SALT_VOLUME_SHARE = 0.5

MIS_SCALED = {
    # About 100 times too low; the dependence on temperature does not fit the liquid either, so that no factor
    # repairs it.
    "10.1007/s10008-002-0300-9",
    # About 10 times too low, judged by the same salt in the same solvents elsewhere.
    "10.1016/S0378-7753(01)00697-8",
}

# Two electrolytes under one name, their conductivities a factor of four apart; a table of the same laboratory's
# has the better conducting one.
MIXED = {("10.1016/S0378-7753(03)00153-8", "LiPF6", (("PC", 0.3), ("DEC", 0.7)))}

# The same seven numbers stand for two electrolytes, once in reverse: at least one of them is a slip of copying.
COPIED = {
    ("10.1016/0378-7753(91)80004-H", "LiBF4", frozenset({"Sulfolane", "G3"})),
    ("10.1016/0378-7753(91)80004-H", "LiBF4", frozenset({"EC", "PC", "2-MeTHF"})),
}

# Two curves that differ by a third and more stand under one salt's name. The paper compares five salts; only
# the first curves agree with what it says of these two.
SECOND_CURVE_MISLABELLED = {
    ("10.1016/j.jpowsour.2010.12.040", "LiFSI"),
    ("10.1016/j.jpowsour.2010.12.040", "LiBF4"),
}

# What a source resolves, mS/cm: the reading error of a figure with a linear axis, estimated from the scatter
# about smooth isotherms and, where a table of the same measurement exists, from the difference; or rounding.
# Rows below four times this are dropped: a quarter of their value and more is reading error.
RESOLUTION_mS_PER_CM = {
    "10.1016/0378-7753(91)80004-H": 0.007,  # a table, rounded to 0.01
    "10.1016/S0378-7753(03)00153-8": 0.006,
    "10.1021/JE020219O": 2.5e-5,  # a table with significant digits, scattering below 1e-4
    "10.1021/je0498863": 0.015,
    "10.1149/1.1403730": 0.02,
    "10.1149/1.1513556": 0.02,
    "10.1149/1.1566019": 0.06,
    "10.1149/1.1630593": 0.015,
    "10.1149/1.1833611": 0.025,
    "10.1149/1.1914757": 0.015,
    "10.1149/2.0571912jes": 0.03,
}

# Papers by one laboratory that show the same measurements again: equal within reading error on the same grid of
# salt amounts and temperatures. (source, salt) -> the paper under whose name they go.
REPUBLISHED = {
    ("10.1149/1.1566019", "LiPF6"): "10.1021/JE020219O",
    ("10.1016/S0378-7753(03)00153-8", "LiPF6"): "10.1021/JE020219O",
    ("10.1149/1.1630593", "LiBF4"): "10.1021/je0498863",
    ("10.1016/S0378-7753(03)00153-8", "LiBF4"): "10.1021/je0498863",
    ("10.1149/1.1527939", "LiBMB"): "10.1149/1.1344281",
}


def source_group(source, salt):
    """Rows of one group stem from the same measurements and must not be split apart."""
    return REPUBLISHED.get((source, salt), source)


def _second_curves(rows):
    """Lines from where the temperature rises again in a series that should fall throughout."""
    lines = set()
    coldest = {}  # of the first curve; 0 once that has ended
    for row in rows:
        series = (row.source, row.salt)
        if series in SECOND_CURVE_MISLABELLED:
            if row.temperature_K > coldest.get(series, row.temperature_K):
                coldest[series] = 0
                lines.add(row.line)
            else:
                coldest[series] = row.temperature_K
    return lines


def _duplicates(rows):
    seen = set()
    for row in rows:
        content = (
            row.source,
            row.salt,
            row.amount,
            row.amount_unit,
            row.basis,
            tuple(row.solvents.items()),
            row.temperature_K,
            row.conductivity_mS_per_cm,
        )
        if content in seen:
            yield row.line
        seen.add(content)


def _salt_volume_share(row, library):
    """Of the solution's volume; 0 where the amount is a molality, which needs no conversion."""
    if row.amount_unit != "mol_per_l":
        return 0.0
    return row.amount * library.find("salt", row.salt).molar_volume_cm3_per_mol / 1000


def _reasons(library):
    """For dropping.drop()."""
    return (
        ("mis-scaled source", where(lambda row: row.source in MIS_SCALED)),
        ("no conductivity", where(lambda row: row.conductivity_mS_per_cm is None)),
        ("conductivity not positive", where(lambda row: row.conductivity_mS_per_cm <= 0)),
        ("no salt amount, or not positive", where(lambda row: row.amount is None or row.amount <= 0)),
        ("extrapolated above 373.15 K", where(lambda row: row.temperature_K > HIGHEST_TEMPERATURE_K)),
        ("copied series", where(lambda row: (row.source, row.salt, frozenset(row.solvents)) in COPIED)),
        ("mixed series", where(lambda row: (row.source, row.salt, tuple(row.solvents.items())) in MIXED)),
        ("mislabelled series", _second_curves),
        ("exact duplicate", lambda rows: set(_duplicates(rows))),
        (
            "mostly salt by volume",
            where(lambda row: _salt_volume_share(row, library) > LARGEST_SALT_VOLUME_SHARE),
        ),
        (
            "below the resolution of its source",
            where(lambda row: row.conductivity_mS_per_cm < 4 * RESOLUTION_mS_PER_CM.get(row.source, 0)),
        ),
        ("frozen", frozen),
        ("off the trend of its series", off_trend),
    )


def clean(rows, library):
    """The rows to keep, and Counters of rows dropped by reason (see dropping.drop) and of repairs among those
    kept."""
    kept, dropped = drop(rows, _reasons(library))
    return kept, dropped, Counter(repair for row in kept for repair in row.repairs)
