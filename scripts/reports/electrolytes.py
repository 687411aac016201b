"""The part of the model card about the conductivity of lithium electrolytes."""

from reports.markdown import log_interval, table

PROTOCOLS = {
    "leave_source_out": "Unseen sources: each group of papers that share measurements is left out in turn",
    "leave_doi_out": "Unseen papers: each DOI is left out in turn; the same measurements, published again, may remain",
    "unseen_temperature": "Unseen temperatures: tested 10 K and more beyond those of training, above and below",
    "random": "Random points: neighbours on the same measured curve remain, so this is nearly interpolation",
}
OPTIONAL = {"leave_doi_out"}
MODELS = {
    "law": "MixGrad (physics law)",
    "law_free": "same network, no law, told m, ln m and 1/T",
    "plain": "same network, no law, told m and T",
    "trees": "gradient-boosted trees",
}


def validation(work, read):
    """What validation.json holds of conductivity. read: path -> JSON value."""
    protocols = {}
    for name, title in PROTOCOLS.items():
        if name in OPTIONAL and not (work / f"result-{name}-law.json").exists():
            continue
        files = {model: f"result-{name}-{model}" for model in ("law", "law_free", "plain")}
        files["trees"] = f"trees-{name}"
        results = {model: read(work / f"{file}.json") for model, file in files.items()}
        models = {model: {"pooled": r["pooled"], "folds": r["folds"]} for model, r in results.items()}
        protocols[name] = {"title": title, "models": models}
    calibration = read(work / "calibration.json")["conductivity"]
    cleaning = read(work / "cleaning.json")
    return {
        "data": {
            "name": "CALiSol-23",
            "doi": "10.1038/s41597-024-03575-8",
            "licence": "CC BY 4.0",
            "rows_in": cleaning["rows_in"],
            "dropped": cleaning["dropped"],
            "repaired": cleaning["repaired"],
            "rows": cleaning["kept"],
            "source_groups": len(cleaning["source_groups"]),
        },
        "settings": read(work / "settings.json"),
        "trees_settings": results["trees"]["settings"],
        "protocols": protocols,
        "calibration": {group: calibration[group] for group in ("known_ground", "elsewhere")},
        "coverage": calibration["coverage"],
    }


def _accuracy_tables(report):
    for protocol in report["protocols"].values():
        law = protocol["models"]["law"]
        yield f"**{protocol['title']}** ({law['pooled']['rows']} test points in {len(law['folds'])} folds)"
        rows = []
        for key, model in protocol["models"].items():
            f = model["pooled"]
            rows.append(
                [
                    MODELS[key],
                    f"{f['mean_absolute_error_mS_per_cm']:.3f}",
                    f"{f['root_mean_square_error_mS_per_cm']:.3f}",
                    f"{f['r_squared']:.3f}",
                    f"{100 * f['median_relative_error']:.1f} %",
                ]
            )
        yield table(["model", "MAE, mS/cm", "RMSE, mS/cm", "R²", "median relative error"], rows)


def _coverage_table(report):
    rows = []
    for c in report["coverage"]:
        if c["rows"]:
            inside, typical = f"{100 * c['share_inside_90']:.1f} %", log_interval(c["median_half_width"])
            rows.append([f"{c['protocol']}, {c['state']}", str(c["rows"]), inside, typical])
    return table(["held-out rows", "number", "inside the 90 % interval", "typical interval"], rows)


def _worst_sources(report, count=6):
    folds = report["protocols"]["leave_source_out"]["models"]["law"]["folds"]
    worst = sorted(folds, key=lambda f: -f["median_relative_error"])[:count]
    rows = [[f["name"], str(f["rows"]), f"{100 * f['median_relative_error']:.0f} %"] for f in worst]
    return table(["source left out", "rows", "median relative error"], rows)


def _bagging(settings):
    share = settings["bag_fraction"]
    without = f", each trained without a random {100 * share:.0f} % of the systems,"
    return without if share else " of their own beginnings"


def _balance(settings):
    power = settings["balance"]
    rows = "1/√n" if power == 0.5 else f"n^−{power:g}"
    return f"A row of a system with n of them weighs {rows} in training." if power else ""


def section(report):
    data, settings = report["data"], report["settings"]
    (elsewhere,) = (
        c for c in report["coverage"] if (c["protocol"], c["state"]) == ("leave_source_out", "elsewhere")
    )
    dropped = "\n".join(f"- {count} rows: {reason}" for reason, count in data["dropped"].items() if count)
    noise = {group: f"{100 * terms['noise']:.0f} %" for group, terms in report["calibration"].items()}
    accuracy = "\n\n".join(_accuracy_tables(report))
    return f"""## Lithium electrolytes

{settings['heads']} heads{_bagging(settings)} map the embeddings, the composition and what the law of viscosity says of
each solvent (Walden's rule: ions move the faster the thinner the liquid) to the six coefficients of a law, a power of
the salt's molality times a Vogel–Fulcher–Tammann law in temperature whose constants depend on the salt; see
`wasm_core/laws/conductivity.h`. The prediction is the geometric mean over the heads.
{_balance(settings)}

### What it was trained on

{data['name']} (doi {data['doi']}, {data['licence']}): {data['rows']} measured conductivities from
{data['source_groups']} groups of sources, of {data['rows_in']} rows in the table. Left out:

{dropped}

### How well it does

The form of the law was found by fits to single systems over all temperatures, salt amounts and sources, those of the
tests included: it is the one whose constants for the salt's effect hold best from source to source. How much systems
with many rows weigh was chosen on unseen pairs of salt and solvent, how freely the glass temperature varies inside the
training temperatures of the table of unseen temperatures (the protocol `inner_temperature` of the splits). How stiff
the terms of the salt are, and that the heads are told of viscosity, was decided on the sources left out themselves.
Test figures of other settings were seen on the way, so those below may flatter.

Held-out rows only, after cleaning: rows far off the trend of their own series are left out of the tests too. The first
table is what a user with a new electrolyte meets; random splits flatter every model. The same network without the law
stands there twice: told the salt's molality m and T as they are; and told m, ln m and 1/T, the terms of the law, which
is physics already. The trees see the same training rows (composition, temperature and salt amount as features).

{accuracy}

Where it does worst, of the sources left out:

{_worst_sources(report)}

### Its intervals

Fitted to held-out rows, apart for mixtures on known ground and elsewhere; each row is judged by a calibration that
did not see its fold.

{_coverage_table(report)}

*Known ground* is a coarse notion. For every salt and every solvent measured with it, the data span a box: the solvent's
share up to a little beyond its highest, the salt amount up to its highest, the temperature from lowest to highest. A
mixture is on known ground when it lies in the box of each of its solvents and every two of its solvents were measured
together, with whatever salt. Not all of a box was measured: a share, an amount and a temperature that each occur may
never have occurred together.

### Where not to trust it

- Salts and solvents of no training row, and mixtures beyond what was measured with them (the domain check says
  *caution*): there the typical interval is {log_interval(elsewhere['median_half_width'])}.
- Beyond the measured temperatures and salt amounts (*outside*).
- Most measurements are digitised curves, and laboratories differ. Of scatter that the heads do not show, the intervals
  allow for {noise['known_ground']} on known ground and {noise['elsewhere']} elsewhere.
- Solvent volumes are those at 298.15 K and mix ideally; salt in mol/l is converted with them.
- Freezing, precipitation and phase separation are not predicted: a solution that does not exist still gets a number.
"""
