"""scripts/solvation-data on a small table that has every defect, and scripts/solvation-card on made-up results."""

import csv
import json
import subprocess
import sys
import tempfile
import unittest
from math import log
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MOLECULES = {"DMSO": ("CS(C)=O", 78.13), "DME": ("COCCOC", 90.12), "DCM": ("ClCCl", 84.93), "THF": ("C1CCOC1", 72.11)}


def record(solvent="DMSO", diluent="DCM", anion="TFSI", molality=1.0, **changes):
    """A simulated formulation that is sound, with changes."""
    mass = MOLECULES[solvent][1] + 2 * MOLECULES[diluent][1]
    solvents = 1000 / molality / mass
    whole = 3 * solvents + 2  # solvent, diluent, anion, Li⁺
    row = {
        "formulation": f"{solvent}/{diluent}",
        "solvent": solvent,
        "diluent": diluent,
        "anion": anion,
        "molality_mol_per_kg": molality,
        "solvent_smiles": MOLECULES[solvent][0],
        "diluent_smiles": MOLECULES[diluent][0],
        "x_solvent": solvents / whole,
        "x_diluent": 2 * solvents / whole,
        "x_anion": 1 / whole,
        "CN_solvent": 2.0,
        "CN_diluent": 0.1,
        "CN_anion": 1.5,
        "free_solvent_frac": max(0, 1 - 2.0 / solvents),
        "free_diluent_frac": 1 - 0.05 / solvents,
        "free_anion_frac": 0.2,
        "split_fold0": "test" if molality == 2.0 else "train",
    }
    return row | changes


