"""scripts/mixture-data from made-up tables to rows, molecules, report and folds."""

import csv
import json
import subprocess
import sys
import tempfile
import unittest
from math import log
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXCESS = "doi,name1,smi1,name2,smi2,T,P,x1_mole,v,prop,derived,pair,rk_outlier".split(",")
DENSITY = (
    "Temperature (K)|Pressure (kPa)|N Components|Component 1|Mole Fraction 1|Density Value (g / ml)|Source|"
    "Component 2|Mole Fraction 2|EnthalpyOfMixing Value (kJ / mol)"
).split("|")
THERMOML_VISCOSITY = (
    "Temperature (K)|Pressure (kPa)|N Components|Component 1|Mole Fraction 1|Component 2|Mole Fraction 2|"
    "Viscosity Value (Pa * s)|Source"
).split("|")
IDAC = ["Solute_SMILES", "Solvent_SMILES", "log-gamma", "T"]
VISCOSITY = ["logV", "T", "Predict logV", "SMILES_0", "SMILES_1", "comp_0", "comp_1"]


def excess(value, x=0.5, smi1="CCO", smi2="O", doi="10.1/A", T=298.15, prop="HE_J_mol", P=0.1, names=("a", "b")):
    return [doi, names[0], smi1, names[1], smi2, T, P, x, value, prop, "False", "", "False"]


def density(value, *parts, doi="10.1/d", T=298.15, P=101.0, enthalpy=""):
    (first, x1), (second, x2) = (*parts, ("", ""))[:2]
    return [T, P, 2 if second else 1, first, x1, value, doi, second, x2, enthalpy]


def pure_viscosity(value, smiles="CCO", doi="10.1/v", T=298.15):
    return [T, 101.0, 1, smiles, 1.0, "", "", value, doi]


