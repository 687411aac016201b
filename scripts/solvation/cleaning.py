"""Simulated formulations without those that contradict themselves, each of them counted."""

from collections import Counter

from datasets.dropping import drop, where

# A box of some hundred molecules cannot hold a molality exactly.
MOLALITY_TOLERANCE = 0.05
# Molecules per Li⁺; tables round, and a contact may break between two counts.
BALANCE_TOLERANCE = 0.05


def _repeated(rows):
    count = Counter((row.solvent, row.diluent, row.salt, row.molality_mol_per_kg) for row in rows)
    return where(lambda row: count[row.solvent, row.diluent, row.salt, row.molality_mol_per_kg] > 1)(rows)


def _molality(row, masses):
    solvent, diluent, _ = row.per_lithium
    return 1000 / (solvent * masses[row.solvent] + diluent * masses[row.diluent])


def _more_bound_than_contacts(row):
    """A molecule is bound by at least one contact."""
    return any(
        (1 - free) * amount > contacts + BALANCE_TOLERANCE
        for free, amount, contacts in zip(row.free, row.per_lithium, row.coordination)
    )


def clean(rows, refused, masses):
    """(rows to keep, reason -> Counter of sources). masses: g/mol by SMILES."""
    return drop(
        rows,
        [
            ("a molecule that the core cannot read", where(lambda row: refused & {row.solvent, row.diluent})),
            (
                "amounts, coordination numbers or shares that are none",
                where(
                    lambda row: not all(0 < x < 1 for x in row.mole_fractions)
                    or not all(0 <= contacts <= 20 for contacts in row.coordination)
                    or not all(0 <= free <= 1 for free in row.free)
                    or sum(row.coordination) == 0
                ),
            ),
            ("the same formulation more than once", _repeated),
            (
                "molality and amounts disagree",
                where(
                    lambda row: abs(_molality(row, masses) / row.molality_mol_per_kg - 1) > MOLALITY_TOLERANCE
                ),
            ),
            ("more molecules bound than contacts", where(_more_bound_than_contacts)),
        ],
    )
