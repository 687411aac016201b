"""scripts/datasets/composition.py against values worked by hand."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from datasets.composition import molality_mol_per_kg, mole_fractions  # noqa: E402
from datasets.library import Library, load_library  # noqa: E402

WATER = {"defaults": {"atom": {"z": 6, "impHs": 0}}, "molecules": [{"atoms": [{"z": 8, "impHs": 2}]}]}
METHANE = {"defaults": {"atom": {"z": 6, "impHs": 0}}, "molecules": [{"atoms": [{"impHs": 4}]}]}
LIBRARY = Library(
    {
        "solvents": [
            {"id": "W", "aliases": ["water"], "molar_volume_cm3_per_mol": 18.0},
            {"id": "M", "aliases": [], "molar_volume_cm3_per_mol": 36.0},
        ],
        "salts": [{"id": "S", "aliases": [], "molar_volume_cm3_per_mol": 50.0}],
    },
    {"W": WATER, "M": METHANE, "S": METHANE},
)


class Composition(unittest.TestCase):
    def test_mole_fractions(self):
        cases = {
            "mole": 0.25,
            "mass": (1 / 18.015) / (1 / 18.015 + 3 / 16.043),
            "volume": (1 / 18) / (1 / 18 + 3 / 36),
        }
        for basis, expected in cases.items():
            x = mole_fractions(basis, {"W": 0.25, "M": 0.75}, LIBRARY)
            self.assertAlmostEqual(x["W"], expected, places=12)
            self.assertAlmostEqual(sum(x.values()), 1, places=12)

    def test_a_molality_stays_as_it_is(self):
        self.assertEqual(molality_mol_per_kg(1.5, "mol_per_kg", "S", {"W": 1.0}, LIBRARY), 1.5)

    def test_molality_from_molarity(self):
        # Per kg of water and at 2 mol/kg: 18/18.015 l of water and 2 · 0.05 l of salt.
        volume = 18 / 18.015 + 2 * 0.05
        self.assertAlmostEqual(
            molality_mol_per_kg(2 / volume, "mol_per_l", "S", {"W": 1.0}, LIBRARY), 2, places=12
        )


class BuiltInLibrary(unittest.TestCase):
    def test_molar_masses(self):
        library = load_library()
        for role, name, mass in (("solvent", "EC", 88.06), ("salt", "LiPF6", 151.90), ("solvent", "TEOS", 208.33)):
            self.assertAlmostEqual(library.find(role, name).molar_mass_g_per_mol, mass, delta=0.01)

    def test_an_alias_finds_its_species_in_its_role_only(self):
        library = load_library()
        self.assertEqual(library.find("solvent", "2-Glyme").id, "G2")
        self.assertEqual(library.find("salt", "LiN(CF3SO2)2").id, "LiTFSI")
        self.assertIsNone(library.find("salt", "EC"))


if __name__ == "__main__":
    unittest.main()
