"""The part of the model card about molecular liquids and their mixtures.

Everything is counted anew from predictions row by row, so that the model and what it is compared with are judged by
the same figures.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from math import fsum
from statistics import mean, stdev

from baselines.accuracy import accuracy
from mixtures.measurement import PROPERTIES
from reports.markdown import log_interval, number, spread, table

PROTOCOLS = {
    "unseen_pairs": "Unseen pairs: all rows of a pair are left out, in every property; its pure liquids stay",
    "unseen_molecules": "Unseen molecules: all rows that hold one of the molecules are left out, in every property",
    "random": "Random points: neighbours on the same measured curve remain, so this is nearly interpolation",
}
SOURCES = {
    "excess-properties": (
        "Excess enthalpies and volumes of binary mixtures, Wadell, Bhutani and Viswanathan",
        "doi 10.5281/zenodo.19825669",
        "Apache-2.0",
    ),
    "thermoml": (
        "NIST/TRC ThermoML archive: densities, enthalpies of mixing, viscosities",
        "github.com/lilyminium/thermoml-equilibration",
        "MIT",
    ),
    "idac": (
        "ln γ at infinite dilution, Brouwer et al. 2021",
        "github.com/edgarsmdn/GH-GNN, doi 10.1039/d2dd00142j",
        "MIT",
    ),
    "viscosity": (
        "Viscosities of liquids and binary mixtures, Bilodeau et al. 2023",
        "github.com/chemcognition-lab/chemixhub, doi 10.48550/arXiv.2506.12231",
        "MIT",
    ),
    "library": ("Densities of the built-in solvents", "sources in `wasm_core/molecule/species.json`", "as MixGrad"),
}


@dataclass(frozen=True)
class Property:
    title: str
    unit: str
    calibration: str  # its key in calibration.json
    relative: bool = False  # errors and intervals are shares of what was measured
    logarithm: bool = False  # intervals are about a logarithm

    @property
    def unit_of_errors(self):
        return "%" if self.relative else self.unit


# As they stand on the card.
SHOWN = {
    "excess_enthalpy": Property("excess enthalpy", "J/mol", "excess_enthalpy"),
    "log_gamma_infinite": Property("ln γ at infinite dilution", "", "log_gamma"),
    "excess_volume": Property("excess volume", "cm³/mol", "excess_volume"),
    "density": Property("density", "g/cm³", "molar_volume", relative=True),
    "viscosity": Property("viscosity", "ln(mPa s)", "log_viscosity", logarithm=True),
}
MODELS = {
    "law": "MixGrad (physics laws)",
    "law_free": "same network, no laws",
    "trees": "trees",
    "ideal_mixture": "ideal mixture",
}
LEAST_ROWS, WORST_PAIRS = 3, 3


class Predictions:
    """Of one model for one property under one protocol, in the unit of the rows."""

    def __init__(self, name, folds):
        self.name = name
        self.folds = folds  # {"name", "row", "measured", "predicted"}

    def _accuracy(self, folds):
        measured, predicted = ([value for fold in folds for value in fold[key]] for key in ("measured", "predicted"))
        found = accuracy(measured, predicted, relative=SHOWN[self.name].relative)
        if SHOWN[self.name].relative and found["rows"]:
            found["mean_absolute_error"] *= 100
        return found

    def figures(self):
        by_fold = [{"name": fold["name"], **self._accuracy([fold])} for fold in self.folds]
        errors = [fold["mean_absolute_error"] for fold in by_fold if fold["rows"]]
        return {
            "pooled": self._accuracy(self.folds),
            "mean_absolute_error_over_folds": {
                "mean": mean(errors) if errors else None,
                "sd": stdev(errors) if len(errors) > 1 else None,
            },
            "folds": by_fold,
        }

    def only(self, others):
        """Those that the others tell of, too."""
        folds = []
        for mine, theirs in zip(self.folds, others.folds):
            known = set(theirs["row"])
            kept = [index for index, row in enumerate(mine["row"]) if row in known]
            columns = {key: [mine[key][index] for index in kept] for key in ("row", "measured", "predicted")}
            folds.append({"name": mine["name"], **columns})
        return Predictions(self.name, folds)

    def worst_pairs(self, rows):
        """Pairs of at least LEAST_ROWS rows, the largest mean absolute error first."""
        of_pair = defaultdict(list)
        for fold in self.folds:
            for row, measured, predicted in zip(fold["row"], fold["measured"], fold["predicted"]):
                of_pair[tuple(sorted(rows[row]["components"]))].append((measured, predicted))
        worst = []
        for pair, values in of_pair.items():
            measured, predicted = zip(*values)
            if len(pair) == 2 and len(values) >= LEAST_ROWS:
                found = self._accuracy([{"measured": measured, "predicted": predicted}])
                worst.append({"pair": list(pair), **found, "mean_measured": fsum(measured) / len(measured)})
        return sorted(worst, key=lambda one: -one["mean_absolute_error"])[:WORST_PAIRS]


def as_densities(folds, rows):
    """Folds whose values are molar volumes, as densities in g/cm³: the molar mass cancels."""

    def densities(fold):
        measured = [rows[row][PROPERTIES["density"]] for row in fold["row"]]
        ratio = [volume / predicted for volume, predicted in zip(fold["measured"], fold["predicted"])]
        predicted = [density * r for density, r in zip(measured, ratio)]
        return {"name": fold["name"], "row": fold["row"], "measured": measured, "predicted": predicted}

    return [densities(fold) for fold in folds]


def _predictions(folder, protocol, rows, read):
    """{property: {model: Predictions}} of those that were measured."""
    law, law_free = (read(folder / f"result-{protocol}-{form}.json")["properties"] for form in ("law", "law_free"))
    baselines = read(folder / f"baselines-{protocol}.json")["properties"]
    found = {}
    for name in SHOWN:
        if name not in law:
            continue
        networks = {"law": law[name]["folds"], "law_free": law_free[name]["folds"]}
        if name == "density":
            networks = {model: as_densities(folds, rows[name]) for model, folds in networks.items()}
        others = {model: baselines[name][model]["folds"] for model in ("trees", "ideal_mixture")}
        found[name] = {model: Predictions(name, folds) for model, folds in (networks | others).items()}
    return found


def _figures(models):
    """{model: figures}; where the ideal mixture knows only some of the rows, also the law's figures on those."""
    figures = {model: predictions.figures() for model, predictions in models.items()}
    known = figures["ideal_mixture"]["pooled"]["rows"]
    if 0 < known < figures["law"]["pooled"]["rows"]:
        figures["law_where_ideal_is_known"] = models["law"].only(models["ideal_mixture"]).figures()
    return figures


