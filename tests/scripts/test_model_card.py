"""scripts/model-card on what a small made-up training run left behind."""

import json
import subprocess
import tempfile
import unittest
from math import sqrt
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

VALUES = {
    "excess_enthalpy": "excess_enthalpy_J_per_mol",
    "excess_volume": "excess_volume_cm3_per_mol",
    "density": "density_g_per_cm3",
    "viscosity": "log_viscosity_mPa_s",
    "log_gamma_infinite": "log_gamma_infinite",
}
# Six rows each: three of one pair, three of the other, in two folds.
MEASURED = {
    "excess_enthalpy": [100.0, 200.0, 300.0, -100.0, -200.0, -300.0],
    "excess_volume": [0.1, 0.2, 0.3, -0.1, -0.2, -0.3],
    "density": [0.8, 0.9, 1.0, 1.1, 1.2, 1.3],
    "viscosity": [0.5, 0.6, 0.7, 0.8, 0.9, 1.0],
    "log_gamma_infinite": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
}
PAIRS = [["CCO", "O"], ["CCCCCC", "CCO"]]
FOLDS = [[0, 1, 2], [3, 4, 5]]
MOLAR_MASS_G_PER_MOL = 50.0  # of each of the mixtures, to keep it simple
CALIBRATED = {
    "molar_volume": 0.004,
    "excess_volume": 0.05,
    "excess_enthalpy": 42.0,
    "log_gamma": 0.3,
    "log_viscosity": 0.1,
}


def conductivity_result():
    figures = {
        "rows": 10,
        "mean_absolute_error_mS_per_cm": 0.5,
        "root_mean_square_error_mS_per_cm": 0.75,
        "r_squared": 0.9,
        "median_relative_error": 0.123,
    }
    return {"pooled": figures, "folds": [{"name": "10.0/1", **figures}], "settings": {"max_iter": 7}}


def folds_of(name, error, rows=FOLDS, as_volumes=False):
    """Every prediction is `error` times what was measured too high."""
    folds = []
    for number, of_fold in enumerate(rows, start=1):
        measured = [MEASURED[name][row] for row in of_fold]
        predicted = [value * (1 + error) for value in measured]
        if as_volumes:
            measured, predicted = ([MOLAR_MASS_G_PER_MOL / value for value in of] for of in (measured, predicted))
        folds.append({"name": f"fold {number}", "row": of_fold, "measured": measured, "predicted": predicted})
    return {"folds": folds}


def mixture_result(error):
    return {"properties": {name: folds_of(name, error, as_volumes=name == "density") for name in MEASURED}}


def baselines():
    partly = [[0, 2], []]  # what the ideal mixture knows of density
    return {
        "settings": {"max_iter": 9},
        "properties": {
            name: {
                "trees": folds_of(name, 0.3),
                "ideal_mixture": folds_of(name, 0.4, rows=partly if name == "density" else FOLDS),
            }
            for name in MEASURED
        },
    }


def coverage(protocol, half_width):
    return [
        {"protocol": protocol, "state": state, "rows": rows, "share_inside_90": 0.915, "median_half_width": half_width}
        for state, rows in (("known ground", 0), ("elsewhere", 20), ("all", 20))
    ]


def calibration():
    terms = {"quantile": 2.0, "noise": 0.03}
    groups = {"known_ground": terms, "elsewhere": terms}
    return {
        "conductivity": {**groups, "coverage": coverage("leave_source_out", 0.2)},
        **{key: {**groups, "coverage": coverage("unseen_pairs", half)} for key, half in CALIBRATED.items()},
    }


def cleaning_report():
    part = {
        "rows_in": {"thermoml": 5, "library": 3},
        "dropped": {"exact duplicate": 2, "not physical": 0},
        "kept": 6,
        "kept_by_dataset": {"thermoml": 4, "library": 2},
        "derived": 0,
        "molecules": 3,
        "pairs": 2,
    }
    return {"molecules": 3, "properties": {name: part for name in MEASURED}}


