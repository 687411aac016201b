"""Writes reproduction.json, reproduction.md and the figures from what the runs left behind.

  PYTHONPATH=scripts python3 -m reproduction.report WORK OUT
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from datasets.table import BadData
from reproduction import ascent, paper, plots
from reproduction.figures import UNITS, by_temperature, figures_of
from reproduction.markdown import NAMES, Section
from reproduction.partitions import SEEDS, WARMEST_TRAINING_K
from reproduction.results import read_result
from reproduction.runs import RUNS, TABLES, Run
from reports.diffmix import with_section

PARITY = ("excess_enthalpy", "excess_volume_corrected", "conductivity")


def _read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def _tables(work):
    counts = _read(work / "counts.json")
    return {
        name: {"property": property, **counts[name], "settings": _read(work / name / "settings.json")}
        for name, property in TABLES.items()
    }


def _temperatures_K(work, run):
    lines = (work / run.table / f"{run.property}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["temperature_K"] for line in lines]


def make_report(work):
    """(report, {run name: folds})"""
    tables = _tables(work)
    results = {run.name: read_result(work / "results" / f"{run.name}.json", run) for run in RUNS}
    entries = []
    for run in RUNS:
        folds = results[run.name]
        entry = {"name": run.name, **asdict(run), **figures_of(run, folds, tables[run.table]["rows"])}
        if run.protocol == "warmer":
            entry["by_temperature"] = by_temperature(folds, _temperatures_K(work, run), UNITS[run.property])
        entries.append(entry)
    report = {
        "paper": {
            "doi": paper.DOI,
            "licence": paper.LICENCE,
            "diffmix": paper.DIFFMIX,
            "gnn_only": paper.GNN_ONLY,
            "warmer_by_10_K": paper.WARMER_BY_10_K,
        },
        "seeds": SEEDS,
        "warmest_training_K": WARMEST_TRAINING_K,
        "tables": tables,
        "runs": entries,
        "ascents": ascent.read_ascents(work / "results" / f"{ascent.NAME}.json"),
    }
    return report, results


def draw(report, results, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for table in PARITY:
        name, unit = NAMES[table]
        rows = report["tables"][table]["rows"]
        folds = [fold.chosen(fold.row < rows) for fold in results[Run(table, "random").name]]
        plots.parity(folder / f"parity-{table}.svg", name, unit, folds)
    warmer = {entry["form"]: entry["by_temperature"] for entry in report["runs"] if entry["protocol"] == "warmer"}
    plots.error_by_temperature(
        folder / "conductivity-by-temperature.svg",
        NAMES["conductivity"][1],
        f"mean_absolute_error_{UNITS['conductivity']}",
        warmer,
        WARMEST_TRAINING_K,
    )


def main(work, out):
    work, out = Path(work), Path(out)
    report, results = make_report(work)
    draw(report, results, out / "figures")
    (out / "reproduction.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    section = Section(report)
    (out / "reproduction.md").write_text(section.text(), encoding="utf-8")
    card = out / "model-card.md"
    if card.exists():
        card.write_text(with_section(card.read_text(encoding="utf-8"), report), encoding="utf-8")
    print(section.paper_table())


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except (BadData, OSError) as error:
        sys.exit(f"reproduce: {error}")
