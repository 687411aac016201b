"""scripts/reproduce, part by part, on made-up tables in the columns of the DiffMix paper's and made-up results."""

import csv
import json
import subprocess
import sys
import tempfile
import unittest
from math import isfinite, log
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from datasets.library import load_library  # noqa: E402
from datasets.table import BadData  # noqa: E402
from reproduction import ascent, convert, paper, report, settings  # noqa: E402
from reproduction.defects import correct_volumes  # noqa: E402
from reproduction.partitions import conductivity_partitions, excess_partitions  # noqa: E402
from reproduction.rows import conductivity_rows  # noqa: E402
from reproduction.runs import RUNS, Run, command  # noqa: E402
from reproduction.tables import (  # noqa: E402
    CONDUCTIVITY, EXCESS, NAMES, SOLVENTS, Binary, Electrolyte, read_conductivity, read_excess,
)  # fmt: skip

CONDUCTIVITY_COLUMNS = [
    "sub1_name", "x1 (mole fraction)", "sub2_name", "x2 (mole fraction)", "sub3_name", "x3 (mole fraction)", "salt",
    "x4 (anion, mole fraction)", "x5 (cation, mole fraction)", "temperature (K)", "ionic conductivity (mS/cm)",
]  # fmt: skip
EXCESS_COLUMNS = ["sub1_name", "x1 (mole fraction)", "sub2_name", "x2 (mole fraction)", "temperature (K)"]
TEMPERATURES_K = [253.15, 263.15, 273.15, 283.15, 293.15]
SMILES = {
    "Propylene Carbonate": "CC1COC(=O)O1",
    "Methanol": "CO",
    "Ethanol": "CCO",
    "Heptane": "CCCCCCC",
    "Anisole": "COc1ccccc1",
    "Dimethyl Carbonate": "COC(=O)OC",
}
PC, DMC, EC = "Propylene Carbonate", "Dimethyl Carbonate", "Ethylene Carbonate"


def electrolyte_line(parts, ion=0.05, T=273.15, k=1.0, salt="LiPF6", anion=None):
    """parts: (name, mole fraction) of three."""
    return [*(cell for part in parts for cell in part), salt, ion if anion is None else anion, ion, T, k]


def electrolyte_lines():
    """Six names three by three, on a coarse grid; a mixture that lacks one of its three stands in other lines too."""
    names = list(SOLVENTS)
    lines = []
    for first in range(6):
        for second in range(first + 1, 6):
            for third in range(second + 1, 6):
                for shares in ([1, 0, 0], [0.5, 0.5, 0], [0.4, 0.2, 0.4]):
                    for T in TEMPERATURES_K:
                        parts = [(names[n], 0.9 * x) for n, x in zip((first, second, third), shares)]
                        lines.append(electrolyte_line(parts, T=T, k=round(1 + 0.01 * (T - 243), 4)))
    return lines


def excess_lines(scale):
    pairs = [(PC, "Methanol"), (PC, "Ethanol"), (PC, "Anisole"), (DMC, "Heptane"), (DMC, "Ethanol"), (PC, DMC)]
    lines = []
    for first, second in pairs:
        for step in range(11):
            x = step / 10
            value = round(scale * x * (1 - x), 6)
            lines.append([first, x, second, round(1 - x, 9), 298.15, value, "https://doi.org/10.0/X"])
    return lines


def write_csv(path, header, lines):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *lines])


def write_tables(folder, electrolytes=None, enthalpies=None):
    write_csv(folder / CONDUCTIVITY, CONDUCTIVITY_COLUMNS, electrolytes or electrolyte_lines())
    for name, lines in (("excess_enthalpy", enthalpies or excess_lines(1000)), ("excess_volume", excess_lines(-1))):
        file, value = EXCESS[name]
        write_csv(folder / file, [*EXCESS_COLUMNS, value, "link"], lines)
    (folder / NAMES).write_text(json.dumps(SMILES), encoding="utf-8")


def binary(value, x=0.5, names=(PC, "Methanol"), link="https://doi.org/10.0/X", T=298.15, line=2):
    return Binary(line, link, names, tuple(SMILES.get(name, "C") for name in names), x, T, value)


