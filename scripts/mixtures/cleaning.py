"""The measurements without their defects, each of them counted."""

from datasets.dropping import drop, where
from mixtures.curves import off_activity, off_density, off_redlich_kister, off_viscosity, two_curves
from mixtures.duplicates import across_datasets, exact
from mixtures.molecules import KINDS

# Liquids change by some 1e-4 of their volume and 1e-3 of their viscosity over an atmosphere, less than the
# measurements scatter: whatever was measured under open air counts as one pressure. Rows that name none are
# taken as such.
AMBIENT_kPa = (70, 130)

# Beyond, a value is no liquid's at such pressures, or is another unit's.
PHYSICAL = {
    "excess_enthalpy": (-2e4, 1e4),  # J/mol
    "excess_volume": (-10, 10),  # cm³/mol
    "density": (0.3, 5),  # g/cm³
    "viscosity": (-3, 13.9),  # ln mPa s: 0.05 mPa s to 1e6 mPa s, where a liquid no longer flows
    "log_gamma_infinite": (-10, 30),
}

# Of one laboratory's esters with dichloroalkanes; lower, by up to 230 J/mol, than two other papers (doi
# 10.1016/j.jct.2005.11.003 and 10.1016/j.jct.2008.10.007) in all the ten pairs that they share with it.
CONTRADICTED = {("10.1016/j.jct.2006.10.008", "excess_enthalpy")}

# What a good instrument can be off.
ERROR = {"excess_enthalpy": 10, "excess_volume": 0.02}  # J/mol, cm³/mol

OTHER = "for another reason"  # RDKit's or the reader's, in words in the report


def _off_curve(name, masses_g_per_mol):
    if name in ERROR:
        return off_redlich_kister(ERROR[name])
    if name == "density":
        return off_density(masses_g_per_mol)
    return off_viscosity if name == "viscosity" else off_activity


def _far_from_ambient(row):
    low, high = AMBIENT_kPa
    return row.pressure_kPa is not None and not low <= row.pressure_kPa <= high


def _not_physical(row):
    low, high = PHYSICAL[row.property]
    return not low <= row.value <= high


def refuse_molecules(rows, refused, isomers):
    """Rows whose molecules the core can read and tell apart; see dropping.drop. refused: SMILES -> why."""

    def has(smiles):
        return where(lambda row: not smiles.isdisjoint(row.components))

    by_kind = {kind: set() for kind in (*KINDS, OTHER)}
    for smiles, why in refused.items():
        by_kind[why if why in KINDS else OTHER].add(smiles)
    reasons = [(f"molecule that the core cannot read: {kind}", has(those)) for kind, those in by_kind.items()]
    reasons.append(("stereoisomer that the core cannot tell from a commoner one", has(isomers)))
    return drop(rows, reasons)


def clean(rows, masses_g_per_mol):
    """Rows of one property; see dropping.drop. Of two data sets that hold the same measurement, the one that
    comes first keeps it. masses_g_per_mol: of the molecules by key."""
    if not rows:
        return [], {}
    (name,) = {row.property for row in rows}
    excess = name in ERROR
    known = sorted({defect for row in rows for defect in row.defects})
    return drop(
        rows,
        [
            *((defect, where(lambda row, defect=defect: defect in row.defects)) for defect in known),
            ("contradicted by other sources", where(lambda row: (row.source, row.property) in CONTRADICTED)),
            ("no value", where(lambda row: row.value is None)),
            ("one molecule twice", where(lambda row: len(set(row.components)) < len(row.components))),
            (
                "pure component, where an excess is 0 by definition",
                where(lambda row: excess and not all(0 < x < 1 for x in row.mole_fractions)),
            ),
            (f"pressure outside {AMBIENT_kPa[0]} to {AMBIENT_kPa[1]} kPa", where(_far_from_ambient)),
            ("not physical", where(_not_physical)),
            ("exact duplicate", exact),
            ("the same measurement in another data set", across_datasets),
            *((("two curves under one label", two_curves(ERROR[name])),) if excess else ()),
            ("off the curve of its series", _off_curve(name, masses_g_per_mol)),
        ],
    )