def _data(report):
    """What was kept and dropped, from the report of scripts/mixture-data."""
    kept = defaultdict(int)
    for part in report["properties"].values():
        for dataset, count in part["kept_by_dataset"].items():
            kept[dataset] += count
    sources = [
        {"name": name, "at": at, "licence": licence, "rows": kept[dataset]}
        for dataset, (name, at, licence) in SOURCES.items()
        if kept[dataset]
    ]
    properties = {
        name: {
            "rows_in": sum(part["rows_in"].values()),
            "rows": part["kept"],
            "derived": part["derived"],
            "dropped": {reason: count for reason, count in part["dropped"].items() if count},
            "molecules": part["molecules"],
            "pairs": part["pairs"],
        }
        for name, part in report["properties"].items()
    }
    return {"sources": sources, "properties": properties, "molecules": report["molecules"]}


def validation(work, read):
    """What validation.json holds of molecular liquids. read: path -> JSON value."""
    folder = work / "mixtures"
    rows = {
        name: [json.loads(line) for line in (folder / f"data/{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        for name in SHOWN
    }
    predictions = {protocol: _predictions(folder, protocol, rows, read) for protocol in PROTOCOLS}
    calibration = read(work / "calibration.json")
    calibrated = {name: calibration[p.calibration] for name, p in SHOWN.items() if p.calibration in calibration}
    return {
        "data": _data(read(folder / "data/report.json")),
        "settings": read(folder / "settings.json"),
        "trees_settings": read(folder / "baselines-random.json")["settings"],
        "units_of_errors": {name: facts.unit_of_errors for name, facts in SHOWN.items()},
        "protocols": {
            protocol: {
                "title": title,
                "properties": {name: _figures(models) for name, models in predictions[protocol].items()},
            }
            for protocol, title in PROTOCOLS.items()
        },
        "worst_unseen_pairs": {
            name: models["law"].worst_pairs(rows[name]) for name, models in predictions["unseen_pairs"].items()
        },
        "calibration": {
            name: {group: found[group] for group in ("known_ground", "elsewhere")}
            for name, found in calibrated.items()
        },
        "coverage": {name: found["coverage"] for name, found in calibrated.items()},
    }


def _titled(name):
    facts = SHOWN[name]
    return f"{facts.title}, {facts.unit_of_errors}".removesuffix(", ")


def _cell(figures):
    if not figures["pooled"]["rows"]:
        return "–"
    r_squared = figures["pooled"]["r_squared"]
    error = spread(figures["mean_absolute_error_over_folds"])
    return error if r_squared is None else f"{error} ({r_squared:.3f})".replace("-", "−")


def _accuracy_tables(report):
    for protocol in report["protocols"].values():
        yield f"**{protocol['title']}**"
        rows = []
        for name, models in protocol["properties"].items():
            partial = models["ideal_mixture"]["pooled"]["rows"] < models["law"]["pooled"]["rows"]
            shown = {model: "–" if partial and model == "ideal_mixture" else _cell(models[model]) for model in MODELS}
            rows.append([_titled(name), str(models["law"]["pooled"]["rows"]), *shown.values()])
        yield table(["", "test rows", *MODELS.values()], rows)


def _ideal_table(report):
    rows = [
        [f"{protocol['title'].partition(':')[0]}: {_titled(name)}", str(models["ideal_mixture"]["pooled"]["rows"])]
        + [_cell(models["law_where_ideal_is_known"]), _cell(models["ideal_mixture"])]
        for protocol in report["protocols"].values()
        for name, models in protocol["properties"].items()
        if "law_where_ideal_is_known" in models
    ]
    return table(["", "test rows", MODELS["law"], MODELS["ideal_mixture"]], rows)


def _half_width(name, value):
    facts = SHOWN[name]
    if facts.logarithm:
        return log_interval(value)
    return f"± {number(100 * value if facts.relative else value)} {facts.unit_of_errors}".rstrip()


def _coverage_table(report):
    rows = []
    for name, coverage in report["coverage"].items():
        for c in coverage:
            if c["rows"] and c["state"] != "all":
                inside, typical = f"{100 * c['share_inside_90']:.1f} %", _half_width(name, c["median_half_width"])
                words = f"{SHOWN[name].title}: {c['protocol'].replace('_', ' ')}, {c['state']}"
                rows.append([words, str(c["rows"]), inside, typical])
    return table(["held-out rows", "number", "inside the 90 % interval", "typical interval"], rows)


def _worst_table(report):
    rows = []
    for name, worst in report["worst_unseen_pairs"].items():
        for one in worst:
            first, second = one["pair"]
            facts = SHOWN[name]
            words = f"{facts.title}: `{first}` and `{second}`"
            error = f"{number(one['mean_absolute_error'])} {facts.unit_of_errors}".rstrip()
            measured = f"{number(one['mean_measured'])} {facts.unit}".rstrip()
            rows.append([words, str(one["rows"]), error, measured])
    return table(["pair left out", "rows", "mean absolute error", "mean of what was measured"], rows)


def _dropped(report):
    for name, part in report["data"]["properties"].items():
        derived = f" ({part['derived']} computed from densities)" if part["derived"] else ""
        reasons = "; ".join(f"{count} {reason}" for reason, count in part["dropped"].items())
        yield (
            f"- {SHOWN[name].title}: {part['rows']} of {part['rows_in']} rows{derived}, {part['molecules']} molecules, "
            f"{part['pairs']} pairs. Left out: {reasons or 'nothing'}."
        )


def section(report):
    data, settings = report["data"], report["settings"]
    sources = "\n".join(
        f"- {source['name']} ({source['at']}; {source['licence']}): {source['rows']} rows" for source in data["sources"]
    )
    dropped = "\n".join(_dropped(report))
    accuracy = "\n\n".join(_accuracy_tables(report))
    return f"""## Molecular liquids

{settings['heads']} heads of each kind map the embeddings of a molecule, or of a pair, to the coefficients of laws:
molar volume with its thermal expansion and the Vogel–Fulcher–Tammann law of viscosity for the pure liquids,
Redlich–Kister sums for what mixing adds to molar volume, Gibbs energy and ln(viscosity). Enthalpies and activity
coefficients are derivatives of the one Gibbs energy; between the infinite dilutions, where activity was measured, it
runs as local compositions do (see `wasm_core/laws/`).

### What it was trained on

{data['molecules']} molecules:

{sources}

By property, after cleaning:

{dropped}

### How well it does

Mean absolute error ± standard deviation over the folds, and in brackets R² over all test rows. Errors of density are
relative, its R² is that of g/cm³; a logarithm of the viscosity in mPa s is off by 0.01 for 1 %. The first table is what
a user with a new pair of known liquids meets. A row of two unseen molecules is tested with each of them. The trees see
the same training rows of the property, as Morgan fingerprints, molar masses, mole fractions and temperature. Rows far
off their own series are left out of the tests too. Test figures of other settings were seen on the way, so those below
may flatter.

{accuracy}

Published figures for ln γ at infinite dilution are of other splits, so that they compare roughly at best: GH-GNN, a graph
network trained on 40219 pairs of another collection, was tested by its authors on the rows of this one whose pairs it
had not seen. In what they call its edge its mean absolute error is 0.40, in what they call its extrapolation 0.22
(`models/temperature_dependency/discrete_extrapolation` of github.com/edgarsmdn/GH-GNN, doi 10.1039/d2dd00142j).

The ideal mixture has no excess properties, and its activity coefficients are 1. For density and viscosity it mixes what
was measured of the pure liquids, in training rows that reach to the temperature asked for, and says nothing of other
rows. Where it does:

{_ideal_table(report)}

Where it does worst, of the unseen pairs with at least {LEAST_ROWS} rows. Some of these will be errors of a table:

{_worst_table(report)}

### Its intervals

Fitted like those of conductivity, for each property apart. A mixture is on known ground for a property when the
property was measured of its molecules, for all but density of each two of them together, and at no lower and no higher
temperature than any that it was measured at.

{_coverage_table(report)}

### Where not to trust it

- Molecules and pairs of which the property was never measured (*caution*): see the tables of unseen pairs and
  molecules. ln γ was measured at infinite dilution only; in between, it rests on the enthalpies and the law of
  local composition.
- Temperatures beyond those measured (*outside*). Pressures are those near the atmosphere's.
- Stereoisomers are one molecule here, the commonest of each.
- Liquids that part into two phases, freeze or boil still get a number.
"""
