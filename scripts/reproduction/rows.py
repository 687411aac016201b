"""The tables in the forms that the trainer reads: those of scripts/calisol23 and scripts/mixture-data.

Every row stands twice, the second time with its components in the opposite order, in the second half of the file:
so the prediction can be shown not to depend on it.
"""

from mixtures.measurement import Measurement, as_json
from reproduction.tables import SOURCE


def molality_mol_per_kg(row, library):
    """Of the salt, per kg of solvent."""
    grams = sum(x * library.find("solvent", id).molar_mass_g_per_mol for id, x in row.solvents)
    return 1000 * row.ion_mole_fraction / grams


def _electrolyte(row, solvents, library):
    total = sum(x for _, x in row.solvents)
    return {
        "source": SOURCE,
        "source_group": SOURCE,
        "salt": row.salt,
        "amount": round(molality_mol_per_kg(row, library), 9),
        "amount_unit": "mol_per_kg",
        "basis": "mole",
        "solvents": {id: round(x / total, 9) for id, x in solvents},
        "temperature_K": row.temperature_K,
        "conductivity_mS_per_cm": row.conductivity_mS_per_cm,
    }


def conductivity_rows(electrolytes, library):
    written = [_electrolyte(row, row.solvents, library) for row in electrolytes]
    return written + [_electrolyte(row, row.solvents[::-1], library) for row in electrolytes]


def _binary(row, property, molecules, step):
    parts = [(row.smiles[0], row.mole_fraction), (row.smiles[1], round(1 - row.mole_fraction, 9))][::step]
    return as_json(
        Measurement(
            line=(property, row.line),
            dataset="diffmix",
            source=row.link.removeprefix("https://doi.org/").lower(),
            property=property,
            components=tuple(molecules[smiles].key for smiles, _ in parts),
            mole_fractions=tuple(x for _, x in parts),
            temperature_K=row.temperature_K,
            pressure_kPa=None,  # not told; near that of the air
            value=row.value,
        )
    )


def excess_rows(binaries, property, molecules):
    """molecules: SMILES -> Molecule."""
    return [_binary(row, property, molecules, step) for step in (1, -1) for row in binaries]