class Converted:
    """What the converter made of some records."""

    def __init__(self, records, competitions=None):
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            with open(folder / "in.csv", "w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, list(records[0]))
                writer.writeheader()
                writer.writerows(records)
            command = [sys.executable, ROOT / "scripts/solvation-data", folder / "out", folder / "in.csv"]
            if competitions:
                with open(folder / "combat.csv", "w", newline="", encoding="utf-8") as file:
                    columns = ["CanonicalSMILES", "Li - X (Solvent)", "Li - O (DOL)"]
                    csv.writer(file).writerows([columns, *competitions])
                command += ["--competition", folder / "combat.csv"]
            run = subprocess.run(command, capture_output=True, text=True)
            self.error, self.table, self.failed = run.stderr, run.stdout, run.returncode != 0
            if self.failed:
                return
            out = folder / "out"
            self.rows = [json.loads(line) for line in (out / "solvation.jsonl").read_text().splitlines()]
            self.protocols = json.loads((out / "solvation.splits.json").read_text())["protocols"]
            self.competitions = [json.loads(line) for line in (out / "competition.jsonl").read_text().splitlines()]
            self.molecules = json.loads((out / "molecules.json").read_text())
            report = json.loads((out / "report.json").read_text())
        self.dropped = {reason: count for reason, count in report["dropped"].items() if count}
        self.dropped_competitions = report["competitions"]["dropped"]


class Rows(unittest.TestCase):
    def test_a_sound_row_comes_through(self):
        made = Converted([record(anion="PF6", molality=0.5)])
        (row,) = made.rows
        self.assertEqual(row["components"], ["CS(C)=O", "ClCCl"])
        self.assertEqual(row["salt"], "LiPF6")
        self.assertEqual(row["molality_mol_per_kg"], 0.5)
        self.assertAlmostEqual(row["per_lithium"][0], 2000 / (78.13 + 2 * 84.93), places=2)
        self.assertEqual(row["per_lithium"][2], 1.0)
        self.assertEqual(row["coordination"], [2.0, 0.1, 1.5])
        self.assertEqual(set(made.molecules), {"CS(C)=O", "ClCCl"})

    def test_every_defect_is_counted(self):
        made = Converted(
            [
                record(),
                record(molality=1.5),
                record(molality=1.5),
                record(anion="PF6", free_anion_frac=1.2),
                record(anion="BF4", molality=0.5, molality_mol_per_kg=2.5),
                record(anion="BF4", free_anion_frac=0.2, CN_anion=0.3),
                record(diluent="DME", diluent_smiles="[Na+].[Cl-]"),
            ]
        )
        self.assertEqual(len(made.rows), 1, made.table)
        self.assertEqual(
            made.dropped,
            {
                "a molecule that the core cannot read": 1,
                "amounts, coordination numbers or shares that are none": 1,
                "the same formulation more than once": 2,
                "molality and amounts disagree": 1,
                "more molecules bound than contacts": 1,
            },
        )

    def test_competitions_are_ratios_of_contacts(self):
        made = Converted([record()], [["CC#N", 3.0, 0.4], ["CCCCCC", 0.0, 2.0], ["[Na+]", 1, 1], ["CCO", "", 1]])
        nitrile, alkane = made.competitions
        self.assertEqual((nitrile["molecule"], nitrile["rival"]), ("CC#N", "C1COCO1"))
        self.assertAlmostEqual(nitrile["log_ratio"], log(3.02 / 0.42), places=5)
        self.assertAlmostEqual(alkane["log_ratio"], log(0.02 / 2.02), places=5)
        self.assertEqual(set(made.molecules), {"CS(C)=O", "ClCCl", "CC#N", "CCCCCC", "C1COCO1"})
        self.assertEqual(list(made.dropped_competitions.values()), [1, 1])
        self.assertEqual(Converted([record()]).competitions, [])

    def test_errors_name_line_and_column(self):
        self.assertIn("line 2, column CN_anion: is empty", Converted([record(CN_anion="")]).error)
        self.assertIn("line 2, column anion: 'Cl' is none of", Converted([record(anion="Cl")]).error)
        spoilt = record()
        del spoilt["free_anion_frac"]
        self.assertIn("lacks the columns free_anion_frac", Converted([spoilt]).error)


class Folds(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        pairs = [("DMSO", "DCM"), ("DME", "DCM"), ("THF", "DCM"), ("DME", "THF"), ("THF", "DME"), ("DMSO", "THF")]
        cls.made = Converted([record(*pair, molality=m) for pair in pairs for m in (0.5, 1.0, 2.0)])
        cls.sets = [frozenset(row["components"]) for row in cls.made.rows]

    def folds(self, protocol):
        return self.made.protocols[protocol]["folds"]

    def test_random_folds_test_every_row_once(self):
        tested = [row for fold in self.folds("random") for row in fold["test"]]
        self.assertEqual(sorted(tested), list(range(18)))

    def test_formulations_are_held_out_whole_and_both_ways_round(self):
        for fold in self.folds("unseen_formulations"):
            held_out = {self.sets[row] for row in fold["test"]}
            rest = {self.sets[row] for row in range(18) if row not in fold["test"]}
            self.assertFalse(held_out & rest)
            self.assertFalse(held_out & {self.sets[row] for row in fold["validation"]})

    def test_a_molecule_left_out_is_nowhere_in_training(self):
        for role, place in (("solvent", 0), ("diluent", 1)):
            for fold in self.folds(f"leave_{role}_out"):
                smiles = MOLECULES[fold["name"]][0]
                self.assertTrue(all(self.made.rows[row]["components"][place] == smiles for row in fold["test"]))
                gone = set(fold["test"]) | set(fold.get("unused", []))
                for row in range(18):
                    self.assertEqual(smiles in self.made.rows[row]["components"], row in gone)

    def test_the_tables_own_split_is_kept(self):
        (fold,) = self.folds("published")
        self.assertEqual({self.made.rows[row]["molality_mol_per_kg"] for row in fold["test"]}, {2.0})

    def test_parts_are_disjoint(self):
        for protocol in self.made.protocols.values():
            for fold in protocol["folds"]:
                parts = [set(fold.get(part, [])) for part in ("test", "validation", "unused")]
                self.assertEqual(len(set.union(*parts)), sum(map(len, parts)))


class Card(unittest.TestCase):
    def numbers(self, simulated, predicted):
        return {"simulated": simulated, "predicted": predicted, "deviation": [0.1] * len(simulated)}

    def test_figures_are_counted_from_the_rows_and_stand_where_they_belong(self):
        rows = [
            {
                "row": 0,
                "known": True,
                "coordination": self.numbers([3.0, 0.0, 1.0], [2.0, 0.0, 2.0]),
                "total_coordination": self.numbers([4.0], [4.0]),
                "free_share": self.numbers([0.5, 1.0, 0.0], [0.5, 1.0, 0.0]),
            }
        ]
        coverage = {"protocol": "random", "state": "known ground", "rows": 3}
        coverage |= {"share_inside_90": 0.9, "median_half_width": 0.25}
        terms = {"quantile": 1, "noise": 0.1}
        calibrated = {"known_ground": terms, "elsewhere": terms, "coverage": [coverage]}
        report = {"rows_in": 2, "dropped": {"bad": 1}, "kept": 1, "molecules": 2, "salts": 1}
        report["competitions"] = {"kept": 7}
        with tempfile.TemporaryDirectory() as folder:
            work, out = Path(folder) / "work", Path(folder) / "out"
            (work / "data").mkdir(parents=True)
            out.mkdir()
            (work / "data/report.json").write_text(json.dumps(report))
            (work / "result-random.json").write_text(json.dumps({"folds": [{"name": "random 1", "rows": rows}]}))
            (work / "calibration.json").write_text(json.dumps({"coordination": calibrated}))
            (out / "validation.json").write_text('{"data": 1}')
            (out / "model-card.md").write_text("# Card\n\n## The evaluation of the DiffMix paper\n\nlast\n")
            for _ in range(2):  # twice is once
                command = [ROOT / "scripts/solvation-card", work, out]
                run = subprocess.run(command, capture_output=True, text=True)
                self.assertEqual(run.returncode, 0, run.stderr)
            card, validation = (out / "model-card.md").read_text(), json.loads((out / "validation.json").read_text())
        self.assertEqual(validation["data"], 1)
        figures = validation["solvation"]["protocols"]["random"]["pooled"]["coordination_fractions"]
        # Shares 0.75, 0, 0.25 against 0.5, 0, 0.5.
        self.assertAlmostEqual(figures["root_mean_square_error"], (0.125 / 3) ** 0.5)
        self.assertAlmostEqual(figures["r_squared"], 1 - 0.125 / (0.625 - 1 / 3))
        self.assertEqual(card.count("## Surroundings of Li⁺"), 1)
        self.assertLess(card.index("## Surroundings"), card.index("## The evaluation"))
        self.assertTrue(card.endswith("last\n"))
        self.assertIn("1 of 2 formulations of 2 molecules", card)
        self.assertIn("from 7 solvents", card)
        self.assertIn("| coordination: random, known ground | 3 | 90.0 % | ± 0.250 |", card)


if __name__ == "__main__":
    unittest.main()
