"""scripts/train --quick from end to end, on small made-up tables in the columns of the published ones."""

import csv
import hashlib
import json
import os
import shutil
import struct
import subprocess
import tempfile
import unittest
from itertools import combinations
from math import exp
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build/train-quick"
PROTOCOLS = ["leave_source_out", "leave_doi_out", "unseen_temperature", "random"]

SOLVENTS = ["EC", "PC", "DMC", "EMC"]
TEMPERATURES_K = range(243, 344, 10)
AMOUNTS = [0.3, 0.8, 1.5]
# Ten papers of the same size, so that each can be left out and another one validate.
PAPERS = [
    ("LiPF6", {"EC": 0.5, "DMC": 0.5}),
    ("LiPF6", {"EC": 0.3, "DMC": 0.7}),
    ("LiPF6", {"EC": 0.3, "EMC": 0.7}),
    ("LiPF6", {"EC": 0.5, "EMC": 0.5}),
    ("LiPF6", {"PC": 1.0}),
    ("LiTFSI", {"EC": 0.5, "DMC": 0.5}),
    ("LiTFSI", {"EC": 0.4, "DMC": 0.6}),
    ("LiTFSI", {"PC": 1.0}),
    ("LiBF4", {"EC": 0.5, "EMC": 0.5}),
    ("LiBF4", {"EC": 0.4, "EMC": 0.6}),
]


LIQUIDS = ["CCO", "O", "CC(C)=O", "CCCCCC", "c1ccccc1", "CC#N", "ClC(Cl)Cl", "COC(=O)OC", "CCOC(C)=O", "C1CCCCC1"]
EXCESS = "doi,name1,smi1,name2,smi2,T,P,x1_mole,v,prop,derived,pair,rk_outlier".split(",")
DENSITY = (
    "Temperature (K)|Pressure (kPa)|N Components|Component 1|Mole Fraction 1|Density Value (g / ml)|Source|"
    "Component 2|Mole Fraction 2|EnthalpyOfMixing Value (kJ / mol)"
).split("|")
VISCOSITY = ["logV", "T", "Predict logV", "SMILES_0", "SMILES_1", "comp_0", "comp_1"]
IDAC = ["Solute_SMILES", "Solvent_SMILES", "log-gamma", "T"]


def write_liquids(folder):
    """Every pair of LIQUIDS, each measurement some smooth function of the molecules' places in the list."""
    tables = {"excess.csv": [EXCESS], "density.csv": [DENSITY], "viscosity.csv": [VISCOSITY], "idac.csv": [IDAC]}
    for (i, first), (j, second) in combinations(enumerate(LIQUIDS), 2):
        doi = f"10.1/{i}.{j}"
        for x in (0.2, 0.4, 0.6, 0.8):
            bend = x * (1 - x)
            for prop, value in (("HE_J_mol", 400 * (j - i) * bend), ("VE_cm3_mol", 0.3 * (i - 4) * bend)):
                tables["excess.csv"].append(
                    [doi, first, first, second, second, 298.15, 0.1, x, value, prop, "False", "", "False"]
                )
            rho = 0.7 + 0.04 * (x * i + (1 - x) * j) + 0.01 * bend
            tables["density.csv"].append([298.15, 101, 2, first, x, rho, doi, second, 1 - x, ""])
            tables["viscosity.csv"].append([0.05 * (x * i + (1 - x) * j), 298.15, 0, first, second, x, 1 - x])
        tables["idac.csv"].append([first, second, 0.2 * (j - i), 25])
        tables["idac.csv"].append([second, first, 0.3 * (j - i), 25])
    folder.mkdir()
    for name, rows in tables.items():
        with open(folder / name, "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)


def write_table(path):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["doi", "k", "T", "c", "salt", "c units", "solvent ratio type", *SOLVENTS])
        for number, (salt, shares) in enumerate(PAPERS):
            for m in AMOUNTS:
                for T in TEMPERATURES_K:
                    k = (1 + 0.05 * number) * exp(6 - 800 / (T - 150)) * m * exp(-m)
                    row = [f"10.0/{number}", round(k, 6), T, m, salt, "mol/kg", "w"]
                    writer.writerow(row + [shares.get(name, 0.0) for name in SOLVENTS])


