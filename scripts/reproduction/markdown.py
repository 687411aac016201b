"""The report as the section of the model card that a reader sees; every figure comes from the report."""

from reproduction.figures import UNITS
from reproduction.partitions import FRACTIONS_PERCENT
from reproduction.runs import REDLICH_KISTER_ORDERS
from reports.markdown import number, spread, table

NAMES = {
    "conductivity": ("κ", "mS/cm"),
    "excess_enthalpy": ("H^E", "J/mol"),
    "excess_volume": ("V^E, as published", "cm³/mol"),
    "excess_volume_corrected": ("V^E, defects corrected", "cm³/mol"),
}
CLEAN = {
    "distinct_conditions": "distinct conditions",
    "unseen_solvent_sets": "unseen solvent sets",
    "unseen_pairs": "unseen pairs",
}


class Section:
    def __init__(self, report):
        self.report = report
        self.runs = {run["name"]: run for run in report["runs"]}

    def run(self, name_of_table, protocol, law, order=None):
        end = "" if order is None else f"-order-{order}"
        return self.runs[f"{name_of_table}-{protocol}-{'law' if law else 'law-free'}{end}"]

    def unit_key(self, of_table):
        return UNITS[self.report["tables"][of_table]["property"]]

    def error(self, of_table, protocol, law, order=None):
        run = self.run(of_table, protocol, law, order)
        return spread(run[f"mean_absolute_error_{self.unit_key(of_table)}"])

    def title(self, of_table):
        name, unit = NAMES[of_table]
        return f"{name}, {unit}"

    def paper_table(self):
        paper, rows = self.report["paper"], []
        for of_table in NAMES:
            models = (paper["diffmix"], paper["gnn_only"])
            theirs = [spread(model[of_table]) if of_table in model else "–" for model in models]
            ours = [self.error(of_table, "random", law) for law in (True, False)]
            rows.append([self.title(of_table), *theirs, *ours])
        return table(["", "DiffMix", "its GNN-only", "ours, physics law", "ours, no law"], rows)

    def clean_table(self):
        rows = []
        for of_table in NAMES:
            for protocol, name in CLEAN.items():
                if f"{of_table}-{protocol}-law" in self.runs:
                    pooled = self.run(of_table, protocol, True)["pooled"]["r_squared"]
                    errors = (self.error(of_table, protocol, law) for law in (True, False))
                    rows.append([f"{self.title(of_table)}: {name}", *errors, f"{pooled:.3f}"])
        return table(["", "physics law", "no law", "R², physics law"], rows)

    def temperature_table(self):
        key = f"mean_absolute_error_{self.unit_key('conductivity')}"
        law, free = (self.run("conductivity", "warmer", law)["by_temperature"] for law in (True, False))
        rows = [
            [f"{of_law['temperature_K']:.2f}", spread(of_law[key]), spread(of_free[key])]
            + [number(of_law[key]["mean"] / of_free[key]["mean"])]
            for of_law, of_free in zip(law, free)
        ]
        return table(["K", "physics law", "no law", "ratio"], rows)

    def order_table(self):
        tables = ("excess_enthalpy", "excess_volume")
        rows = [
            [str(order), *(self.error(of_table, "random", True, order) for of_table in tables)]
            for order in REDLICH_KISTER_ORDERS
        ]
        return table(["order", *map(self.title, tables)], rows)

    def fraction_table(self):
        tables = ("excess_enthalpy", "excess_volume")
        rows = []
        for percent in [*FRACTIONS_PERCENT, 100]:
            protocol = "random" if percent == 100 else f"random_{percent}_percent"
            errors = [self.error(of_table, protocol, law) for of_table in tables for law in (True, False)]
            rows.append([f"{percent} %", *errors])
        header = [f"{self.title(of_table)}: {law}" for of_table in tables for law in ("physics law", "no law")]
        return table(["training rows", *header], rows)

    def permuted_table(self):
        rows = []
        for of_table in NAMES:
            changes = [self.run(of_table, "random", law)["components_permuted"] for law in (True, False)]
            largest = (f"{change[f'largest_change_{self.unit_key(of_table)}']:.1e}" for change in changes)
            rows.append([self.title(of_table), str(changes[0]["rows"]), *largest])
        return table(["", "test rows", "physics law", "no law"], rows)

    def corrections(self):
        done = self.report["tables"]["excess_volume_corrected"]["corrections"]
        return "\n".join(f"- {what}: {count}" for what, count in done.items() if count)

    def text(self):
        tables, paper, seeds = self.report["tables"], self.report["paper"], len(self.report["seeds"])
        conductivity, volume = tables["conductivity"], tables["excess_volume"]
        warmer = paper["warmer_by_10_K"]
        tested = self.run("conductivity", "random", True)["rows_tested"]
        return f"""# The evaluation of the DiffMix paper, reproduced

Written by `scripts/reproduce`; [`reproduction.json`](reproduction.json) holds all figures, fold by fold, with counts,
seeds and settings. The network and the laws are those of the [model card](model-card.md), trained on the tables of
S. Zhu et al., Nat. Commun. 2024, 15, 8649 (doi {paper['doi']}) alone. These tables are {paper['licence']}: the weights
trained on them are not shipped, and only errors are kept here.

All errors are mean absolute errors on rows that were neither trained on nor chosen by, mean ± standard deviation over
{seeds} random splits or, where whole pairs or solvent sets are left out, {seeds} folds. *No law* is the same encoder with a
network of like size in place of the law.

## The paper's protocol

Rows drawn by lot, 80 % to train, 10 % to stop the training, 10 % to test. The paper's own figures stand beside ours.

{self.paper_table()}

This protocol flatters every model. The table of κ has {conductivity['rows']} rows but only
{conductivity['distinct_conditions']} distinct conditions, for an absent solvent is listed again under other names: most
of the {tested} test rows have an exact twin in training. Of the {volume['rows']} rows of V^E,
{volume['pure_liquids']} are pure liquids, where the law gives 0 by construction. And the table of V^E has defects; the
line *defects corrected* is trained and tested on the table with these rows put right:

{self.corrections()}

![H^E: predicted against measured](figures/parity-excess_enthalpy.svg)
![V^E: predicted against measured](figures/parity-excess_volume_corrected.svg)
![κ: predicted against measured](figures/parity-conductivity.svg)

The test rows of the table above, physics law; V^E with its defects corrected.

## Clean protocols

No test row has a twin in training; or all rows of a pair of molecules, or of a set of solvents, are left out together.

{self.clean_table()}

R² over the test rows of all folds.

## Conductivity above the temperatures trained on, mS/cm

Trained on distinct conditions at {self.report['warmest_training_K']} K and below, tested on all that are warmer, and on
a tenth of the colder ones. The paper has another range for this test; {warmer['diffmix']} mS/cm against {warmer['gnn_only']}
for its GNN-only, 10 K above it.

{self.temperature_table()}

![Error of κ by temperature](figures/conductivity-by-temperature.svg)

## Order of the Redlich–Kister polynomial

{self.order_table()}

## Fewer training rows

{self.fraction_table()}

## Components in the opposite order

Largest change of a prediction when the components of its row are listed the other way round:

{self.permuted_table()}

The trainer knows the solvents of an electrolyte by name and puts the molecules of a pair in an order of its own, so
that what is left are roundings; that the network does not depend on their order either is among the tests of the core.
"""
