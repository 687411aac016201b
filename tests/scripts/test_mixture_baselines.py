"""scripts/mixture-baselines: the ideal mixture by hand, the features' symmetry, and the files from made-up rows."""

import json
import subprocess
import sys
import tempfile
import unittest
from math import log
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from baselines.accuracy import accuracy  # noqa: E402
from baselines.descriptors import mixture_features, molecule_descriptors  # noqa: E402
from baselines.ideal_mixture import IdealMixture  # noqa: E402
from mixtures.measurement import PROPERTIES  # noqa: E402

MOLAR_MASS = {"O": 18.0, "CCO": 46.0, "CCCCCC": 86.0}
DEFAULTS = {"atom": {"z": 6, "impHs": 0}}
GRAPHS = {
    "O": {"defaults": DEFAULTS, "molecules": [{"atoms": [{"z": 8, "impHs": 2}]}]},
    "CCO": {"defaults": DEFAULTS, "molecules": [{"atoms": [{"impHs": 3}, {"impHs": 2}, {"z": 8, "impHs": 1}]}]},
    "CCCCCC": {"defaults": DEFAULTS, "molecules": [{"atoms": [{"impHs": 2}] * 6}]},
}


def row(name, value, x, T=298.15, components=("CCO", "O")):
    """Of a pure liquid, the first component, where x is 1."""
    components, x = (components[:1], [1.0]) if x == 1 else (components, [x, 1 - x])
    return {"components": list(components), "mole_fractions": x, "temperature_K": T, PROPERTIES[name]: value}


class Ideal(unittest.TestCase):
    DENSITIES = [
        row("density", 0.80, 1, T=290.0),
        row("density", 0.78, 1, T=310.0),
        row("density", 0.99, 1, T=300.0, components=("O",)),
        row("density", 1.01, 1, T=300.0, components=("O",)),
        row("density", 9.0, 0.5, T=300.0),  # a mixture tells nothing of its liquids
    ]

    def test_molar_volumes_add_up(self):
        ideal = IdealMixture("density", self.DENSITIES, MOLAR_MASS)
        volume = 0.25 * 46 / 0.79 + 0.75 * 18 / 1.00
        self.assertAlmostEqual(ideal.predict(row("density", 0, 0.25, T=300.0)), (0.25 * 46 + 0.75 * 18) / volume)

    def test_logarithms_of_viscosity_add_up(self):
        rows = [row("viscosity", log(2), 1), row("viscosity", log(8), 1, components=("O",))]
        ideal = IdealMixture("viscosity", rows, MOLAR_MASS)
        self.assertAlmostEqual(ideal.predict(row("viscosity", 0, 0.5)), log(4))

    def test_what_is_not_known_is_not_guessed(self):
        ideal = IdealMixture("density", self.DENSITIES, MOLAR_MASS)
        self.assertIsNotNone(ideal.predict(row("density", 0, 0.5, T=300.4)))
        self.assertIsNone(ideal.predict(row("density", 0, 0.5, T=300.6)), "water was not measured there")
        self.assertIsNone(ideal.predict(row("density", 0, 0.5, T=300.0, components=("CCCCCC", "O"))))
        self.assertIsNone(ideal.predict(row("density", 0, 1, T=300.0)), "a pure liquid is no mixture")

    def test_excess_properties_and_ln_gamma_are_0(self):
        for name in ("excess_enthalpy", "excess_volume", "log_gamma_infinite"):
            self.assertEqual(IdealMixture(name, [], MOLAR_MASS).predict(row(name, 5.0, 0.5)), 0.0)