def hashes(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def figures_of(value):
    """Every number in a JSON value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [number for part in value for number in figures_of(part)]
    return [value] if isinstance(value, (int, float)) else []


PREDICT = """
import { readFileSync } from 'node:fs';
import { createMixGrad } from './web/mixgrad/mixgrad.js';
const mg = await createMixGrad({ weights: readFileSync(process.argv[1]) });
const answer = mg.predict({
  components: [{ species: 'EC', amount: 3 }, { species: 'EMC', amount: 7 }],
  basis: 'mass',
  salt: { species: 'LiPF6', molality_mol_per_kg: 1 },
  temperature_K: 298.15,
  gradient: true,
});
const { value, interval90 } = answer.conductivity_mS_per_cm;
console.log(JSON.stringify({ value, interval90, state: answer.domain.state }));
"""


class QuickTraining(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.table = Path(cls.folder.name) / "table.csv"
        write_table(cls.table)
        write_liquids(Path(cls.folder.name) / "liquids")
        cls.weights_before = hashes(ROOT / "weights")
        # The table's path is taken from where the command is given.
        cls.training = subprocess.run(
            [ROOT / "scripts/train", "table.csv", "liquids", "--quick", "--threads", "2"],
            cwd=cls.folder.name,
            capture_output=True,
            text=True,
        )

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def setUp(self):
        self.assertEqual(self.training.returncode, 0, self.training.stdout[-2000:] + self.training.stderr[-2000:])

    def test_the_weights_of_record_are_not_touched(self):
        self.assertEqual(hashes(ROOT / "weights"), self.weights_before)

    def test_the_weights_are_finite(self):
        content = (OUT / "mixgrad.safetensors").read_bytes()
        (length,) = struct.unpack("<Q", content[:8])
        header = json.loads(content[8 : 8 + length])
        self.assertEqual(header["__metadata__"]["format"], "mixgrad")
        values = np.frombuffer(content[8 + length :], dtype="<f2")
        self.assertGreater(len(values), 1000)
        self.assertTrue(np.isfinite(values).all())

    @unittest.skipUnless((ROOT / "build/wasm/mixgrad.wasm").exists(), "scripts/build wasm comes first")
    def test_the_browser_s_core_loads_them_and_predicts(self):
        run = subprocess.run(
            ["node", "--input-type=module", "--eval", PREDICT, OUT / "mixgrad.safetensors"],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        self.assertEqual(run.returncode, 0, run.stderr)
        answer = json.loads(run.stdout)
        low, high = answer["interval90"]
        self.assertTrue(0 < low < answer["value"] < high < 1e6, answer)
        self.assertEqual(answer["state"], "known ground")

    def test_the_report_has_every_protocol_and_model(self):
        report = json.loads((OUT / "validation.json").read_text(encoding="utf-8"))
        rows = len(PAPERS) * len(AMOUNTS) * len(TEMPERATURES_K)
        self.assertEqual(report["data"]["rows"], rows)
        self.assertEqual(report["settings"]["epochs"], 2)
        self.assertEqual(sorted(report["protocols"]), sorted(PROTOCOLS))
        for name, protocol in report["protocols"].items():
            self.assertEqual(list(protocol["models"]), ["law", "law_free", "plain", "trees"])
            tested = {model["pooled"]["rows"] for model in protocol["models"].values()}
            self.assertEqual(len(tested), 1, name)
            self.assertTrue(np.isfinite(figures_of(protocol)).all(), name)
        self.assertEqual(report["protocols"]["random"]["models"]["law"]["pooled"]["rows"], rows)
        self.assertTrue(np.isfinite(figures_of(report["coverage"])).all())

    def test_the_card_s_figures_are_the_report_s(self):
        card = (OUT / "model-card.md").read_text(encoding="utf-8")
        report = json.loads((OUT / "validation.json").read_text(encoding="utf-8"))
        self.assertIn(f"{report['data']['rows']} measured conductivities", card)
        for protocol in report["protocols"].values():
            self.assertIn(protocol["title"], card)
            for model in protocol["models"].values():
                self.assertIn(f" {model['pooled']['mean_absolute_error_mS_per_cm']:.3f} ", card)
        self.assertNotIn("nan", card.lower().split())

    def grow(self, folder, rows=OUT / "work/calisol23.jsonl", trees=5):
        """Runs scripts/baseline-trees for the cheapest protocol; its output."""
        run = subprocess.run(
            [ROOT / "scripts/baseline-trees", rows, OUT / "work/splits.json", folder]
            + ["--protocol", "unseen_temperature", "--trees", str(trees)],
            capture_output=True,
            text=True,
        )
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout

    def test_trees_are_grown_again_only_for_something_else(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            grown = folder / "trees-unseen_temperature.json"
            shutil.copy(OUT / "work" / grown.name, grown)
            self.assertIn("stands", self.grow(folder))
            self.assertIn("fold 2 of 2", self.grow(folder, trees=6))
            self.assertIn("stands", self.grow(folder, trees=6))
            lines = (OUT / "work/calisol23.jsonl").read_text(encoding="utf-8").splitlines()
            first = json.loads(lines[0])
            first["conductivity_mS_per_cm"] *= 1.01
            changed = folder / "rows.jsonl"
            changed.write_text("\n".join([json.dumps(first), *lines[1:]]) + "\n", encoding="utf-8")
            self.assertIn("fold 2 of 2", self.grow(folder, rows=changed, trees=6))
            grown.write_text("{", encoding="utf-8")
            self.assertIn("fold 2 of 2", self.grow(folder))


class Arguments(unittest.TestCase):
    def check(self, message, *arguments):
        run = subprocess.run([ROOT / "scripts/train", *arguments], capture_output=True, text=True)
        self.assertNotEqual(run.returncode, 0)
        self.assertIn(message, run.stderr)

    def test_what_is_wrong_is_named(self):
        self.check("give the CALiSol-23 table")
        self.check("give the CALiSol-23 table", "--quick")
        self.check("and tables of liquids", __file__)
        self.check(f"{os.getcwd()}/nowhere.csv does not exist", "nowhere.csv", __file__)
        self.check("is not a file", os.getcwd(), __file__)
        self.check("unknown option --fast", "--fast")
        self.check("--threads is 'two' and should be a number", __file__, __file__, "--threads", "two")
        self.check("--threads needs a number", __file__, "--threads")


if __name__ == "__main__":
    unittest.main()
