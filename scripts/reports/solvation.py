"""The part of the model card about the surroundings of Li⁺."""

import json
from math import fsum, sqrt

from reports.markdown import number, table

PROTOCOLS = {
    "leave_solvent_out": "Unseen solvents: each solvent is left out in turn, and seen as no diluent either",
    "leave_diluent_out": "Unseen diluents: each diluent is left out in turn, and seen as no solvent either",
    "unseen_formulations": "Unseen formulations: five folds of whole pairs of solvent and diluent, all their salts and "
    "molalities together",
    "random": "Random rows, five folds: other molalities of the same solvent, diluent and salt remain",
    "published": "The test rows of the table's own split, which is of rows as well",
}
LEAVE_OUT = ("leave_solvent_out", "leave_diluent_out")
ROLES = ("solvent", "diluent", "anion")
HEADING = "## Surroundings of Li⁺"
NEXT = "## The evaluation of the DiffMix paper"


def _figures(pairs):
    """Of (simulated, predicted) pairs."""
    mean = fsum(simulated for simulated, _ in pairs) / len(pairs)
    errors = fsum((predicted - simulated) ** 2 for simulated, predicted in pairs)
    spread = fsum((simulated - mean) ** 2 for simulated, _ in pairs)
    return {
        "rows": len(pairs),
        "r_squared": 1 - errors / spread if spread else None,
        "root_mean_square_error": sqrt(errors / len(pairs)),
    }


def _pairs(rows, name):
    return [pair for row in rows for pair in zip(row[name]["simulated"], row[name]["predicted"])]


def _fractions(rows):
    """Of each row, by role: the shares of what is coordinated, simulated and predicted."""
    found = []
    for row in rows:
        contacts = row["coordination"]
        totals = {part: fsum(contacts[part]) for part in ("simulated", "predicted")}
        found.append(
            [
                (simulated / totals["simulated"], predicted / totals["predicted"])
                for simulated, predicted in zip(contacts["simulated"], contacts["predicted"])
            ]
        )
    return found


def _all_figures(rows):
    fractions = _fractions(rows)
    return {
        "formulations": len(rows),
        "coordination_fractions": _figures([pair for row in fractions for pair in row]),
        **{f"{role}_fraction": _figures([row[place] for row in fractions]) for place, role in enumerate(ROLES)},
        "total_coordination": _figures(_pairs(rows, "total_coordination")),
        "free_share": _figures(_pairs(rows, "free_share")),
    }


def validation(work, read):
    """What validation.json holds of solvation. read: path -> JSON value."""
    protocols = {}
    for name, title in PROTOCOLS.items():
        if not (work / f"result-{name}.json").exists():
            continue
        folds = read(work / f"result-{name}.json")["folds"]
        protocols[name] = {
            "title": title,
            "pooled": _all_figures([row for fold in folds for row in fold["rows"]]),
            "folds": [{"name": fold["name"], **_all_figures(fold["rows"])} for fold in folds],
        }
    calibration = read(work / "calibration.json")
    return {
        "data": {
            "name": "Localized high-concentration electrolytes by molecular dynamics, Zhao, Lin, Kelly and Viswanathan",
            "at": "github.com/BattModels/IsingElectrolyte",
            "licence": "MIT",
            **read(work / "data/report.json"),
        },
        "protocols": protocols,
        "calibration": {
            name: {group: found[group] for group in ("known_ground", "elsewhere")}
            for name, found in calibration.items()
        },
        "coverage": {name: found["coverage"] for name, found in calibration.items()},
    }


def _shown(r_squared):
    return "–" if r_squared is None else f"{r_squared:.3f}".replace("-", "−")


def _cells(figures):
    fractions, total, free = (
        figures[name] for name in ("coordination_fractions", "total_coordination", "free_share")
    )
    return [
        str(figures["formulations"]),
        _shown(fractions["r_squared"]),
        f"{100 * fractions['root_mean_square_error']:.1f} %",
        number(total["root_mean_square_error"]),
        _shown(free["r_squared"]),
        f"{100 * free['root_mean_square_error']:.1f} %",
    ]


COLUMNS = ["test rows", "fractions: R²", "RMSE", "total: RMSE", "free shares: R²", "RMSE"]


def _accuracy_table(report):
    rows = [[protocol["title"], *_cells(protocol["pooled"])] for protocol in report["protocols"].values()]
    return table(["", *COLUMNS], rows)


