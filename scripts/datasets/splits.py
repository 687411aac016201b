"""Which rows are tested on, which stop the training, fold by fold; all the others train.

The rows that stop the training are a random part of those that are not tested on, as for the model that ships:
what the folds measure is the procedure by which that was trained.
"""

from random import Random

FOLDS = 5
VALIDATION = 0.05  # of the rows that are not tested on


def _fold(name, test, rest, random):
    rest = sorted(rest)
    random.shuffle(rest)
    return {"name": name, "test": sorted(test), "validation": sorted(rest[: round(VALIDATION * len(rest))])}


def _random_folds(count, seed):
    random = Random(seed)
    order = list(range(count))
    random.shuffle(order)
    tests = [order[fold::FOLDS] for fold in range(FOLDS)]
    return [
        _fold(f"random {number + 1}", test, set(order) - set(test), random) for number, test in enumerate(tests)
    ]


def _whole_folds(groups, seed):
    """One fold a group."""
    members = {}
    for index, group in enumerate(groups):
        members.setdefault(group, []).append(index)
    everything = set(range(len(groups)))
    return [
        _fold(group, members[group], everything - set(members[group]), Random(1000 * seed + number))
        for number, group in enumerate(sorted(members))
    ]


def _temperature_folds(temperatures_K, ranges, seed):
    """ranges: name, highest or lowest temperature of training, lowest and highest of the test. The rows between
    serve nothing."""
    folds = []
    for name, trains, tests in ranges:
        chosen = {
            part: [index for index, T in enumerate(temperatures_K) if low <= T <= high]
            for part, (low, high) in (("train", trains), ("test", tests))
        }
        fold = _fold(name, chosen["test"], chosen["train"], Random(seed))
        used = set(chosen["train"]) | set(chosen["test"])
        fold["unused"] = sorted(set(range(len(temperatures_K))) - used)
        folds.append(fold)
    return folds


# Tested 10 K and more beyond the temperatures of training.
UNSEEN_TEMPERATURES = [
    ("warmer", (0, 303.15), (313.15, 1000)),
    ("colder", (273.15, 1000), (0, 263.15)),
]
# The same inside each of those training ranges, to choose the law's links and the settings by.
INNER_TEMPERATURES = [
    ("warmer", (0, 278.2), (288.1, 303.15)),
    ("colder", (298.1, 1000), (273.15, 288.2)),
]


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
            "unseen_temperature": {"folds": _temperature_folds(temperatures_K, UNSEEN_TEMPERATURES, seed)},
            "inner_temperature": {"folds": _temperature_folds(temperatures_K, INNER_TEMPERATURES, seed)},
        },
    }
