"""Every training run of the reproduction, the ascents last.

  PYTHONPATH=scripts python3 -m reproduction.runs WORK

prints one run a line, its words parted by tabs: its name, its table, then what mixgrad_train is to be asked.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from reproduction import ascent
from reproduction.partitions import FRACTIONS_PERCENT

# Table -> property, as the trainer names it.
TABLES = {
    "conductivity": "conductivity",
    "excess_enthalpy": "excess_enthalpy",
    "excess_volume": "excess_volume",
    "excess_volume_corrected": "excess_volume",
}
REDLICH_KISTER_ORDERS = [0, 4, 9, 14]
# The trainer's setting for the number of terms, one more than the order.
TERMS = {"excess_enthalpy": "gibbs_orders", "excess_volume": "volume_orders"}


# With the physics law; the same encoder with a network in place of the law, told what the law's terms are made of; and
# told the salt's molality and T as they are, which for liquids is the same thing.
FORMS = {
    "law": {"law": "true"},
    "law-free": {"law": "false"},
    "plain": {"law": "false", "plain_states": "true"},
}


@dataclass(frozen=True)
class Run:
    """One protocol, trained and tested fold by fold."""

    table: str
    protocol: str
    form: str = "law"
    order: int | None = None  # of the Redlich–Kister polynomial; None: that of the settings

    @property
    def name(self):
        order = "" if self.order is None else f"-order-{self.order}"
        return f"{self.table}-{self.protocol}-{self.form}{order}"

    @property
    def law(self):
        return self.form == "law"

    @property
    def property(self):
        return TABLES[self.table]


def _protocols(table):
    if table == "conductivity":
        return ["random", "distinct_conditions", "unseen_solvent_sets", "warmer"]
    fractions = [] if table.endswith("_corrected") else [f"random_{percent}_percent" for percent in FRACTIONS_PERCENT]
    return ["random", *fractions, "distinct_conditions", "unseen_pairs"]


def forms(table):
    return ("law", "plain", "law-free") if table == "conductivity" else ("law", "law-free")


RUNS = [Run(table, protocol, form) for table in TABLES for protocol in _protocols(table) for form in forms(table)] + [
    Run(table, "random", order=order)
    for table in ("excess_enthalpy", "excess_volume")
    for order in REDLICH_KISTER_ORDERS
]


def command(run, work):
    folder = Path(work) / run.table
    settings = ["--settings", folder / "settings.json"]
    for setting, value in FORMS[run.form].items():
        settings += ["--set", f"{setting}={value}"]
    if run.property == "conductivity":
        data = ["evaluate", "--data", folder / "conductivity.jsonl", "--splits", folder / "conductivity.splits.json"]
    else:
        data = ["evaluate-mixtures", "--data", folder]
    order = [] if run.order is None else ["--set", f"{TERMS[run.property]}={run.order + 1}"]
    return [*data, "--protocol", run.protocol, *settings, *order]


if __name__ == "__main__":
    for run in RUNS:
        print(*(str(word) for word in [run.name, run.table, *command(run, sys.argv[1])]), sep="\t")
    print(*(str(word) for word in [ascent.NAME, "conductivity", *ascent.command(sys.argv[1])]), sep="\t")
