"""Gradient-boosted trees on one fold: the training rows grow them, the validation rows choose how many stay."""

import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor

SETTINGS = {
    "max_iter": 1000,
    "learning_rate": 0.1,
    "max_leaf_nodes": 31,
    "min_samples_leaf": 5,
    "early_stopping": False,
    "random_state": 1,
}


def training_rows(fold, count):
    """Indices of the rows, of `count` in all, that the fold neither tests nor validates with nor leaves unused."""
    held_out = [*fold["test"], *fold["validation"], *fold.get("unused", [])]
    return np.setdiff1d(np.arange(count), np.array(held_out, dtype=int))


def predict_fold(features, target, fold, settings):
    """(predicted target of the test rows, number of trees kept): those with the least mean squared error on the
    validation rows, or all where there are none."""
    train, test, validation = training_rows(fold, len(target)), fold["test"], fold["validation"]
    trees = HistGradientBoostingRegressor(**settings).fit(features[train], target[train])
    if not validation:
        return trees.predict(features[test]), settings["max_iter"]
    losses = [np.mean((p - target[validation]) ** 2) for p in trees.staged_predict(features[validation])]
    best = int(np.argmin(losses))
    for number, predicted in enumerate(trees.staged_predict(features[test])):
        if number == best:
            return predicted, best + 1
