"""Brings the tables of the DiffMix paper into the forms that the trainer reads.

  PYTHONPATH=scripts python3 -m reproduction.convert FOLDER WORK

WORK gets a folder for each table (conductivity, excess_enthalpy, excess_volume, excess_volume_corrected) with its
rows, their splits and, for the excess properties, molecules.json; and counts.json. Needs Node.
"""

import json
import sys
from pathlib import Path

from datasets.library import load_library
from datasets.table import BadData
from mixtures.molecules import read_molecules
from reproduction.defects import correct_volumes
from reproduction.partitions import conductivity_partitions, excess_partitions
from reproduction.rows import conductivity_rows, excess_rows
from reproduction.tables import read_conductivity, read_excess


def _write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _write_table(folder, name, rows, splits):
    _write(folder / f"{name}.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    _write(folder / f"{name}.splits.json", json.dumps(splits) + "\n")


def _counts(rows, splits):
    distinct = splits["protocols"]["distinct_conditions"]["folds"][0]
    return {"rows": len(rows), "distinct_conditions": 2 * len(rows) - len(distinct["unused"])}


def convert(folder, work):
    """counts.json's content."""
    counts = {}
    electrolytes = read_conductivity(folder)
    splits = conductivity_partitions(electrolytes)
    _write_table(work / "conductivity", "conductivity", conductivity_rows(electrolytes, load_library()), splits)
    counts["conductivity"] = _counts(electrolytes, splits)

    tables = {name: (name, read_excess(folder, name)) for name in ("excess_enthalpy", "excess_volume")}
    corrected, corrections = correct_volumes(tables["excess_volume"][1])
    tables["excess_volume_corrected"] = ("excess_volume", corrected)
    smiles = {written for _, rows in tables.values() for row in rows for written in row.smiles}
    molecules, refused = read_molecules(smiles, work / "smiles.json")
    for written, reason in refused.items():
        raise BadData(f"{written}: {reason}.")
    for name, (property, rows) in tables.items():
        splits = excess_partitions(rows)
        _write_table(work / name, property, excess_rows(rows, property, molecules), splits)
        used = sorted({written for row in rows for written in row.smiles})
        graphs = {molecules[written].key: molecules[written].graph for written in used}
        _write(work / name / "molecules.json", json.dumps(graphs) + "\n")
        pure = sum(row.mole_fraction in (0, 1) for row in rows)
        counts[name] = _counts(rows, splits) | {"pure_liquids": pure, "molecules": len(graphs)}
    counts["excess_volume_corrected"]["corrections"] = corrections
    return counts


def main(folder, work):
    work = Path(work)
    work.mkdir(parents=True, exist_ok=True)
    _write(work / "counts.json", json.dumps(convert(Path(folder), work), indent=1) + "\n")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except (BadData, OSError) as error:
        sys.exit(f"reproduce: {error}")