def parts_of(splits, protocol):
    """(test, validation, training) of each fold, as sets."""
    for fold in splits["protocols"][protocol]["folds"]:
        test, validation, unused = (set(fold[part]) for part in ("test", "validation", "unused"))
        assert len(test) + len(validation) + len(unused) == len(test | validation | unused)
        yield test, validation, set(range(splits["rows"])) - test - validation - unused


class Tables(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def electrolytes(self, *lines):
        write_tables(self.folder, electrolytes=lines)
        return read_conductivity(self.folder)

    def refuses(self, text, *lines):
        with self.assertRaises(BadData) as caught:
            self.electrolytes(*lines)
        self.assertIn(text, str(caught.exception))

    def test_absent_solvents_are_left_out_and_rounding_below_zero_is_zero(self):
        (row,) = self.electrolytes(electrolyte_line([(PC, 0), (EC, 0.9), (DMC, -7e-17)]))
        self.assertEqual(row.solvents, (("EC", 0.9),))

    def test_mole_fractions_must_sum_to_one(self):
        self.refuses("line 2: the mole fractions sum to 0.9", electrolyte_line([(PC, 0.3), (EC, 0.3), (DMC, 0.2)]))

    def test_ions_must_balance(self):
        self.refuses("cations", electrolyte_line([(PC, 0.3), (EC, 0.3), (DMC, 0.3)], ion=0.04, anion=0.06))

    def test_unknown_names_and_bad_numbers_name_line_and_column(self):
        good = electrolyte_line([(PC, 0.3), (EC, 0.3), (DMC, 0.3)])
        stranger = electrolyte_line([(PC, 0.3), ("Water", 0.3), (DMC, 0.3)])
        self.refuses("line 3, column sub2_name: 'Water'", good, stranger)
        self.refuses("column temperature (K): -4.0 should be above 0", [*good[:-2], -4, 1])
        self.refuses("column ionic conductivity (mS/cm): 'much' is not a number", [*good[:-1], "much"])
        self.refuses("column ionic conductivity (mS/cm): a number is missing", [*good[:-1], ""])
        self.refuses("is no mole fraction", electrolyte_line([(PC, -0.1), (EC, 0.6), (DMC, 0.4)]))

    def test_another_table_is_told_apart(self):
        write_tables(self.folder)
        write_csv(self.folder / CONDUCTIVITY, ["x"], [[1]])
        with self.assertRaisesRegex(BadData, "column 'sub1_name' is missing"):
            read_conductivity(self.folder)

    def test_excess_rows_keep_their_line_and_find_their_smiles(self):
        write_tables(self.folder)
        row = read_excess(self.folder, "excess_enthalpy")[1]
        self.assertEqual((row.line, row.names, row.smiles), (3, (PC, "Methanol"), (SMILES[PC], "CO")))
        self.assertEqual((row.mole_fraction, row.value), (0.1, 90.0))

    def test_a_name_without_smiles_is_refused(self):
        write_tables(self.folder, enthalpies=[["Water", 0.5, PC, 0.5, 298.15, 1, "x"]])
        with self.assertRaisesRegex(BadData, "sub1_name: 'Water'"):
            read_excess(self.folder, "excess_enthalpy")


class Rows(unittest.TestCase):
    def test_molality_and_fractions_among_the_solvents(self):
        row = Electrolyte((("EC", 0.6), ("DMC", 0.3)), "LiPF6", 0.05, 298.15, 7.5)
        first, second = conductivity_rows([row], load_library())
        # 0.6 mol of 88.06 g/mol and 0.3 mol of 90.08 g/mol hold 0.05 mol of salt.
        self.assertAlmostEqual(first["amount"], 0.05 / (0.6 * 88.062 + 0.3 * 90.078) * 1000, places=3)
        self.assertEqual((first["amount_unit"], first["basis"]), ("mol_per_kg", "mole"))
        self.assertEqual(list(first["solvents"].items()), [("EC", 0.666666667), ("DMC", 0.333333333)])
        self.assertEqual(list(second["solvents"].items()), [("DMC", 0.333333333), ("EC", 0.666666667)])
        self.assertEqual({**first, "solvents": None}, {**second, "solvents": None})


class Defects(unittest.TestCase):
    def test_a_lost_sign_is_restored_once(self):
        link = "https://doi.org/10.1021/je960196b"
        rows, done = correct_volumes([binary(0.3, link=link), binary(-0.2, link=link, line=3), binary(0.3, line=4)])
        self.assertEqual([row.value for row in rows], [-0.3, -0.2, 0.3])
        self.assertEqual(done["sign restored"], 1)

    def swapped_blocks(self, first, second):
        link, names = "https://doi.org/10.1021/je049777o", (DMC, "Heptane")
        return [
            binary(value, x, names, link, T, line)
            for line, (T, x, value) in enumerate(
                [(333.15, 0.5, 1.4), *zip([333.15] * 3, [0.7, 0.8, 1.0], first)]
                + [*zip([343.15] * 3, [0.0, 0.2, 0.4], second), (343.15, 0.6, 1.3)],
                start=2,
            )
        ]

    def test_swapped_blocks_change_places(self):
        rows, done = correct_volumes(self.swapped_blocks(first=[0, 0.8, 1.2], second=[0.9, 0.4, 0]))
        self.assertEqual([row.value for row in rows], [1.4, 0.9, 0.4, 0, 0, 0.8, 1.2, 1.3])
        self.assertEqual(done["swapped block put back"], 6)

    def test_blocks_in_their_places_stay(self):
        before = self.swapped_blocks(first=[0.9, 0.4, 0], second=[0, 0.8, 1.2])
        rows, done = correct_volumes(before)
        self.assertEqual(rows, before)
        self.assertEqual(set(done.values()), {0})

    def test_a_pure_liquid_has_no_excess_and_a_mistyped_row_goes(self):
        mistyped = binary(-0.6, 0.2656, (PC, "1-Butanol"), "https://doi.org/10.1021/je960186a")
        rows, done = correct_volumes([binary(1.0, x=1.0), mistyped, binary(-0.06, 0.3, line=4)])
        self.assertEqual([(row.mole_fraction, row.value) for row in rows], [(1.0, 0.0), (0.3, -0.06)])
        self.assertEqual((done["pure liquid set to 0"], done["mistyped row left out"]), (1, 1))


class Partitions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            write_tables(Path(folder))
            cls.electrolytes = read_conductivity(folder)
            cls.binaries = read_excess(folder, "excess_enthalpy")
        cls.of_electrolytes = conductivity_partitions(cls.electrolytes)
        cls.of_binaries = excess_partitions(cls.binaries)

    def test_random_is_80_10_10_and_tests_twice(self):
        rows, folds = len(self.electrolytes), list(parts_of(self.of_electrolytes, "random"))
        self.assertEqual(len(folds), 5)
        for test, validation, training in folds:
            self.assertEqual((len(test), len(validation), len(training)), (60, 30, 240))
            once = {row for row in test if row < rows}
            self.assertEqual(test - once, {row + rows for row in once})
            self.assertLess(max(validation | training), rows)
        self.assertNotEqual(folds[0][0], folds[1][0])

    def test_distinct_conditions_have_no_twins(self):
        def condition(row):
            one = self.electrolytes[row]
            return one.salt, frozenset(one.solvents), one.temperature_K

        conditions = {condition(row) for row in range(len(self.electrolytes))}
        self.assertLess(len(conditions), len(self.electrolytes))
        for test, validation, training in parts_of(self.of_electrolytes, "distinct_conditions"):
            used = [condition(row) for row in test | validation | training]
            self.assertEqual(len(used), len(conditions))
            self.assertEqual(set(used), conditions)

    def left_out_once(self, splits, protocol, group_of):
        seen = []
        for test, validation, training in parts_of(splits, protocol):
            tested, validated, trained = ({group_of(row) for row in rows} for rows in (test, validation, training))
            self.assertFalse(tested & (validated | trained))
            self.assertFalse(validated & trained)
            self.assertTrue(tested and validated and trained)
            seen += tested
        self.assertEqual(len(seen), len(set(seen)))
        return set(seen)

    def test_each_solvent_set_is_left_out_once(self):
        def group(row):
            return frozenset(id for id, _ in self.electrolytes[row].solvents)

        seen = self.left_out_once(self.of_electrolytes, "unseen_solvent_sets", group)
        self.assertEqual(seen, {group(row) for row in range(len(self.electrolytes))})

    def test_each_pair_is_left_out_once(self):
        seen = self.left_out_once(self.of_binaries, "unseen_pairs", lambda row: self.binaries[row].smiles)
        self.assertEqual(seen, {row.smiles for row in self.binaries})

    def test_the_warm_is_never_trained_on(self):
        for test, validation, training in parts_of(self.of_electrolytes, "warmer"):
            temperatures = {self.electrolytes[row].temperature_K for row in validation | training}
            self.assertEqual(temperatures, {253.15, 263.15, 273.15})
            self.assertEqual({self.electrolytes[row].temperature_K for row in test}, set(TEMPERATURES_K))

    def test_a_larger_share_of_the_training_rows_holds_the_smaller(self):
        folds = [list(parts_of(self.of_binaries, f"random_{percent}_percent")) for percent in (5, 10, 50)]
        for whole, five, ten, fifty in zip(parts_of(self.of_binaries, "random"), *folds):
            self.assertTrue(five[2] < ten[2] < fifty[2] < whole[2])
            self.assertEqual(len(fifty[2]), 26)
            self.assertTrue(five[0] < whole[0] and five[1] == whole[1])


class Settings(unittest.TestCase):
    def test_every_table_gets_those_of_its_property(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            for name in ("conductivity", "excess_enthalpy", "excess_volume", "excess_volume_corrected"):
                (folder / name).mkdir()
            settings.main(ROOT / "weights/reproduction-settings.json", folder, "2")
            given = json.loads((ROOT / "weights/reproduction-settings.json").read_text())
            volume = json.loads((folder / "excess_volume_corrected/settings.json").read_text())
            self.assertEqual(volume, given["excess_volume"] | {"epochs": 2})

    def test_a_file_without_a_property_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "settings.json"
            path.write_text('{"conductivity": {}}')
            with self.assertRaisesRegex(SystemExit, "conductivity, excess_enthalpy, excess_volume"):
                settings.main(path, folder)


def predictions(run, splits, values, off):
    """A made-up result: everything predicted too high by `off`, a permuted row by 0.001 more."""
    rows = len(values) // 2
    folds = []
    for fold in splits["protocols"][run.protocol]["folds"]:
        predicted = [values[row] + off + (0.001 if row >= rows else 0) for row in fold["test"]]
        folds.append((fold["name"], fold["test"], [values[row] for row in fold["test"]], predicted))
    content = {"protocol": run.protocol, "law": run.law}
    if run.property != "conductivity":
        keys = ("name", "row", "measured", "predicted")
        of_property = [dict(zip(keys, fold)) | {"deviation": [0.0] * len(fold[1])} for fold in folds]
        return content | {"properties": {run.property: {"folds": of_property}}}
    table = [
        [row, number, log(measured), log(predicted), 0.0, True]
        for number, (_, rows, *both) in enumerate(folds)
        for row, measured, predicted in zip(rows, *both)
    ]
    return content | {"folds": [{"name": name} for name, *_ in folds], "rows": table}


def ascents():
    """A made-up result: every ascent ends where the paper's does, but the last."""
    systems = []
    for solvents, end in paper.ASCENT_ENDS.items():
        of_starts = [
            {
                "start": [*start, 1 - sum(start)],
                "end": end,
                "before_mS_per_cm": 5.0,
                "after_mS_per_cm": 6.5,
                "steps": number + 5,
                "steps_to_the_end": number,
            }
            for number, start in enumerate(paper.ASCENT_STARTS)
        ]
        systems.append({"solvents": list(solvents), "ascents": of_starts})
    systems[2]["ascents"][3]["end"] = [1.0, 0.0, 0.0]
    return {"systems": systems}


class Report(unittest.TestCase):
    """From made-up tables and results to the report."""

    OFF = {"law": 0.02, "plain": 0.05, "law-free": 0.03}  # by form

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        base = Path(cls.folder.name)
        cls.work, cls.out = base / "work", base / "out"
        tables = base / "tables"
        tables.mkdir()
        cls.out.mkdir()
        write_tables(tables)
        convert.main(tables, cls.work)
        settings.main(ROOT / "weights/reproduction-settings.json", cls.work)
        (cls.work / "results").mkdir()
        for run in RUNS:
            folder = cls.work / run.table
            splits = json.loads((folder / f"{run.property}.splits.json").read_text())
            lines = (folder / f"{run.property}.jsonl").read_text().splitlines()
            (value,) = (key for key in json.loads(lines[0]) if key.startswith(run.property))
            values = [json.loads(line)[value] for line in lines]
            result = predictions(run, splits, values, cls.OFF[run.form])
            (cls.work / "results" / f"{run.name}.json").write_text(json.dumps(result))
        (cls.work / "results" / f"{ascent.NAME}.json").write_text(json.dumps(ascents()))
        (cls.out / "model-card.md").write_text("# Model card\n\nOf something.\n")
        report.main(cls.work, cls.out)
        cls.report = json.loads((cls.out / "reproduction.json").read_text())
        cls.text = (cls.out / "reproduction.md").read_text()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def entry(self, name):
        (entry,) = (run for run in self.report["runs"] if run["name"] == name)
        return entry

    def test_converted_rows_are_as_mixture_data_writes_them(self):
        lines = (self.work / "excess_enthalpy/excess_enthalpy.jsonl").read_text().splitlines()
        rows = [json.loads(line) for line in lines]
        self.assertEqual(len(rows), 2 * 66)
        self.assertEqual(
            rows[1],
            {
                "source": "10.0/x",
                "dataset": "diffmix",
                "components": ["CC1COC(=O)O1", "CO"],
                "mole_fractions": [0.1, 0.9],
                "temperature_K": 298.15,
                "excess_enthalpy_J_per_mol": 90.0,
            },
        )
        self.assertEqual((rows[67]["components"], rows[67]["mole_fractions"]), (["CO", "CC1COC(=O)O1"], [0.9, 0.1]))
        molecules = json.loads((self.work / "excess_enthalpy/molecules.json").read_text())
        self.assertEqual(set(molecules), {name for row in rows for name in row["components"]})

    def test_figures_are_those_of_the_predictions(self):
        for name, unit in (
            ("conductivity-random-law", "mS_per_cm"),
            ("excess_volume-unseen_pairs-law", "cm3_per_mol"),
            ("excess_enthalpy-random-law-order-9", "J_per_mol"),
        ):
            entry = self.entry(name)
            self.assertAlmostEqual(entry[f"mean_absolute_error_{unit}"]["mean"], 0.02)
            self.assertAlmostEqual(entry[f"mean_absolute_error_{unit}"]["sd"], 0)
            self.assertAlmostEqual(entry["pooled"][f"root_mean_square_error_{unit}"], 0.02)
            self.assertEqual(len(entry["folds"]), 5)
        self.assertEqual(self.entry("conductivity-random-law")["rows_tested"], 5 * 30)
        self.assertEqual(self.entry("excess_enthalpy-unseen_pairs-law-free")["rows_tested"], 66)

    def test_a_change_by_the_order_of_components_shows(self):
        permuted = self.entry("excess_volume-random-law-free")["components_permuted"]
        self.assertAlmostEqual(permuted["largest_change_cm3_per_mol"], 0.001)
        self.assertEqual(permuted["rows"], 5 * 7)

    def test_errors_by_temperature(self):
        for form, off in self.OFF.items():
            by_temperature = self.entry(f"conductivity-warmer-{form}")["by_temperature"]
            self.assertEqual([entry["temperature_K"] for entry in by_temperature], TEMPERATURES_K)
            self.assertAlmostEqual(by_temperature[-1]["mean_absolute_error_mS_per_cm"]["mean"], off)
        errors = " | ".join(f"{off:.4f} ± 0.0000" for off in self.OFF.values())
        self.assertIn(f"| 293.15 | {errors} | 0.400 |", self.text)

    def test_theirs_and_ours_stand_in_one_table(self):
        self.assertIn(
            "| κ, mS/cm | 0.0444 ± 0.0053 | 0.0448 ± 0.0061 | 0.0200 ± 0.0000 | 0.0500 ± 0.0000 | 0.0300 ± 0.0000 |",
            self.text,
        )
        self.assertIn("| H^E, J/mol | 5.10 ± 0.32 | 9.88 ± 2.21 |", self.text)
        self.assertIn("| V^E, defects corrected, cm³/mol | – | – |", self.text)

    def test_every_run_is_in_the_report_with_its_settings(self):
        self.assertEqual([run["name"] for run in self.report["runs"]], [run.name for run in RUNS])
        self.assertEqual(len({run.name for run in RUNS}), len(RUNS))
        for table in self.report["tables"].values():
            self.assertIn("epochs", table["settings"])

    def test_ascents_are_judged_by_the_ends_of_the_paper(self):
        near = [a["near_the_paper"] for system in self.report["ascents"]["systems"] for a in system["ascents"]]
        self.assertEqual(near, 11 * [True] + [False])
        self.assertIn("11 of 12 end within 0.1 of the paper's end in every mole fraction, after at most 8 st", self.text)
        row = "| PC:DMC:EC | 0.80, 0.10, 0.10 | 0.00, 0.70, 0.30 | 0.00, 0.70, 0.30 | 5.00 → 6.50 | 5 (0) |"
        self.assertIn(row, self.text)

    def test_ascents_of_another_study_are_refused(self):
        path = self.work / "results" / f"{ascent.NAME}.json"
        other = ascents()
        other["systems"][0]["solvents"] = ["PC", "EC", "FEC"]
        good = path.read_text()
        try:
            path.write_text(json.dumps(other))
            self.assertRaises(BadData, ascent.read_ascents, path)
        finally:
            path.write_text(good)

    def test_pictures_are_there_small_and_without_the_points(self):
        pictures = list((self.out / "figures").iterdir())
        self.assertEqual(len(pictures), 4)
        for picture in pictures:
            self.assertIn(f"figures/{picture.name})", self.text)
            self.assertLess(picture.stat().st_size, 200_000)

    def test_the_same_results_give_the_same_bytes(self):
        before = {path: path.read_bytes() for path in self.out.rglob("*") if path.is_file()}
        report.main(self.work, self.out)
        self.assertEqual(before, {path: path.read_bytes() for path in self.out.rglob("*") if path.is_file()})

    def test_the_model_card_ends_with_the_paper_s_table(self):
        card = (self.out / "model-card.md").read_text()
        self.assertTrue(card.startswith("# Model card\n\nOf something.\n\n## "))
        for line in report.Section(self.report).paper_table().splitlines():
            self.assertIn(line, card)
        for picture in (self.out / "figures").glob("*.svg"):
            self.assertIn(f"figures/{picture.name})", card)

    def broken(self, change):
        """What is said of a result changed so."""
        path = self.work / "results/excess_volume-random-law.json"
        good = path.read_text()
        try:
            path.write_text(json.dumps(change(json.loads(good))))
            with self.assertRaises(BadData) as caught:
                report.make_report(self.work)
            return str(caught.exception)
        finally:
            path.write_text(good)

    def test_a_prediction_that_is_no_number_is_refused(self):
        def change(result):
            result["properties"]["excess_volume"]["folds"][2]["predicted"][1] = float("nan")
            return result

        self.assertIn("not finite", self.broken(change))

    def test_the_result_of_another_run_is_refused(self):
        self.assertIn("not the result of", self.broken(lambda result: result | {"law": False}))

    def test_a_test_row_that_was_not_permuted_is_found(self):
        def change(result):
            fold = result["properties"]["excess_volume"]["folds"][0]
            for part in ("row", "measured", "predicted", "deviation"):
                fold[part].pop()
            return result

        self.assertIn("opposite order", self.broken(change))


class Commands(unittest.TestCase):
    def test_an_order_is_a_number_of_terms_less_one(self):
        words = [str(word) for word in command(Run("excess_volume_corrected", "random", order=9), "W")]
        self.assertEqual(words[:3], ["evaluate-mixtures", "--data", "W/excess_volume_corrected"])
        self.assertEqual(words[-2:], ["--set", "volume_orders=10"])
        words = command(Run("excess_enthalpy", "random", order=0), "W")
        self.assertEqual(words[-2:], ["--set", "gibbs_orders=1"])

    def test_ascents_are_asked_for_in_full(self):
        study = ascent.study()
        self.assertEqual(study["systems"][2], ["PC", "DMC", "EC"])
        self.assertEqual(study["starts"], [[0.8, 0.1], [0.1, 0.9], [0.3, 0.4], [0.1, 0.4]])
        self.assertEqual(ascent.command("W")[0], "ascend")

    def test_conductivity_has_a_command_of_its_own(self):
        words = [str(word) for word in command(Run("conductivity", "warmer", "law-free"), "W")]
        self.assertEqual(words[0], "evaluate")
        self.assertIn("law=false", words)
        self.assertNotIn("plain_states=true", words)
        self.assertIn("plain_states=true", command(Run("conductivity", "warmer", "plain"), "W"))
        self.assertIn("W/conductivity/conductivity.splits.json", words)


def reproduce(*arguments, folder=ROOT):
    return subprocess.run([ROOT / "scripts/reproduce", *arguments], cwd=folder, capture_output=True, text=True)


def weights_of_record():
    return {path: path.read_bytes() for path in (ROOT / "weights").rglob("*") if path.is_file()}


def numbers_of(value):
    """Every number in a JSON value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [number for part in value for number in numbers_of(part)]
    return [value] if isinstance(value, (int, float)) else []


class QuickReproduction(unittest.TestCase):
    """scripts/reproduce --quick from end to end."""

    def test_tables_become_a_report(self):
        before = weights_of_record()
        with tempfile.TemporaryDirectory() as folder:
            tables = Path(folder) / "tables"
            tables.mkdir()
            write_tables(tables)
            # The folder is taken from where the command is given.
            run = reproduce("tables", "--quick", "--threads", "2", folder=folder)
        self.assertEqual(run.returncode, 0, run.stdout[-2000:] + run.stderr[-2000:])
        out = ROOT / "build/reproduce-quick"
        made = json.loads((out / "reproduction.json").read_text(encoding="utf-8"))
        self.assertEqual([entry["name"] for entry in made["runs"]], [run.name for run in RUNS])
        self.assertTrue(all(isfinite(number) for number in numbers_of(made["runs"])))
        self.assertEqual({table["settings"]["epochs"] for table in made["tables"].values()}, {2})
        for entry in made["runs"]:
            if "components_permuted" in entry:
                (change,) = (value for key, value in entry["components_permuted"].items() if key != "rows")
                self.assertLess(change, 1e-3, entry["name"])
        self.assertEqual([len(system["ascents"]) for system in made["ascents"]["systems"]], [4, 4, 4])
        self.assertIn("## The paper's protocol", (out / "reproduction.md").read_text(encoding="utf-8"))
        self.assertEqual(before, weights_of_record())


class Arguments(unittest.TestCase):
    def test_what_is_wrong_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            for arguments, text in [
                ([], "give the folder"),
                (["nowhere"], "nowhere is not a folder"),
                ([folder, folder], "one folder at a time"),
                ([folder, "--threads", "0"], "--threads is '0'"),
                ([folder, "--slow"], "unknown option --slow"),
            ]:
                run = reproduce(*arguments)
                self.assertNotEqual(run.returncode, 0)
                self.assertIn(text, run.stderr)


if __name__ == "__main__":
    unittest.main()