def run(folder, tables, *options):
    """The finished process, on tables = {file name: (header, *records)}."""
    sources = folder / "sources"
    sources.mkdir()
    for name, records in tables.items():
        with open(sources / name, "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(records)
    command = [sys.executable, ROOT / "scripts/mixture-data", folder / "out", sources, *options]
    return subprocess.run(command, capture_output=True, text=True)


class Converted:
    """What the converter made of some tables."""

    def __init__(self, tables, conductivity=None):
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            options = []
            if conductivity:
                lines = [json.dumps({"solvents": solvents}) for solvents in conductivity]
                (folder / "k.jsonl").write_text("\n".join(lines))
                options = ["--conductivity", folder / "k.jsonl"]
            done = run(folder, tables, *options)
            assert done.returncode == 0, done.stderr
            self.table = done.stdout
            out = {path.name: path.read_text() for path in (folder / "out").iterdir()}
            self.files = out
            self.rows = {
                name.removesuffix(".jsonl"): [json.loads(line) for line in text.splitlines()]
                for name, text in out.items()
                if name.endswith(".jsonl")
            }
            self.report = json.loads(out["report.json"])
            self.molecules = json.loads(out["molecules.json"])

    def dropped(self, name):
        return {why: count for why, count in self.report["properties"][name]["dropped"].items() if count}


class Sources(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.made = Converted(
            {
                "he.csv": [EXCESS, excess(-400.0, x=0.25), excess(-1.0, prop="VE_cm3_mol")],
                "density.csv": [
                    DENSITY,
                    density(0.9, ("OCC", 0.5), ("O", 0.5)),
                    density(0.78, ("CCO", 1.0)),
                    density(0.997, ("O", 1.0)),
                    density("", ("OC", 0.4), ("O", 0.6), enthalpy=-0.7),
                ],
                "viscosity.csv": [THERMOML_VISCOSITY, pure_viscosity(0.001074)],
                "gamma.csv": [IDAC, ["O", "CCO", 0.9, 25]],
                "log.csv": [VISCOSITY, [0.5, 300, 9, "O", "C(C)O", 0.4, 0.6], [0.1, 300, 9, "", "O", 0.0, 1.0]],
            },
            conductivity=[{"EC": 0.5, "DMC": 0.5}] * 3,
        )

    def test_values_come_in_the_units_of_their_names(self):
        rows = self.made.rows
        self.assertEqual(
            rows["excess_enthalpy"],
            [
                {
                    "source": "10.1/a",
                    "dataset": "excess-properties",
                    "components": ["CCO", "O"],
                    "mole_fractions": [0.25, 0.75],
                    "temperature_K": 298.15,
                    "pressure_kPa": 100.0,
                    "excess_enthalpy_J_per_mol": -400.0,
                },
                {
                    "source": "10.1/d",
                    "dataset": "thermoml",
                    "components": ["CO", "O"],
                    "mole_fractions": [0.4, 0.6],
                    "temperature_K": 298.15,
                    "pressure_kPa": 101.0,
                    "excess_enthalpy_J_per_mol": -700.0,
                },
            ],
        )
        self.assertEqual([row["density_g_per_cm3"] for row in rows["density"]], [0.9, 0.78, 0.997])
        self.assertAlmostEqual(rows["viscosity"][0]["log_viscosity_mPa_s"], log(1.074), places=9)
        self.assertAlmostEqual(rows["viscosity"][1]["log_viscosity_mPa_s"], 0.5 * log(10), places=9)
        self.assertEqual(rows["log_gamma_infinite"][0]["temperature_K"], 298.15)

    def test_a_solute_stands_first_and_absent_components_are_left_out(self):
        (gamma,) = self.made.rows["log_gamma_infinite"]
        self.assertEqual((gamma["components"], gamma["mole_fractions"]), (["O", "CCO"], [0.0, 1.0]))
        pure = self.made.rows["viscosity"][2]
        self.assertEqual((pure["components"], pure["mole_fractions"]), (["O"], [1.0]))

    def test_one_molecule_has_one_key_in_all_tables_and_a_graph(self):
        keys = {key for rows in self.made.rows.values() for row in rows for key in row["components"]}
        self.assertEqual(keys, {"CCO", "CO", "O"})
        self.assertEqual(set(self.made.molecules), keys)
        library = json.loads((ROOT / "wasm_core/molecule/species_graphs.json").read_text())
        (water,) = self.made.molecules["O"]["molecules"]
        self.assertEqual(water["atoms"], [{"z": 8, "impHs": 2}])
        self.assertEqual(set(self.made.molecules["CCO"]), set(library["EC"]))

    def test_an_excess_volume_is_derived_where_one_source_gives_all_three_densities(self):
        published, derived = self.made.rows["excess_volume"]
        self.assertEqual((published["derived"], derived["derived"]), (False, True))
        ideal = 0.5 * 46.069 / 0.78 + 0.5 * 18.015 / 0.997
        self.assertAlmostEqual(derived["excess_volume_cm3_per_mol"], 0.5 * 64.084 / 0.9 - ideal, places=3)

    def test_conductivity_shares_pairs_and_molecules_but_keeps_its_own_points(self):
        splits = json.loads(self.made.files["conductivity.splits.json"])
        self.assertEqual((splits["rows"], set(splits["protocols"])), (3, {"unseen_pairs", "unseen_molecules"}))
        tested = [fold["test"] for fold in splits["protocols"]["unseen_pairs"]["folds"] if fold["test"]]
        self.assertEqual(tested, [[0, 1, 2]])

    def test_predicted_viscosities_are_not_read(self):
        header = [name for name in VISCOSITY if name != "Predict logV"]
        made = Converted({"log.csv": [header, [0.5, 300, "O", "", 1.0, 0.0]]})
        self.assertEqual(len(made.rows["viscosity"]), 1)


class Defects(unittest.TestCase):
    def test_unusable_rows_are_dropped_and_counted(self):
        linalool = ("Linalool", "Propan-2-ol")
        made = Converted(
            {
                "he.csv": [
                    EXCESS,
                    excess(100.0),
                    excess(0.0, x=1.0),
                    excess(99999.0),
                    excess(5.0, P=0.2),
                    excess(""),
                    excess(5.0, smi1="OCC", smi2="CCO"),
                    excess(5.0, doi="10.1021/je200457q", names=linalool),
                    excess(5.0, doi="10.1016/j.jct.2006.10.008"),
                    excess(5.0, smi2="[Na+].[Cl-]"),
                    excess(5.0, smi2="C[NH3+]"),
                    excess(5.0, smi2="C[Ge](C)(C)C"),
                    excess(5.0, smi2="[2H]OC"),
                ],
                "viscosity.csv": [
                    THERMOML_VISCOSITY,
                    pure_viscosity(0.001),
                    pure_viscosity(0.001),
                    pure_viscosity(0),
                    pure_viscosity(4870.0),
                ],
            }
        )
        self.assertEqual(
            made.dropped("excess_enthalpy"),
            {
                "pure component, where an excess is 0 by definition": 1,
                "not physical": 1,
                "pressure outside 70 to 130 kPa": 1,
                "no value": 1,
                "one molecule twice": 1,
                "temperature lost": 1,
                "contradicted by other sources": 1,
                "molecule that the core cannot read: several molecules, or a salt": 1,
                "molecule that the core cannot read: charged": 1,
                "molecule that the core cannot read: element without features": 1,
                "molecule that the core cannot read: for another reason": 1,
            },
        )
        self.assertEqual(made.dropped("viscosity"), {"no value": 1, "not physical": 1, "exact duplicate": 1})
        self.assertEqual(len(made.rows["excess_enthalpy"]), 1)
        self.assertIn("isotope", made.report["refused_molecules"]["[2H]OC"])
        self.assertEqual(set(made.molecules), {"CCO", "O"})

    def test_the_rarer_of_two_stereoisomers_is_left_out_and_mirror_images_are_one(self):
        cis, trans, right, left = "Cl/C=C\\Cl", "Cl/C=C/Cl", "C[C@H](O)CC", "C[C@@H](O)CC"
        smiles = [cis, trans, trans, "ClC=CCl", right, left]
        made = Converted({"he.csv": [EXCESS, *(excess(5.0 + n, smi1=s) for n, s in enumerate(smiles))]})
        self.assertEqual(
            made.dropped("excess_enthalpy"), {"stereoisomer that the core cannot tell from a commoner one": 1}
        )
        self.assertEqual(made.report["stereoisomers_left_out"], [cis])
        self.assertEqual({row["components"][0] for row in made.rows["excess_enthalpy"]}, {"CCC(C)O", "ClC=CCl"})

    def test_the_counts_add_up(self):
        made = Converted({"gamma.csv": [IDAC, ["O", "CCO", 0.9, 25], ["O", "CCO", 0.9, 25], ["O", "O", 0, 25]]})
        part = made.report["properties"]["log_gamma_infinite"]
        self.assertEqual(sum(part["rows_in"].values()) - sum(part["dropped"].values()), part["kept"])
        self.assertEqual(part["kept"], len(made.rows["log_gamma_infinite"]))
        self.assertIn("     -1  exact duplicate", made.table)

    def test_the_same_input_gives_the_same_bytes_also_from_the_cache(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            run(folder, {"he.csv": [EXCESS, excess(5.0), excess(6.0, x=0.4)]})
            first = {path.name: path.read_bytes() for path in (folder / "out").iterdir()}
            command = [sys.executable, ROOT / "scripts/mixture-data", folder / "out", folder / "sources/he.csv"]
            subprocess.run(command, check=True, capture_output=True)
            self.assertEqual({path.name: path.read_bytes() for path in (folder / "out").iterdir()}, first)


class Errors(unittest.TestCase):
    def check(self, message, tables, *options):
        with tempfile.TemporaryDirectory() as folder:
            done = run(Path(folder), tables, *options)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(message, done.stderr)
        self.assertNotIn("Traceback", done.stderr)

    def test_they_name_file_line_and_column(self):
        warm = [EXCESS, excess(1.0), excess(1.0, T="warm")]
        self.check("he.csv: line 3, column T: 'warm' is not", {"he.csv": warm})
        self.check("line 2, column x1_mole: 1.5 is no mole fraction", {"he.csv": [EXCESS, excess(1.0, x=1.5)]})
        self.check("column prop: 'GE' is none of HE_J_mol", {"he.csv": [EXCESS, excess(1.0, prop="GE")]})
        self.check("gamma.csv: line 2, column T: a number is missing", {"gamma.csv": [IDAC, ["O", "CCO", 1, ""]]})

    def test_a_table_of_another_kind_or_none_is_refused(self):
        self.check("x.csv: its columns are those of none of the tables known", {"x.csv": [["a", "b"]]})
        self.check("the folder has no .csv file", {})


if __name__ == "__main__":
    unittest.main()
