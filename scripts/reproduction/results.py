"""What mixgrad_train leaves behind, in the units of the tables."""

import json
from dataclasses import dataclass

import numpy as np

from datasets.table import BadData


@dataclass(frozen=True)
class Fold:
    """One fold's test rows; all arrays have their number. Values in mS/cm, J/mol or cm³/mol."""

    row: np.ndarray  # in the table; row + rows is the same with its components in the opposite order
    measured: np.ndarray
    predicted: np.ndarray

    def chosen(self, which):
        return Fold(self.row[which], self.measured[which], self.predicted[which])


def _fold(row, measured, predicted):
    return Fold(np.asarray(row, int), np.asarray(measured, float), np.asarray(predicted, float))


def _conductivity(content):
    """Rows of all folds in one list, as [row, fold, ln measured, ln predicted, …]."""
    for number in range(len(content["folds"])):
        rows = [row for row in content["rows"] if row[1] == number]
        measured, predicted = (np.exp([row[column] for row in rows]) for column in (2, 3))
        yield _fold([row[0] for row in rows], measured, predicted)


def read_result(path, run):
    """[Fold] of a run. Raises BadData if the file is not its result, or says something that is not a number."""
    content = json.loads(path.read_text(encoding="utf-8"))
    if (content.get("protocol"), content.get("law")) != (run.protocol, run.law):
        raise BadData(f"{path}: not the result of protocol {run.protocol}, law {run.law}.")
    if run.property == "conductivity":
        folds = list(_conductivity(content))
    else:
        of_property = content["properties"][run.property]["folds"]
        folds = [_fold(fold["row"], fold["measured"], fold["predicted"]) for fold in of_property]
    for fold in folds:
        if not len(fold.row) == len(fold.measured) == len(fold.predicted) > 0:
            raise BadData(f"{path}: a fold has {len(fold.row)} rows, {len(fold.predicted)} predictions.")
        if not (np.isfinite(fold.measured).all() and np.isfinite(fold.predicted).all()):
            raise BadData(f"{path}: a value is not finite.")
    return folds
