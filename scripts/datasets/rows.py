"""One measured conductivity, and the CALiSol-23 table as such rows."""

import csv
from dataclasses import dataclass

from datasets.table import BadData, choice, number

BASES = {"w": "mass", "v": "volume", "mol": "mole"}
AMOUNT_UNITS = {"mol/kg": "mol_per_kg", "mol/l": "mol_per_l"}
COLUMNS = ("doi", "k", "T", "c", "salt", "c units", "solvent ratio type")


@dataclass
class Row:
    line: int  # in the file, the header being line 1
    source: str  # DOI of the paper
    source_group: str  # rows of one group must not be split apart, see cleaning.source_group
    salt: str  # library id
    amount: float | None
    amount_unit: str  # "mol_per_kg" of solvent or "mol_per_l" of solution
    basis: str  # of the shares: "mass", "volume" or "mole"
    solvents: dict[str, float]  # library id -> share, in the library's order
    temperature_K: float
    conductivity_mS_per_cm: float | None
    repairs: tuple[str, ...]  # what was put right while reading


def _solvent_columns(header, library):
    """Column -> species, in the library's order."""
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise BadData(f"line 1: column {missing[0]} is missing; this is not the CALiSol-23 table.")
    columns = {}
    for name in header:
        if name in COLUMNS:
            continue
        species = library.find("solvent", name)
        if species is None:
            raise BadData(f"line 1: solvent '{name}' is not in the library.")
        columns[name] = species
    order = {species.id: position for position, species in enumerate(library.order)}
    return dict(sorted(columns.items(), key=lambda item: order[item[1].id]))


def _salt(text, line, library):
    """The salt and what had to be put right in its name."""
    repairs = []
    name = text.strip()
    if name != text:
        repairs.append("blanks around the salt's name")
    species = library.find("salt", name)
    if species is None:
        raise BadData(f"line {line}, column salt: '{text}' is not in the library.")
    if species.id != name:
        repairs.append(f"{name} is {species.id}")
    return species, repairs


def _shares(record, line, columns):
    shares = {}
    for column, species in columns.items():
        share = number(record[column], line, column) or 0.0
        if share < 0:
            raise BadData(f"line {line}, column {column}: {share} is negative.")
        if share > 0:
            shares[species.id] = share
    total = sum(shares.values())
    if total == 0:
        raise BadData(f"line {line}: no solvent has a share above 0.")
    if abs(total - 1) < 1e-6:
        return shares, []
    return {name: round(share / total, 9) for name, share in shares.items()}, ["shares scaled to sum 1"]


def read_rows(path, library, source_group):
    """The rows of the published CSV in their order. Raises BadData, naming line and column.

    source_group: the group of (source, salt).
    """
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        columns = _solvent_columns(reader.fieldnames or (), library)
        rows = []
        for line, record in enumerate(reader, start=2):
            salt, salt_repairs = _salt(record["salt"], line, library)
            solvents, share_repairs = _shares(record, line, columns)
            temperature = number(record["T"], line, "T")
            if temperature is None or temperature <= 0:
                raise BadData(f"line {line}, column T: '{record['T']}' is no temperature in K.")
            rows.append(
                Row(
                    line=line,
                    source=record["doi"],
                    source_group=source_group(record["doi"], salt.id),
                    salt=salt.id,
                    amount=number(record["c"], line, "c"),
                    amount_unit=choice(AMOUNT_UNITS, record["c units"], line, "c units"),
                    basis=choice(BASES, record["solvent ratio type"], line, "solvent ratio type"),
                    solvents=solvents,
                    temperature_K=temperature,
                    conductivity_mS_per_cm=number(record["k"], line, "k"),
                    repairs=tuple(salt_repairs + share_repairs),
                )
            )
        return rows
