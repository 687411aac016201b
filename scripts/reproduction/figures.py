"""Figures of merit of a run."""

from statistics import mean, stdev

import numpy as np

from datasets.table import BadData

UNITS = {"conductivity": "mS_per_cm", "excess_enthalpy": "J_per_mol", "excess_volume": "cm3_per_mol"}


def _errors(fold, unit):
    error = fold.predicted - fold.measured
    spread = np.sum((fold.measured - fold.measured.mean()) ** 2)
    return {
        f"mean_absolute_error_{unit}": float(np.abs(error).mean()),
        f"root_mean_square_error_{unit}": float(np.sqrt(np.mean(error**2))),
        "r_squared": float(1 - np.sum(error**2) / spread),
    }


def mean_and_sd(values):
    """sd is the sample standard deviation."""
    return {"mean": mean(values), "sd": stdev(values)}


def _permuted(folds, rows, unit):
    """Largest change that the opposite order of the components made."""
    changes = []
    for fold in folds:
        predicted = dict(zip(fold.row.tolist(), fold.predicted.tolist()))
        second = [row for row in predicted if row >= rows]
        if len(second) * 2 != len(predicted) or not {row - rows for row in second} <= set(predicted):
            raise BadData("a test row was not repeated with its components in the opposite order.")
        changes += [abs(predicted[row] - predicted[row - rows]) for row in second]
    return {f"largest_change_{unit}": max(changes), "rows": len(changes)}


def figures_of(run, folds, rows):
    """rows: of the table. Means over the folds; `pooled` takes all their rows as one test."""
    unit = UNITS[run.property]
    as_published = [fold.chosen(fold.row < rows) for fold in folds]
    of_folds = [_errors(fold, unit) for fold in as_published]
    together = type(folds[0])(
        *(np.concatenate([getattr(fold, part) for fold in as_published]) for part in ("row", "measured", "predicted"))
    )
    figures = {key: mean_and_sd([of_fold[key] for of_fold in of_folds]) for key in of_folds[0]}
    figures |= {"rows_tested": len(together.row), "pooled": _errors(together, unit), "folds": of_folds}
    if run.protocol == "random":
        figures["components_permuted"] = _permuted(folds, rows, unit)
    return figures


def by_temperature(folds, temperature_K, unit):
    """Mean absolute error at each temperature that every fold tests. temperature_K: of every row of the table."""
    of_row = np.asarray(temperature_K)
    table = []
    for T in sorted(set(of_row[np.concatenate([fold.row for fold in folds])])):
        here = [fold.chosen(of_row[fold.row] == T) for fold in folds]
        if all(len(fold.row) for fold in here):
            errors = [float(np.abs(fold.predicted - fold.measured).mean()) for fold in here]
            table.append({"temperature_K": float(T), f"mean_absolute_error_{unit}": mean_and_sd(errors)})
    return table