def _role_table(report):
    rows = [
        [protocol["title"].partition(":")[0].partition(",")[0]]
        + [_shown(protocol["pooled"][f"{role}_fraction"]["r_squared"]) for role in ROLES]
        for protocol in report["protocols"].values()
    ]
    return table(["R² of the fraction of", *ROLES], rows)


def _left_out_table(report):
    rows = [
        [f"{name.removeprefix('leave_').removesuffix('_out')} {fold['name']}", *_cells(fold)]
        for name in LEAVE_OUT
        for fold in report["protocols"].get(name, {"folds": []})["folds"]
    ]
    return table(["left out", *COLUMNS], rows)


def _coverage_table(report):
    rows = [
        [
            f"{name.replace('_', ' ')}: {c['protocol'].replace('_', ' ')}, {c['state']}",
            str(c["rows"]),
            f"{100 * c['share_inside_90']:.1f} %",
            f"± {number(c['median_half_width'])}",
        ]
        for name, coverage in report["coverage"].items()
        for c in coverage
        if c["rows"] and c["state"] != "all"
    ]
    return table(["held-out numbers", "number", "inside the 90 % interval", "typical interval"], rows)


def section(report):
    data = report["data"]
    dropped = "; ".join(f"{count} {reason}" for reason, count in data["dropped"].items() if count)
    return f"""{HEADING}

How many solvent molecules, diluent molecules and anions touch a Li⁺, and which share of each touches none. Two small
heads map the embedding of a molecule, and of an anion, to how strongly it binds, how many of the four places of a Li⁺
one contact takes and how many contacts it offers; a law of competitive binding with a mass balance does the rest
(`wasm_core/laws/competitive_binding.h`). The embeddings, and all that is above on this card, stay as they are.

### What it was trained on

{data['name']}
({data['at']}; {data['licence']}): {data['kept']} of {data['rows_in']} formulations of {data['molecules']} molecules
and {data['salts']} salts. Left out: {dropped or 'nothing'}. These are simulations, at one temperature, which is taken as
298.15 K; what is said of coordination here is what the force field says.

How strongly a molecule binds is also learned, with a small weight, from {data['competitions']['kept']} solvents that
stood against an equal volume of 1,3-dioxolane in simulations of 1 mol/l LiTFSI with a lithium polysulfide: ComBat
(github.com/rashatwi/combat, doi 10.1038/s41598-022-20009-w; CC BY 4.0). Only the ratio of the two molecules' contacts
is used. No figure below is of these rows, and where a molecule is left out, its row here is left out, too.

### How well it does

All three fractions of what is coordinated (solvent, diluent, anion) together, the total number of contacts of a Li⁺,
and all three free shares together. The authors of the table give R² 0.87 and a root mean square error of 10.75 % for
the model that they fitted to it. The form of the law was found on all rows, those of the tests included; weight decay
and width were chosen on validation rows of the random folds and of the unseen formulations. That each head leaves out
some formulations, and that ComBat is learned from, was decided with test figures in sight (ComBat for what it does to
molecules left out), so the figures may flatter. The encoder knows many of these molecules as liquids; a molecule is left
out of the simulations, not of the encoder.

{_accuracy_table(report)}

{_role_table(report)}

Of single molecules left out:

{_left_out_table(report)}

### Its intervals

{_coverage_table(report)}

### Where not to trust it

- Molecules and anions of no simulation (*caution*). There are {data['molecules']} molecules and {data['salts']} anions to
  learn from: how a molecule binds that is like none of them is a guess, and the table above says how bad a guess. No
  simulated molecule is a carbonate but one that is chlorinated and hardly binds: of carbonates nothing is known.
- Any temperature but 298.15 K (*outside*): the law has no term for it.
- Solvent and diluent stood 1 : 2 by mole in every simulation; other proportions rest on the law.
"""


def with_section(card, report):
    """The card with the section where it belongs, in place of the one it may have."""
    before, heading, after = card.partition(NEXT)
    kept = before.partition(HEADING)[0].rstrip()
    return f"{kept}\n\n{section(report)}" + (f"\n{heading}{after}" if heading else "")


def with_part(path, report):
    """validation.json as text, with its part about solvation."""
    return json.dumps({**json.loads(path.read_text(encoding="utf-8")), "solvation": report}, indent=1) + "\n"
