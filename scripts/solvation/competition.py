"""Simulated competition for Li⁺ between 1,3-dioxolane and another solvent: the ComBat data set.

1 mol/l LiTFSI and 0.25 mol/l Li2S8 in equal volumes of both (doi 10.1038/s41598-022-20009-w).

One number a solvent, ln of its contacts per Li⁺ over those of 1,3-dioxolane, says how strongly it binds. What binds
hardly is below counting: both numbers get a floor.
"""

import csv
from dataclasses import dataclass
from math import log

from datasets.dropping import drop, where
from datasets.table import BadData, number

RIVAL = "C1COCO1"  # 1,3-dioxolane
FLOOR = 0.02  # contacts per Li⁺
COLUMNS = SMILES, CONTACTS, RIVAL_CONTACTS = "CanonicalSMILES", "Li - X (Solvent)", "Li - O (DOL)"


@dataclass(frozen=True)
class Competition:
    line: int
    source: str  # as all of the table
    smiles: str
    contacts: float | None  # per Li⁺
    rival_contacts: float | None

    @property
    def log_ratio(self):
        return log((self.contacts + FLOOR) / (self.rival_contacts + FLOOR))


def read_competitions(path):
    with open(path, newline="", encoding="utf-8") as file:
        records = list(csv.DictReader(file))
    missing = [column for column in COLUMNS if not records or column not in records[0]]
    if missing:
        raise BadData(f"{path} lacks the columns {', '.join(missing)}.")
    return [
        Competition(
            line=line,
            source="combat",
            smiles=record[SMILES],
            contacts=number(record[CONTACTS], line, CONTACTS),
            rival_contacts=number(record[RIVAL_CONTACTS], line, RIVAL_CONTACTS),
        )
        for line, record in enumerate(records, start=2)
    ]


def clean_competitions(rows, refused):
    """(rows to keep, reason -> Counter of sources)"""
    return drop(
        rows,
        [
            ("a molecule that the core cannot read", where(lambda row: row.smiles in refused)),
            (
                "no coordination numbers",
                where(
                    lambda row: not all(
                        contacts is not None and 0 <= contacts <= 20
                        for contacts in (row.contacts, row.rival_contacts)
                    )
                ),
            ),
        ],
    )


def as_json(row, keys):
    """keys: canonical SMILES by SMILES."""
    return {"molecule": keys[row.smiles], "rival": keys[RIVAL], "log_ratio": round(row.log_ratio, 6)}
