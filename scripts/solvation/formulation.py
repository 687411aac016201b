"""One simulated formulation: what there is, and what of it Li⁺ holds."""

import csv
from dataclasses import dataclass, replace

from datasets.table import BadData, choice, number

SALTS = {"TFSI": "LiTFSI", "PF6": "LiPF6", "BF4": "LiBF4"}
ROLES = ("solvent", "diluent", "anion")


@dataclass(frozen=True)
class Formulation:
    line: int
    source: str  # as all of the table
    formulation: str  # solvent/diluent, by the table's names
    solvent: str  # SMILES
    diluent: str
    solvent_name: str
    diluent_name: str
    salt: str  # id of the built-in library
    molality_mol_per_kg: float  # of salt, per kg of solvent and diluent
    mole_fractions: tuple  # by ROLES; what is missing to 1 is Li⁺
    coordination: tuple  # contacts per Li⁺, by ROLES
    free: tuple  # share that touches no Li⁺, by ROLES
    published_part: str  # of the table's own split: train, val or test

    @property
    def per_lithium(self):
        """mol per mol of Li⁺, by ROLES."""
        return tuple(x / self.mole_fractions[2] for x in self.mole_fractions)

    def named(self, keys):
        return replace(self, solvent=keys[self.solvent], diluent=keys[self.diluent])


def read_table(path):
    with open(path, newline="", encoding="utf-8") as file:
        records = list(csv.DictReader(file))
    if not records:
        raise BadData(f"{path} holds no rows.")
    needed = ["formulation", "solvent", "diluent", "anion", "molality_mol_per_kg", "solvent_smiles", "diluent_smiles"]
    needed += [column.format(role) for role in ROLES for column in ("x_{}", "CN_{}", "free_{}_frac")] + ["split_fold0"]
    missing = [column for column in needed if column not in records[0]]
    if missing:
        raise BadData(f"{path} lacks the columns {', '.join(missing)}.")

    def read(record, line):
        def value(column):
            found = number(record[column], line, column)
            if found is None:
                raise BadData(f"line {line}, column {column}: is empty.")
            return found

        return Formulation(
            line=line,
            source="lhce-md",
            formulation=record["formulation"],
            solvent=record["solvent_smiles"],
            diluent=record["diluent_smiles"],
            solvent_name=record["solvent"],
            diluent_name=record["diluent"],
            salt=choice(SALTS, record["anion"], line, "anion"),
            molality_mol_per_kg=value("molality_mol_per_kg"),
            mole_fractions=tuple(value(f"x_{role}") for role in ROLES),
            coordination=tuple(value(f"CN_{role}") for role in ROLES),
            free=tuple(value(f"free_{role}_frac") for role in ROLES),
            published_part=record["split_fold0"],
        )

    return [read(record, line) for line, record in enumerate(records, start=2)]


def as_json(row):
    return {
        "formulation": row.formulation,
        "components": [row.solvent, row.diluent],
        "salt": row.salt,
        "molality_mol_per_kg": row.molality_mol_per_kg,
        "per_lithium": [round(amount, 6) for amount in row.per_lithium],
        "coordination": list(row.coordination),
        "free": list(row.free),
    }
