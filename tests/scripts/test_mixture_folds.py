"""Folds that several properties share: nothing held out is trained on under another property's name."""

import sys
import unittest
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from mixtures.folds import make_folds  # noqa: E402
from mixtures.measurement import Measurement  # noqa: E402


def row(property, components, fractions, T, n):
    return Measurement(("file", n), "d", "s", property, components, fractions, T, None, 1.0)


def tables():
    """Two excess properties on pairs that overlap, and densities of pure liquids and pairs."""
    random = Random(7)
    names = [f"M{n}" for n in range(30)]
    pairs = [tuple(sorted(random.sample(names, 2))) for _ in range(80)]
    made = {"excess_enthalpy": pairs[:60], "excess_volume": pairs[20:], "density": pairs[30:70]}
    result = {}
    for name, chosen in made.items():
        distinct = dict.fromkeys(chosen)
        places = [(pair, x, T) for pair in distinct for x in (0.2, 0.5, 0.8) for T in (298.15, 308.15)]
        result[name] = [row(name, pair, (x, 1 - x), T, n) for n, (pair, x, T) in enumerate(places)]
    result["density"] += [row("density", (name,), (1.0,), 298.15, 1000 + n) for n, name in enumerate(names)]
    return result


TABLES = tables()
ELECTROLYTES = {"conductivity": [["M1", "M2"], ["M1", "M2", "M3"], ["M4"]] * 4}
PROTOCOLS = ("random", "unseen_pairs", "unseen_molecules")


class Folds(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.splits = make_folds(TABLES, ELECTROLYTES, 1)

    def parts(self, protocol):
        """Of every fold, {property: (test, validation, training rows)} with indices."""
        for number in range(5):
            parts = {}
            for name, splits in self.splits.items():
                if protocol in splits["protocols"]:
                    fold = splits["protocols"][protocol]["folds"][number]
                    test, validation = set(fold["test"]), set(fold["validation"])
                    self.assertFalse(test & validation)
                    parts[name] = test, validation, set(range(splits["rows"])) - test - validation
            yield parts

    def solvents(self, name, indices):
        rows = ELECTROLYTES.get(name) or [row.components for row in TABLES[name]]
        return [frozenset(rows[index]) for index in indices]

    def point(self, name, index):
        row = TABLES[name][index]
        return row.components, row.mole_fractions, row.temperature_K

    def test_a_pair_held_out_is_in_no_property_of_the_training(self):
        for parts in self.parts("unseen_pairs"):
            tested = {
                s for name, (test, _, _) in parts.items() for s in self.solvents(name, test) if len(s) == 2
            }
            self.assertTrue(tested)
            for name, (_, validation, training) in parts.items():
                for solvents in self.solvents(name, validation | training):
                    self.assertFalse(any(pair <= solvents for pair in tested))

    def test_a_molecule_held_out_is_in_no_property_of_the_training(self):
        held_out = []
        for parts in self.parts("unseen_molecules"):
            seen = [
                set().union(*self.solvents(name, validation | training))
                for name, (_, validation, training) in parts.items()
            ]
            unseen = {f"M{n}" for n in range(30)} - set().union(*seen)
            for name, (test, _, _) in parts.items():
                for solvents in self.solvents(name, test):
                    self.assertTrue(solvents & unseen)
            held_out.append(unseen)
        self.assertEqual(set().union(*held_out), {f"M{n}" for n in range(30)})
        self.assertEqual(sum(map(len, held_out)), 30)

    def test_a_point_is_on_one_side_in_all_properties(self):
        for parts in self.parts("random"):
            test, validation, training = (
                {self.point(name, index) for name, of_property in parts.items() for index in of_property[part]}
                for part in range(3)
            )
            self.assertFalse(test & validation or test & training or validation & training)

    def test_every_row_that_can_be_is_tested(self):
        for name, splits in self.splits.items():
            for protocol, of_protocol in splits["protocols"].items():
                tested = [index for fold in of_protocol["folds"] for index in fold["test"]]
                if protocol == "random":
                    self.assertEqual(sorted(tested), list(range(splits["rows"])))
                else:
                    solvents = self.solvents(name, range(splits["rows"]))
                    least = 2 if protocol == "unseen_pairs" else 1
                    mixed = {index for index, s in enumerate(solvents) if len(s) >= least}
                    self.assertEqual(set(tested), mixed)

    def test_folds_and_validation_are_of_like_size_in_every_property(self):
        for name in TABLES:
            for protocol in PROTOCOLS:
                folds = self.splits[name]["protocols"][protocol]["folds"]
                sizes = [len(fold["test"]) for fold in folds]
                self.assertLess(max(sizes), 1.5 * min(sizes) + 6, (name, protocol))
                for fold in folds:
                    rest = self.splits[name]["rows"] - len(fold["test"])
                    self.assertTrue(0.005 * rest < len(fold["validation"]) < 0.12 * rest, (name, protocol))

    def test_values_of_one_place_are_one_point_within_rounding(self):
        near = [(0.5, 298.15), (0.5009, 298.15), (0.5, 298.2), (0.5, 298.25)]
        far = [(0.503, 298.15), (0.5, 298.6)]
        filler = [(0.01 * n, 350.0) for n in range(1, 90)]
        rows = [row("density", ("A", "B"), (x, 1 - x), T, n) for n, (x, T) in enumerate(near + far + filler)]
        together = apart = 0
        for seed in range(8):
            folds = make_folds({"density": rows}, {}, seed)["density"]["protocols"]["random"]["folds"]
            place = {index: k for k, fold in enumerate(folds) for index in fold["test"]}
            together += len({place[index] for index in range(4)}) == 1
            apart += place[4] != place[0] or place[5] != place[0]
        self.assertEqual(together, 8)
        self.assertGreater(apart, 0)

    def test_the_seed_decides(self):
        self.assertEqual(make_folds(TABLES, ELECTROLYTES, 1), self.splits)
        self.assertNotEqual(make_folds(TABLES, ELECTROLYTES, 2), self.splits)

    def test_the_form_is_that_of_the_other_splits(self):
        fold = self.splits["density"]["protocols"]["unseen_pairs"]["folds"][0]
        self.assertEqual(fold["name"], "unseen pairs 1")
        self.assertEqual(set(fold), {"name", "test", "validation"})
        self.assertEqual(set(self.splits["density"]), {"seed", "rows", "protocols"})
        self.assertNotIn("random", self.splits["conductivity"]["protocols"])


if __name__ == "__main__":
    unittest.main()
