"""The three tables that the DiffMix paper trained on, as published with it: doi 10.1038/s41467-024-51653-7."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from datasets.table import BadData, choice, number

SOURCE = "10.1038/s41467-024-51653-7"

CONDUCTIVITY = "published_AEM_data.csv"
EXCESS = {
    "excess_enthalpy": ("published_excess_molar_enthalpy.csv", "excess_molar_enthalpy/(J/mol)"),
    "excess_volume": ("published_excess_molar_volume.csv", "excess_molar_volume/(cm3/mol)"),
}
NAMES = "excess_names_to_smiles.json"

# Names of the conductivity table -> ids of the built-in library.
SOLVENTS = {
    "Propylene Carbonate": "PC",
    "Diethyl Carbonate": "DEC",
    "Fluoroethylene Carbonate": "FEC",
    "Ethyl Methyl Carbonate": "EMC",
    "Ethylene Carbonate": "EC",
    "Dimethyl Carbonate": "DMC",
}
SALTS = {"LiPF6": "LiPF6", "LiTFSI": "LiTFSI"}

ROUNDING = 1e-8  # of the mole fractions as printed


@dataclass(frozen=True)
class Electrolyte:
    """One conductivity; the absent components that its line lists at mole fraction 0 are left out."""

    solvents: tuple[tuple[str, float], ...]  # library id, mole fraction of all species, in the table's order
    salt: str  # library id
    ion_mole_fraction: float  # of the cation, and of the anion
    temperature_K: float
    conductivity_mS_per_cm: float


@dataclass(frozen=True)
class Binary:
    """One excess property of a mixture of two molecules."""

    line: int  # in the file, the header being line 1
    link: str  # where it was measured
    names: tuple[str, str]
    smiles: tuple[str, str]
    mole_fraction: float  # of the first
    temperature_K: float
    value: float  # J/mol, or cm³/mol


def _records(path, columns):
    """(line, cells) of a table that has the columns."""
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        for column in columns:
            if column not in (reader.fieldnames or ()):
                raise BadData(f"{path}: line 1: column '{column}' is missing; this is not the DiffMix table.")
        for line, cells in enumerate(reader, start=2):
            yield f"{path}: line {line}", line, cells


def _number(cells, place, column):
    value = number(cells[column] or "", place, column)
    if value is None:
        raise BadData(f"{place}, column {column}: a number is missing.")
    return value


def _positive(cells, place, column):
    value = _number(cells, place, column)
    if value <= 0:
        raise BadData(f"{place}, column {column}: {value} should be above 0.")
    return value


def _fraction(cells, place, column):
    """0 to 1; what is off by rounding is put right."""
    value = _number(cells, place, column)
    if not -ROUNDING <= value <= 1 + ROUNDING:
        raise BadData(f"{place}, column {column}: {value} is no mole fraction, 0 to 1.")
    return 0.0 if value <= ROUNDING else min(value, 1.0)


def _check_sum(fractions, place):
    total = sum(fractions)
    if abs(total - 1) > 10 * ROUNDING:
        raise BadData(f"{place}: the mole fractions sum to {total} and should sum to 1.")


def read_conductivity(folder):
    """[Electrolyte], in the order of the table. Raises BadData, naming file, line and column."""
    parts = [(f"sub{n}_name", f"x{n} (mole fraction)") for n in (1, 2, 3)]
    anion, cation = "x4 (anion, mole fraction)", "x5 (cation, mole fraction)"
    temperature, value = "temperature (K)", "ionic conductivity (mS/cm)"
    columns = [*(column for part in parts for column in part), "salt", anion, cation, temperature, value]
    rows = []
    for place, _, cells in _records(Path(folder) / CONDUCTIVITY, columns):
        listed = [
            (choice(SOLVENTS, cells[name], place, name), _fraction(cells, place, share)) for name, share in parts
        ]
        ions = [_fraction(cells, place, column) for column in (anion, cation)]
        _check_sum([*(x for _, x in listed), *ions], place)
        if ions[0] != ions[1]:
            raise BadData(f"{place}: there are {ions[0]} of anions and {ions[1]} of cations; they should be equal.")
        rows.append(
            Electrolyte(
                solvents=tuple((id, x) for id, x in listed if x > 0),
                salt=choice(SALTS, cells["salt"], place, "salt"),
                ion_mole_fraction=ions[0],
                temperature_K=_positive(cells, place, temperature),
                conductivity_mS_per_cm=_positive(cells, place, value),
            )
        )
    return rows


def read_excess(folder, property):
    """[Binary], in the order of the table. Raises BadData, naming file, line and column."""
    name, value = EXCESS[property]
    first, second = "x1 (mole fraction)", "x2 (mole fraction)"
    smiles = json.loads((Path(folder) / NAMES).read_text(encoding="utf-8"))
    columns = ["sub1_name", "sub2_name", first, second, "temperature (K)", value, "link"]
    rows = []
    for place, line, cells in _records(Path(folder) / name, columns):
        fractions = [_fraction(cells, place, column) for column in (first, second)]
        _check_sum(fractions, place)
        names = (cells["sub1_name"], cells["sub2_name"])
        rows.append(
            Binary(
                line=line,
                link=cells["link"],
                names=names,
                smiles=tuple(choice(smiles, n, place, f"sub{i}_name") for i, n in enumerate(names, start=1)),
                mole_fraction=fractions[0],
                temperature_K=_positive(cells, place, "temperature (K)"),
                value=_number(cells, place, value),
            )
        )
    return rows
