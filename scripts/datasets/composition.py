"""Unit conversions as in wasm_core/model/composition.h: ideal volumes at 298.15 K."""


def mole_fractions(basis, solvents, library):
    """Among the solvents. solvents: library id -> share by mole, mass or volume."""
    moles = {}
    for name, share in solvents.items():
        species = library.find("solvent", name)
        per_mole = {
            "mole": 1.0,
            "mass": species.molar_mass_g_per_mol,
            "volume": species.molar_volume_cm3_per_mol,
        }[basis]
        moles[name] = share / per_mole
    total = sum(moles.values())
    return {name: amount / total for name, amount in moles.items()}


def specific_volume_l_per_kg(fractions, library):
    """Of the solvent mixture. fractions: library id -> mole fraction."""
    species = [(library.find("solvent", name), x) for name, x in fractions.items()]
    volume = sum(x * s.molar_volume_cm3_per_mol for s, x in species)
    return volume / sum(x * s.molar_mass_g_per_mol for s, x in species)


def molality_mol_per_kg(amount, unit, salt, fractions, library):
    """Of the salt per kg of solvent; with V = v + m V_salt per kg of solvent, c = m / V."""
    if unit == "mol_per_kg":
        return amount
    salt_volume_l_per_mol = library.find("salt", salt).molar_volume_cm3_per_mol / 1000
    return amount * specific_volume_l_per_kg(fractions, library) / (1 - amount * salt_volume_l_per_mol)
