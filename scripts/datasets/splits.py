"""Which rows are tested on, which stop the training, fold by fold; all the others train."""

from random import Random

FOLDS = 5
VALIDATION = 0.10  # of the rows that are not tested on, at random
VALIDATION_GROUPS = (0.10, 0.15)  # likewise, in whole source groups: at least, at most


def _random_folds(count, seed):
    random = Random(seed)
    order = list(range(count))
    random.shuffle(order)
    folds = []
    for fold in range(FOLDS):
        test = order[fold::FOLDS]
        rest = sorted(set(order) - set(test))
        random.shuffle(rest)
        validation = rest[: round(VALIDATION * len(rest))]
        folds.append({"name": f"random {fold + 1}", "test": sorted(test), "validation": sorted(validation)})
    return folds


def _validation_groups(sizes, random):
    """Groups in random order, as many as fit, until they hold enough rows."""
    total = sum(sizes.values())
    least, most = (share * total for share in VALIDATION_GROUPS)
    names = sorted(sizes)
    random.shuffle(names)
    chosen, rows = [], 0
    for name in names:
        if rows < least and rows + sizes[name] <= most:
            chosen.append(name)
            rows += sizes[name]
    return chosen


def _whole_folds(groups, seed):
    """One fold a group; validation is on other whole groups."""
    members = {}
    for index, group in enumerate(groups):
        members.setdefault(group, []).append(index)
    folds = []
    for number, group in enumerate(sorted(members)):
        others = {name: len(rows) for name, rows in members.items() if name != group}
        chosen = _validation_groups(others, Random(1000 * seed + number))
        validation = sorted(index for name in chosen for index in members[name])
        folds.append({"name": group, "test": members[group], "validation": validation})
    return folds


def _temperature_folds(temperatures_K, seed):
    """Tested 10 K and more beyond the temperatures of training; the rows between serve nothing."""
    folds = []
    for name, trains, tests in [
        ("warmer", lambda T: T <= 303.15, lambda T: T >= 313.15),
        ("colder", lambda T: T >= 273.15, lambda T: T <= 263.15),
    ]:
        inside = [index for index, T in enumerate(temperatures_K) if trains(T)]
        Random(seed).shuffle(inside)
        folds.append(
            {
                "name": name,
                "test": [index for index, T in enumerate(temperatures_K) if tests(T)],
                "validation": sorted(inside[: round(VALIDATION * len(inside))]),
                "unused": [index for index, T in enumerate(temperatures_K) if not trains(T) and not tests(T)],
            }
        )
    return folds


def make_splits(sources, groups, temperatures_K, seed):
    """sources, groups: DOI and source group of each row. Row indices count from 0.

    leave_doi_out leaves the same measurements, published elsewhere, in training: it is there to compare with
    published figures. leave_source_out does not.
    """
    return {
        "seed": seed,
        "rows": len(groups),
        "protocols": {
            "random": {"folds": _random_folds(len(groups), seed)},
            "leave_source_out": {"folds": _whole_folds(groups, seed)},
            "leave_doi_out": {"folds": _whole_folds(sources, seed)},
            "unseen_temperature": {"folds": _temperature_folds(temperatures_K, seed)},
        },
    }