class Features(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.descriptors = molecule_descriptors(MOLAR_MASS)

    def features(self, components, x, T=300.0):
        one = {"components": components, "mole_fractions": x, "temperature_K": T}
        return mixture_features(one, self.descriptors)

    def test_the_order_of_the_components_does_not_matter(self):
        there, back = self.features(["CCO", "O"], [0.3, 0.7]), self.features(["O", "CCO"], [0.7, 0.3])
        self.assertEqual(there.tolist(), back.tolist())

    def test_what_is_different_looks_different(self):
        mixtures = [
            self.features(["CCO", "O"], [0.3, 0.7]),
            self.features(["CCO", "O"], [0.7, 0.3]),
            self.features(["CCO", "O"], [0.3, 0.7], T=310.0),
            self.features(["CCO", "CCCCCC"], [0.3, 0.7]),
            self.features(["CCO", "O"], [0.0, 1.0]),
            self.features(["O", "CCO"], [0.0, 1.0]),
            self.features(["CCO"], [1.0]),
        ]
        self.assertEqual(len({tuple(mixture) for mixture in mixtures}), len(mixtures))

    def test_a_solute_stands_beside_its_solvent(self):
        solvent, solute = self.descriptors["O"], self.descriptors["CCO"]
        self.assertEqual(
            self.features(["CCO", "O"], [0.0, 1.0]).tolist(), [*solvent, *solute, 0.0, 300.0, 1 / 300.0]
        )

    def test_a_molecule_that_rdkit_does_not_read_is_named(self):
        with self.assertRaisesRegex(OSError, r"'C\(\(' is no SMILES"):
            molecule_descriptors({"C((": 1.0})


class Accuracy(unittest.TestCase):
    def test_by_hand(self):
        found = accuracy([1.0, 2.0, 4.0], [2.0, 2.0, 3.0])
        self.assertEqual(found["rows"], 3)
        self.assertAlmostEqual(found["mean_absolute_error"], 2 / 3)
        self.assertAlmostEqual(found["r_squared"], 1 - 2 / (42 / 9))
        relative = accuracy([1.0, 2.0, 4.0], [2.0, 2.0, 3.0], relative=True)
        self.assertAlmostEqual(relative["mean_absolute_error"], 1.25 / 3)
        self.assertEqual(relative["r_squared"], found["r_squared"])

    def test_nothing_is_not_a_number(self):
        self.assertEqual(accuracy([], []), {"rows": 0, "mean_absolute_error": None, "r_squared": None})
        self.assertIsNone(accuracy([2.0, 2.0], [1.0, 2.0])["r_squared"])


def made_up_tables():
    x = np.linspace(0.02, 0.98, 30)
    other = ("CCCCCC", "CCO")
    return {
        "excess_enthalpy": [row("excess_enthalpy", -800.0 * a * (1 - a), a) for a in x]
        + [row("excess_enthalpy", 900.0 * a * (1 - a), a, components=other) for a in x],
        "excess_volume": [],
        "density": [row("density", 0.79, 1), row("density", 1.0, 1, components=("O",))]
        + [row("density", 0.8 + 0.001 * n, 0.5) for n in range(20)],
        "viscosity": [row("viscosity", 0.1 * n, 0.5) for n in range(20)],
        "log_gamma_infinite": [row("log_gamma_infinite", 0.1 * n, 0.0, T=300.0 + n) for n in range(20)],
    }


def made_up_folds(rows):
    """Two folds; in each every fifth row validates. The first two rows, which are pure where there are any, are
    tested in the second fold."""
    count = len(rows)
    tests = [[n for n in range(2, count) if n % 2 == 0], [n for n in range(count) if n % 2 or n < 2]]
    return [
        {
            "name": f"fold {number}",
            "test": test,
            "validation": [n for n in range(count) if n not in test][3::5],
        }
        for number, test in enumerate(tests, start=1)
    ]


class Folder:
    """What scripts/mixture-data leaves, in small, and the script on it."""

    def __init__(self, path):
        self.data, self.out = Path(path) / "data", Path(path) / "out"
        self.data.mkdir()
        self.out.mkdir()
        self.tables = made_up_tables()
        (self.data / "molecules.json").write_text(json.dumps(GRAPHS))
        self.write()

    def write(self, rows_of_splits=None):
        for name, rows in self.tables.items():
            (self.data / f"{name}.jsonl").write_text("".join(json.dumps(one) + "\n" for one in rows))
            protocols = {"random": {"folds": made_up_folds(rows)}}
            splits = {"seed": 1, "rows": rows_of_splits or len(rows), "protocols": protocols}
            (self.data / f"{name}.splits.json").write_text(json.dumps(splits))

    def run(self, trees=40):
        command = [ROOT / "scripts/mixture-baselines", self.data, self.out, "--trees", str(trees)]
        return subprocess.run(command, capture_output=True, text=True)


class Script(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = Folder(cls.temporary.name)
        cls.done = cls.folder.run()

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def setUp(self):
        self.assertEqual(self.done.returncode, 0, self.done.stderr)
        self.result = json.loads((self.folder.out / "baselines-random.json").read_text())
        self.properties = self.result["properties"]

    def test_every_property_that_was_measured_has_both(self):
        self.assertEqual(self.result["protocol"], "random")
        self.assertEqual(self.result["settings"]["max_iter"], 40)
        self.assertEqual(sorted(self.properties), ["density", "excess_enthalpy", "log_gamma_infinite", "viscosity"])
        for name, found in self.properties.items():
            self.assertEqual(found["value"], PROPERTIES[name])
            for fold, wanted in zip(found["trees"]["folds"], made_up_folds(self.folder.tables[name]), strict=True):
                self.assertEqual(fold["name"], wanted["name"])
                self.assertEqual(fold["row"], wanted["test"])
                measured = [self.folder.tables[name][n][PROPERTIES[name]] for n in wanted["test"]]
                self.assertEqual(fold["measured"], measured)

    def test_trees_learn_what_the_molecules_decide(self):
        trees = self.properties["excess_enthalpy"]["trees"]
        self.assertGreater(trees["r_squared"], 0.9)
        self.assertLess(trees["mean_absolute_error"], 50)
        self.assertTrue(all(1 <= fold["trees"] <= 40 for fold in trees["folds"]))

    def test_an_ideal_mixture_has_no_excess(self):
        ideal = self.properties["excess_enthalpy"]["ideal_mixture"]
        values = [abs(one["excess_enthalpy_J_per_mol"]) for one in self.folder.tables["excess_enthalpy"]]
        self.assertEqual(ideal["rows"], len(values))
        self.assertAlmostEqual(ideal["mean_absolute_error"], sum(values) / len(values))

    def test_pure_liquids_that_are_tested_are_not_known(self):
        first, second = self.properties["density"]["ideal_mixture"]["folds"]
        self.assertEqual(first["row"], made_up_folds(self.folder.tables["density"])[0]["test"])
        wanted = (46.069 + 18.015) / (46.069 / 0.79 + 18.015 / 1.0)
        for predicted in first["predicted"]:
            self.assertAlmostEqual(predicted, wanted, 6)
        self.assertEqual((second["rows"], second["mean_absolute_error"]), (0, None))
        self.assertEqual(self.properties["viscosity"]["ideal_mixture"]["rows"], 0)

    def test_a_result_stands_until_something_changes(self):
        with tempfile.TemporaryDirectory() as path:
            folder = Folder(path)
            self.assertIn("random, density, trees", folder.run(trees=2).stdout)
            kept = (folder.out / "baselines-random.json").read_bytes()
            self.assertEqual(folder.run(trees=2).stdout, f"random: {folder.out}/baselines-random.json stands\n")
            self.assertEqual((folder.out / "baselines-random.json").read_bytes(), kept)
            self.assertIn("random, density, trees", folder.run(trees=3).stdout)
            folder.tables["density"][0]["density_g_per_cm3"] *= 1.01
            folder.write()
            self.assertIn("random, density, trees", folder.run(trees=3).stdout)

    def test_splits_of_other_rows_are_refused(self):
        with tempfile.TemporaryDirectory() as path:
            folder = Folder(path)
            folder.write(rows_of_splits=7)
            done = folder.run()
            self.assertEqual(done.returncode, 1)
            self.assertIn("the splits of excess_enthalpy are of 7 rows, excess_enthalpy.jsonl has 60.", done.stderr)


if __name__ == "__main__":
    unittest.main()