class Work:
    """The folder that scripts/train leaves, and the script on it."""

    def __init__(self, path):
        self.work, self.out = Path(path) / "work", Path(path) / "out"
        self.liquids = self.work / "mixtures"
        (self.liquids / "data").mkdir(parents=True)
        self.out.mkdir()
        for protocol in ("leave_source_out", "leave_doi_out", "unseen_temperature", "random"):
            for end in ("result-{}-law", "result-{}-law_free", "result-{}-plain", "trees-{}"):
                self.write(f"{end.format(protocol)}.json", conductivity_result())
        self.write("calibration.json", calibration())
        cleaning = {"rows_in": 12, "dropped": {"frozen": 2}, "repaired": {}, "kept": 10, "source_groups": [["a"]]}
        self.write("cleaning.json", cleaning)
        self.write("settings.json", {"heads": 5, "bag_fraction": 0.0, "balance": 0.5})
        self.write("mixtures/settings.json", {"heads": 4})
        self.write("mixtures/data/report.json", cleaning_report())
        for protocol in ("unseen_pairs", "unseen_molecules", "random"):
            self.write(f"mixtures/result-{protocol}-law.json", mixture_result(0.1))
            self.write(f"mixtures/result-{protocol}-law_free.json", mixture_result(0.2))
            self.write(f"mixtures/baselines-{protocol}.json", baselines())
        for name, values in MEASURED.items():
            rows = [{"components": PAIRS[row // 3], VALUES[name]: value} for row, value in enumerate(values)]
            text = "".join(json.dumps(row) + "\n" for row in rows)
            (self.liquids / f"data/{name}.jsonl").write_text(text)

    def write(self, name, value):
        (self.work / name).write_text(json.dumps(value))

    def run(self):
        return subprocess.run([ROOT / "scripts/model-card", self.work, self.out], capture_output=True, text=True)

    def made(self):
        done = self.run()
        assert done.returncode == 0, done.stderr
        report = json.loads((self.out / "validation.json").read_text(encoding="utf-8"))
        return report, (self.out / "model-card.md").read_text(encoding="utf-8")


class Card(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as path:
            cls.report, cls.card = Work(path).made()
        cls.liquids = cls.report["liquids"]

    def models(self, name, protocol="unseen_pairs"):
        return self.liquids["protocols"][protocol]["properties"][name]

    def test_conductivity_stays_where_it_was(self):
        protocols = ["leave_source_out", "leave_doi_out", "unseen_temperature", "random"]
        self.assertEqual(list(self.report["protocols"]), protocols)
        self.assertEqual(self.report["calibration"]["elsewhere"]["noise"], 0.03)
        self.assertEqual(self.report["trees_settings"], {"max_iter": 7})
        self.assertIn("| MixGrad (physics law) | 0.500 | 0.750 | 0.900 | 12.3 % |", self.card)
        self.assertIn("A row of a system with n of them weighs 1/√n in training.", self.card)
        self.assertIn("| leave_source_out, elsewhere | 20 | 91.5 % | −18 % to +22 % |", self.card)

    def test_figures_are_counted_from_the_rows(self):
        law = self.models("excess_enthalpy")["law"]
        self.assertEqual(law["pooled"]["rows"], 6)
        self.assertAlmostEqual(law["pooled"]["mean_absolute_error"], 20.0)
        self.assertAlmostEqual(law["pooled"]["r_squared"], 0.99)
        self.assertAlmostEqual(law["mean_absolute_error_over_folds"]["mean"], 20.0)
        gamma = self.models("log_gamma_infinite")["law_free"]["mean_absolute_error_over_folds"]
        self.assertAlmostEqual(gamma["mean"], 0.7)  # the folds' are 0.4 and 1.0
        self.assertAlmostEqual(gamma["sd"], 0.6 / sqrt(2))
        self.assertIn("| ln γ at infinite dilution | 6 | 0.350 ± 0.212 (0.948) | 0.700 ± 0.424 (0.792) |", self.card)

    def test_densities_are_judged_as_densities_in_per_cent(self):
        models = self.models("density")
        for model, error in (("law", 10.0), ("law_free", 20.0), ("trees", 30.0)):
            self.assertAlmostEqual(models[model]["pooled"]["mean_absolute_error"], error)
        self.assertAlmostEqual(models["law"]["pooled"]["r_squared"], 1 - 0.01 * 6.79 / 0.175)
        self.assertEqual(self.liquids["units_of_errors"]["density"], "%")

    def test_where_the_ideal_mixture_is_partly_known_both_are_judged_by_the_same_rows(self):
        models = self.models("density")
        self.assertEqual(models["ideal_mixture"]["pooled"]["rows"], 2)
        known = models["law_where_ideal_is_known"]
        self.assertEqual([fold["rows"] for fold in known["folds"]], [2, 0])
        self.assertAlmostEqual(known["pooled"]["r_squared"], 1 - 0.01 * 1.64 / 0.02)
        self.assertNotIn("law_where_ideal_is_known", self.models("excess_enthalpy"))
        self.assertIn("| Unseen pairs: density, % | 2 | 10.0 (0.180) | 40.0 (−12.120) |", self.card)

    def test_unseen_pairs_come_first_then_molecules_then_random_points(self):
        titles = [protocol["title"] for protocol in self.liquids["protocols"].values()]
        section = self.card.partition("## Molecular liquids")[2]
        places = [section.index(f"**{title}**") for title in titles]
        names = [title.split(":")[0] for title in titles]
        self.assertEqual(names, ["Unseen pairs", "Unseen molecules", "Random points"])
        self.assertEqual(places, sorted(places))
        self.assertEqual(
            self.card.count("| excess enthalpy, J/mol | 6 | 20.0 ± 0.0 (0.990) | 40.0 ± 0.0 (0.960) | "
                            "60.0 ± 0.0 (0.910) | 80.0 ± 0.0 (0.840) |"),
            3,
        )  # fmt: skip

    def test_the_worst_pairs_are_named(self):
        first, second = self.liquids["worst_unseen_pairs"]["log_gamma_infinite"]
        self.assertEqual((first["pair"], second["pair"]), (["CCCCCC", "CCO"], ["CCO", "O"]))
        self.assertAlmostEqual(first["mean_absolute_error"], 0.5)
        self.assertIn("| excess enthalpy: `CCO` and `O` | 3 | 20.0 J/mol | 200 J/mol |", self.card)
        self.assertIn("| density: `CCCCCC` and `CCO` | 3 | 10.0 % | 1.20 g/cm³ |", self.card)

    def test_intervals_have_their_units(self):
        for line in (
            "| excess enthalpy: unseen pairs, elsewhere | 20 | 91.5 % | ± 42.0 J/mol |",
            "| ln γ at infinite dilution: unseen pairs, elsewhere | 20 | 91.5 % | ± 0.300 |",
            "| excess volume: unseen pairs, elsewhere | 20 | 91.5 % | ± 0.0500 cm³/mol |",
            "| density: unseen pairs, elsewhere | 20 | 91.5 % | ± 0.400 % |",
            "| viscosity: unseen pairs, elsewhere | 20 | 91.5 % | −10 % to +11 % |",
        ):
            self.assertIn(line, self.card)
        self.assertNotIn("known ground | 0", self.card)
        self.assertEqual(list(self.liquids["coverage"]), list(self.liquids["calibration"]))

    def test_the_data_are_named_with_licences_and_losses(self):
        self.assertEqual([source["rows"] for source in self.liquids["data"]["sources"]], [20, 10])
        self.assertIn("(github.com/lilyminium/thermoml-equilibration; MIT): 20 rows", self.card)
        self.assertNotIn("Brouwer et al. 2021", self.card)
        self.assertIn("- density: 6 of 8 rows, 3 molecules, 2 pairs. Left out: 2 exact duplicate.", self.card)


class Parts(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.made_up = Work(self.temporary.name)

    def test_the_protocol_of_single_papers_may_be_absent(self):
        for path in self.made_up.work.glob("*leave_doi_out*"):
            path.unlink()
        report, card = self.made_up.made()
        self.assertEqual(list(report["protocols"]), ["leave_source_out", "unseen_temperature", "random"])
        self.assertNotIn("Unseen papers", card)

    def test_a_property_that_was_not_measured_is_left_out(self):
        for path in self.made_up.liquids.glob("result-*.json"):
            result = json.loads(path.read_text())
            del result["properties"]["viscosity"]
            path.write_text(json.dumps(result))
        calibrated = calibration()
        del calibrated["log_viscosity"]
        self.made_up.write("calibration.json", calibrated)
        report, card = self.made_up.made()
        for protocol in report["liquids"]["protocols"].values():
            self.assertEqual(len(protocol["properties"]), 4)
        self.assertNotIn("| viscosity", card)

    def test_what_is_missing_is_named(self):
        (self.made_up.liquids / "baselines-random.json").unlink()
        done = self.made_up.run()
        self.assertEqual(done.returncode, 1)
        self.assertIn("mixtures/baselines-random.json cannot be read", done.stderr)
        self.assertEqual(list(self.made_up.out.iterdir()), [])


if __name__ == "__main__":
    unittest.main()
