"""The built-in library of species, as the Python scripts need it: names, molar masses, molar volumes."""

import json
from dataclasses import dataclass
from pathlib import Path

MOLECULES = Path(__file__).resolve().parents[2] / "wasm_core/molecule"

# g/mol; IUPAC 2021 abridged standard atomic weights, doi 10.1515/pac-2019-0603.
ATOMIC_WEIGHTS = {
    1: 1.0080, 3: 6.94, 5: 10.81, 6: 12.011, 7: 14.007, 8: 15.999, 9: 18.998, 11: 22.990, 12: 24.305, 13: 26.982,
    14: 28.085, 15: 30.974, 16: 32.06, 17: 35.45, 19: 39.098, 33: 74.922, 34: 78.971, 35: 79.904, 50: 118.71,
    51: 121.76, 53: 126.90,
}  # fmt: skip


@dataclass(frozen=True)
class Species:
    id: str
    role: str  # "solvent" or "salt"
    molar_mass_g_per_mol: float
    molar_volume_cm3_per_mol: float


def molar_mass_g_per_mol(commonchem):
    """Of one CommonChem document, hydrogens included."""
    defaults = commonchem["defaults"]["atom"]
    (molecule,) = commonchem["molecules"]
    return sum(
        ATOMIC_WEIGHTS[atom.get("z", defaults["z"])] + ATOMIC_WEIGHTS[1] * atom.get("impHs", defaults["impHs"])
        for atom in molecule["atoms"]
    )


class Library:
    """Species by id or alias. `order` keeps that of the file: solvents first."""

    def __init__(self, species, graphs):
        self.order = []
        self._by_name = {}
        for role in ("solvent", "salt"):
            for entry in species[role + "s"]:
                known = Species(
                    entry["id"], role, molar_mass_g_per_mol(graphs[entry["id"]]), entry["molar_volume_cm3_per_mol"]
                )
                self.order.append(known)
                for name in (entry["id"], *entry["aliases"]):
                    self._by_name[role, name] = known

    def find(self, role, name):
        """The species, or None. Names count as they are spelled."""
        return self._by_name.get((role, name))


def load_library():
    species = json.loads((MOLECULES / "species.json").read_text(encoding="utf-8"))
    graphs = json.loads((MOLECULES / "species_graphs.json").read_text(encoding="utf-8"))
    return Library(species, graphs)
