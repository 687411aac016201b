"""The report as the section of the model card that a reader sees; every figure comes from the report."""

from reproduction.figures import UNITS
from reproduction.partitions import FRACTIONS_PERCENT
from reproduction.runs import REDLICH_KISTER_ORDERS, forms
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


LABELS = {"law": "physics law", "plain": "no law", "law-free": "no law, told the law's terms"}


def without_law(of_table):
    """The form that the paper's GNN-only is like: told of composition, salt and temperature as they are."""
    return "plain" if "plain" in forms(of_table) else "law-free"


def _fractions(mole_fractions):
    return ", ".join(f"{x:.2f}" for x in mole_fractions)


class Section:
    def __init__(self, report):
        self.report = report
        self.runs = {run["name"]: run for run in report["runs"]}

    def run(self, name_of_table, protocol, form, order=None):
        end = "" if order is None else f"-order-{order}"
        return self.runs[f"{name_of_table}-{protocol}-{form}{end}"]

    def unit_key(self, of_table):
        return UNITS[self.report["tables"][of_table]["property"]]

    def error(self, of_table, protocol, form="law", order=None):
        run = self.run(of_table, protocol, form, order)
        return spread(run[f"mean_absolute_error_{self.unit_key(of_table)}"])

    def errors(self, of_table, protocol):
        """By the law, without it, and without it but told its terms: as the columns of LABELS."""
        told = "law-free" in forms(of_table) and without_law(of_table) != "law-free"
        return [
            self.error(of_table, protocol),
            self.error(of_table, protocol, without_law(of_table)),
            self.error(of_table, protocol, "law-free") if told else "–",
        ]

    def title(self, of_table):
        name, unit = NAMES[of_table]
        return f"{name}, {unit}"

    def paper_table(self):
        paper, rows = self.report["paper"], []
        for of_table in NAMES:
            models = (paper["diffmix"], paper["gnn_only"])
            theirs = [spread(model[of_table]) if of_table in model else "–" for model in models]
            rows.append([self.title(of_table), *theirs, *self.errors(of_table, "random")])
        return table(["", "DiffMix", "its GNN-only", *(f"ours, {label}" for label in LABELS.values())], rows)

    def clean_table(self):
        rows = []
        for of_table in NAMES:
            for protocol, name in CLEAN.items():
                if f"{of_table}-{protocol}-law" in self.runs:
                    pooled = self.run(of_table, protocol, "law")["pooled"]["r_squared"]
                    rows.append(
                        [f"{self.title(of_table)}: {name}", *self.errors(of_table, protocol), f"{pooled:.3f}"]
                    )
        return table(["", *LABELS.values(), "R², physics law"], rows)

    def temperature_table(self):
        key = f"mean_absolute_error_{self.unit_key('conductivity')}"
        of_forms = [self.run("conductivity", "warmer", form)["by_temperature"] for form in LABELS]
        rows = [
            [f"{at_T[0]['temperature_K']:.2f}", *(spread(of_form[key]) for of_form in at_T)]
            + [number(at_T[0][key]["mean"] / at_T[1][key]["mean"])]
            for at_T in zip(*of_forms)
        ]
        return table(["K", *LABELS.values(), "law ÷ no law"], rows)

    def order_table(self):
        tables = ("excess_enthalpy", "excess_volume")
        rows = [
            [str(order), *(self.error(of_table, "random", order=order) for of_table in tables)]
            for order in REDLICH_KISTER_ORDERS
        ]
        return table(["order", *map(self.title, tables)], rows)

    def fraction_table(self):
        tables = ("excess_enthalpy", "excess_volume")
        rows = []
        for percent in [*FRACTIONS_PERCENT, 100]:
            protocol = "random" if percent == 100 else f"random_{percent}_percent"
            errors = [error for of_table in tables for error in self.errors(of_table, protocol)[:2]]
            rows.append([f"{percent} %", *errors])
        header = [f"{self.title(of_table)}: {law}" for of_table in tables for law in ("physics law", "no law")]
        return table(["training rows", *header], rows)

    def permuted_table(self):
        rows = []
        for of_table in NAMES:
            both = ("law", without_law(of_table))
            changes = [self.run(of_table, "random", form)["components_permuted"] for form in both]
            largest = (f"{change[f'largest_change_{self.unit_key(of_table)}']:.1e}" for change in changes)
            rows.append([self.title(of_table), str(changes[0]["rows"]), *largest])
        return table(["", "test rows", "physics law", "no law"], rows)

    def corrections(self):
        done = self.report["tables"]["excess_volume_corrected"]["corrections"]
        return "\n".join(f"- {what}: {count}" for what, count in done.items() if count)

    def ascent_table(self):
        rows = []
        for system in self.report["ascents"]["systems"]:
            for ascent in system["ascents"]:
                rows.append(
                    [
                        ":".join(system["solvents"]),
                        _fractions(ascent["start"]),
                        _fractions(system["paper_end"]),
                        _fractions(ascent["end"]),
                        f"{ascent['before_mS_per_cm']:.2f} → {ascent['after_mS_per_cm']:.2f}",
                        f"{ascent['steps']} ({ascent['steps_to_the_end']})",
                    ]
                )
        return table(["solvents", "from", "the paper's end", "ours", "κ, mS/cm", "steps"], rows)

    def ascent_count(self):
        ascents = [ascent for system in self.report["ascents"]["systems"] for ascent in system["ascents"]]
        near = sum(ascent["near_the_paper"] for ascent in ascents)
        return (
            f"{near} of {len(ascents)} end within {self.report['ascents']['near']:g} of the paper's end in every mole "
            f"fraction, after at most {max(ascent['steps'] for ascent in ascents)} steps."
        )

    def text(self):
        tables, paper, seeds = self.report["tables"], self.report["paper"], len(self.report["seeds"])
        conductivity, volume = tables["conductivity"], tables["excess_volume"]
        warmer = paper["warmer_by_10_K"]
        ascents = self.report["ascents"]
        tested = self.run("conductivity", "random", "law")["rows_tested"]
        return f"""# The evaluation of the DiffMix paper, reproduced

Written by `scripts/reproduce`; [`reproduction.json`](reproduction.json) holds all figures, fold by fold, with counts,
seeds and settings. The network and the laws are those of the [model card](model-card.md), trained on the tables of
S. Zhu et al., Nat. Commun. 2024, 15, 8649 (doi {paper['doi']}) alone. These tables are {paper['licence']}: the weights
trained on them are not shipped, and only errors are kept here.

All errors are mean absolute errors on rows that were neither trained on nor chosen by, mean ± standard deviation over
{seeds} random splits or, where whole pairs or solvent sets are left out, {seeds} folds. *No law* is the same encoder with a
network of like size in place of the law, told the composition, the salt's molality m and T as they are. *Told the
law's terms*, it is given m, ln m and 1/T in their place, which is most of what the law of conductivity knows.

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

## Ascents to the highest conductivity

The paper's figure 4: from four mixtures of each system, {ascents['molality_mol_per_kg']:g} mol/kg of
{ascents['salt']} at {ascents['temperature_K']} K, to the highest conductivity that a network trained on its table foretells;
the paper takes {ascents['paper_steps']} steps. *Steps* are those until the optimiser's first-order conditions hold to 1e-4;
in brackets, until the path stays within 0.02 of its end.

{self.ascent_table()}

{self.ascent_count()}

## Components in the opposite order

Largest change of a prediction when the components of its row are listed the other way round:

{self.permuted_table()}

The trainer knows the solvents of an electrolyte by name and puts the molecules of a pair in an order of its own, so
that what is left are roundings; that the network does not depend on their order either is among the tests of the core.
"""
