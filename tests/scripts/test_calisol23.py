"""scripts/calisol23 on a small table that has every defect."""

import csv
import json
import subprocess
import sys
import tempfile
import unittest
from math import exp
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEADER = ["doi", "k", "T", "c", "salt", "c units", "solvent ratio type"]
SOLVENTS = ["EC", "PC", "DMC", "EMC", "DEC", "Methylene chloride", "2-Glyme", "2-MeTHF", "Sulfolane", "3-Glyme"]


def record(doi="a", k=5.0, T=298.15, c=1.0, salt="LiPF6", unit="mol/kg", basis="w", **shares):
    shares = shares or {"PC": 1.0}
    return [doi, k, T, c, salt, unit, basis] + [shares.get(name, 0.0) for name in SOLVENTS]


def vft(T):
    return exp(6 - 800 / (T - 150))


TEMPERATURES = range(243, 344, 10)


class Converted:
    """What the converter made of some records."""

    def __init__(self, records, *options, header=None):
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            with open(folder / "in.csv", "w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows([header or HEADER + SOLVENTS, *records])
            command = [sys.executable, ROOT / "scripts/calisol23", folder / "in.csv", folder / "out.jsonl"]
            command += ["--report", folder / "report.json", "--splits", folder / "splits.json", *options]
            run = subprocess.run(command, capture_output=True, text=True)
            self.error, self.table = run.stderr, run.stdout
            self.failed = run.returncode != 0
            if self.failed:
                return
            self.bytes = b"".join((folder / f).read_bytes() for f in ("out.jsonl", "report.json", "splits.json"))
            self.rows = [json.loads(line) for line in (folder / "out.jsonl").read_text().splitlines()]
            self.report = json.loads((folder / "report.json").read_text())
            self.protocols = json.loads((folder / "splits.json").read_text())["protocols"]
        self.dropped = {reason: count for reason, count in self.report["dropped"].items() if count}


class Rows(unittest.TestCase):
    def test_a_sound_row_comes_through_with_library_names_and_units(self):
        made = Converted([record(doi="d", k=4.2, c=0.5, unit="mol/l", basis="v", **{"PC": 0.3, "2-Glyme": 0.7})])
        self.assertEqual(
            made.rows,
            [
                {
                    "source": "d",
                    "source_group": "d",
                    "salt": "LiPF6",
                    "amount": 0.5,
                    "amount_unit": "mol_per_l",
                    "basis": "volume",
                    "solvents": {"PC": 0.3, "G2": 0.7},
                    "temperature_K": 298.15,
                    "conductivity_mS_per_cm": 4.2,
                }
            ],
        )
        self.assertEqual(made.dropped, {})

    def test_names_are_repaired_and_counted(self):
        made = Converted(
            [record(salt=" LiBPFPB"), record(salt="LiN(CF3SO2)2"), record(**{"Methylene chloride": 1.0})]
        )
        self.assertEqual([row["salt"] for row in made.rows], ["LiBPFPB", "LiTFSI", "LiPF6"])
        self.assertEqual(made.rows[2]["solvents"], {"DCM": 1.0})
        self.assertEqual(
            made.report["repaired"], {"LiN(CF3SO2)2 is LiTFSI": 1, "blanks around the salt's name": 1}
        )

    def test_shares_are_scaled_to_sum_one(self):
        made = Converted([record(EC=0.33, DMC=0.33, DEC=0.33), record(EC=0.5, DMC=0.5)])
        self.assertAlmostEqual(sum(made.rows[0]["solvents"].values()), 1, places=8)
        self.assertEqual(made.report["repaired"], {"shares scaled to sum 1": 1})

    def test_unusable_values_are_dropped(self):
        made = Converted(
            [record(k=""), record(k=0), record(k=-1), record(c=0), record(c=""), record(T=373.16), record(T=373.15)]
        )
        self.assertEqual(
            made.dropped,
            {
                "no conductivity": 1,
                "conductivity not positive": 2,
                "no salt amount, or not positive": 2,
                "extrapolated above 373.15 K": 1,
            },
        )
        self.assertEqual([row["temperature_K"] for row in made.rows], [373.15])

    def test_known_bad_series_are_dropped(self):
        dudley, han = "10.1016/0378-7753(91)80004-H", "10.1016/j.jpowsour.2010.12.040"
        made = Converted(
            [
                record(doi="10.1007/s10008-002-0300-9"),
                record(doi="10.1016/S0378-7753(01)00697-8"),
                record(doi=dudley, salt="LiBF4", **{"Sulfolane": 0.5, "3-Glyme": 0.5}),
                record(doi=dudley, salt="LiAsF6", **{"Sulfolane": 0.5, "3-Glyme": 0.5}),
                *(record(doi=han, salt="LiFSI", k=T / 100, T=T) for T in (333, 313, 293, 273)),
                *(record(doi=han, salt="LiFSI", k=T / 150, T=T) for T in (333, 313, 293, 272)),
                record(doi="10.1016/S0378-7753(03)00153-8", PC=0.3, DEC=0.7),
            ]
        )
        self.assertEqual(made.dropped, {"mis-scaled source": 2, "copied series": 1, "mixed series": 1, "mislabelled series": 4})
        self.assertEqual([row["conductivity_mS_per_cm"] for row in made.rows], [5.0, 3.33, 3.13, 2.93, 2.73])

    def test_an_exact_duplicate_counts_once_but_not_another_source(self):
        made = Converted([record(), record(), record(doi="b")])
        self.assertEqual(made.dropped, {"exact duplicate": 1})
        self.assertEqual([row["source"] for row in made.rows], ["a", "b"])

    def test_a_molarity_that_leaves_little_solvent_is_dropped_and_a_molality_is_not(self):
        made = Converted(
            [record(salt="LiBPFPB", c=c, unit=unit) for c, unit in ((1.4, "mol/l"), (1.5, "mol/l"), (2, "mol/kg"))]
        )
        self.assertEqual(made.dropped, {"mostly salt by volume": 1})
        self.assertEqual([row["amount"] for row in made.rows], [1.4, 2.0])

    def test_values_that_a_source_cannot_resolve_are_dropped(self):
        made = Converted([record(doi="10.1149/1.1566019", k=k) for k in (0.23, 0.25)] + [record(k=0.001)])
        self.assertEqual(made.dropped, {"below the resolution of its source": 1})

    def test_what_is_frozen_is_dropped_and_a_glass_former_is_kept(self):
        glass = [record(doi="glass", k=exp(6 - 800 / (T - 180)), T=T) for T in range(203, 344, 10)]
        frozen = [record(doi="frozen", k=vft(T) * (0.5 if T < 270 else 1), T=T) for T in TEMPERATURES]
        made = Converted(glass + frozen)
        self.assertEqual(made.dropped, {"frozen": 3})
        kept = [row["temperature_K"] for row in made.rows if row["source"] == "frozen"]
        self.assertEqual(min(kept), 273)

    def test_a_row_off_the_curve_of_its_series_is_dropped(self):
        for factor in (0.5, 1.4):
            curve = [record(k=vft(T) * (factor if T == 303 else 1), T=T) for T in TEMPERATURES]
            made = Converted(curve)
            self.assertEqual(made.dropped, {"off the trend of its series": 1})
            self.assertNotIn(303, [row["temperature_K"] for row in made.rows])

    def test_rows_with_exchanged_temperatures_are_dropped_from_a_surface(self):
        amounts = [0.2, 0.4, 0.6, 0.8, 1.0, 1.2]
        table = {(m, T): vft(T) * m * exp(-m) for m in amounts for T in TEMPERATURES}
        table[0.8, 333], table[0.8, 263] = table[0.8, 263], table[0.8, 333]
        # Each amount differs a little, as read off a figure, so that no two rows share theirs.
        records = [
            record(k=k, T=T, c=m + 1e-4 * number) for number, ((m, T), k) in enumerate(table.items())
        ]
        made = Converted(records)
        self.assertEqual(made.dropped, {"off the trend of its series": 2})

    def test_the_table_adds_up(self):
        made = Converted([record(), record(k=""), record(doi="b", k=0), record(doi="b")])
        counts = [int(line.split()[0]) for line in made.table.splitlines()]
        dropped = len(made.report["dropped"])
        self.assertEqual(sum(counts[: 1 + dropped]), counts[1 + dropped])
        self.assertEqual(counts[1 + dropped], len(made.rows))
        by_source = made.report["sources"]["b"]
        self.assertEqual(by_source, {"rows_in": 2, "dropped": {"conductivity not positive": 1}, "kept": 1})


class Errors(unittest.TestCase):
    def check(self, message, records, **options):
        made = Converted(records, **options)
        self.assertTrue(made.failed)
        self.assertIn(message, made.error)
        self.assertNotIn("Traceback", made.error)

    def test_they_name_line_and_column(self):
        self.check("line 3, column salt: 'NaCl' is not in the library", [record(), record(salt="NaCl")])
        self.check("line 2, column k: 'high' is not a number", [record(k="high")])
        self.check("line 2, column T", [record(T="")])
        self.check("line 2, column c units: 'M' is none of mol/kg, mol/l", [record(unit="M")])
        self.check("line 2, column solvent ratio type", [record(basis="")])
        self.check("line 2: no solvent", [record(PC=0.0)])
        self.check("line 2, column PC: -0.5 is negative", [record(PC=-0.5, EC=1.5)])

    def test_a_table_of_another_kind_is_refused(self):
        self.check("column k is missing", [], header=["doi", "T"])
        self.check("solvent 'Unobtainium' is not in the library", [], header=HEADER + ["Unobtainium"])


class Splits(unittest.TestCase):
    def setUp(self):
        republished = [("10.1021/JE020219O", 30), ("10.1149/1.1566019", 20), ("10.1016/S0378-7753(03)00153-8", 10)]
        sources = republished + [(f"source {number}", 6) for number in range(24)]
        self.records = [
            record(doi=doi, c=1 + 0.01 * number) for doi, rows in sources for number in range(rows)
        ]
        self.made = Converted(self.records)

    def folds(self, protocol):
        return self.made.protocols[protocol]["folds"]

    def test_every_row_is_tested_once_and_the_parts_are_disjoint(self):
        for protocol in ("random", "leave_source_out", "leave_doi_out"):
            tested = [index for fold in self.folds(protocol) for index in fold["test"]]
            self.assertEqual(sorted(tested), list(range(len(self.made.rows))))
            for fold in self.folds(protocol):
                self.assertFalse(set(fold["test"]) & set(fold["validation"]))
                self.assertTrue(fold["validation"])

    def test_sizes_of_the_validation_part(self):
        self.assertEqual(len(self.folds("random")), 5)
        for protocol in ("random", "leave_source_out"):
            for fold in self.folds(protocol):
                rest = len(self.made.rows) - len(fold["test"])
                self.assertEqual(len(fold["validation"]), round(0.05 * rest))

    def test_groups_never_straddle(self):
        for protocol, key in (("leave_source_out", "source_group"), ("leave_doi_out", "source")):
            group = [row[key] for row in self.made.rows]
            folds = self.folds(protocol)
            self.assertEqual([fold["name"] for fold in folds], sorted(set(group)))
            for fold in folds:
                self.assertEqual({group[index] for index in fold["test"]}, {fold["name"]})

    def test_temperatures_are_held_apart(self):
        temperatures = [230, 260, 262, 268, 274, 280, 285, 290, 298, 300, 308, 314, 330]
        made = Converted([record(T=T, c=1 + 0.01 * n) for n in range(4) for T in temperatures])
        T = [row["temperature_K"] for row in made.rows]
        for protocol in ("unseen_temperature", "inner_temperature"):
            for fold in made.protocols[protocol]["folds"]:
                left_out = set(fold["test"]) | set(fold["validation"]) | set(fold["unused"])
                trains = [T[i] for i in set(range(len(T))) - left_out] + [T[i] for i in fold["validation"]]
                tests = [T[i] for i in fold["test"]]
                self.assertTrue(trains and tests)
                gap = min(tests) - max(trains) if fold["name"] == "warmer" else min(trains) - max(tests)
                self.assertGreaterEqual(gap, 9.8)
        for inner, outer in zip(*(made.protocols[p]["folds"] for p in ("inner_temperature", "unseen_temperature"))):
            self.assertFalse(set(inner["test"]) & set(outer["test"]))

    def test_republished_measurements_are_one_group_per_salt(self):
        groups = [row["source_group"] for row in self.made.rows]
        self.assertEqual(groups.count("10.1021/JE020219O"), 60)
        made = Converted([record(doi="10.1016/S0378-7753(03)00153-8", salt="LiBF4")])
        self.assertEqual(made.rows[0]["source_group"], "10.1021/je0498863")

    def test_the_same_input_and_seed_give_the_same_bytes(self):
        self.assertEqual(Converted(self.records).bytes, self.made.bytes)
        other = Converted(self.records, "--seed", "2")
        self.assertNotEqual(other.protocols, self.made.protocols)
        self.assertEqual(other.rows, self.made.rows)


if __name__ == "__main__":
    unittest.main()
