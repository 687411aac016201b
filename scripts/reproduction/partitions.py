"""Which rows are tested on, which stop the training and which serve nothing, fold by fold; the others train.

random                 the paper's protocol: rows drawn by lot, 80/10/10, once for each of five seeds; the tested
                       rows are tested again with their components in the opposite order
random_P_percent       the same, with P % of the training rows
distinct_conditions    the same, of distinct conditions: no row of the test has a twin elsewhere
unseen_pairs           whole pairs of molecules are left out, each once
unseen_solvent_sets    whole sets of solvents are left out, each once
warmer                 trained on the cold, tested on the warm and on a tenth of the cold conditions

Row numbers count from 0; row i + rows is row i with its components in the opposite order.
"""

from collections import Counter
from random import Random

SEEDS = [1, 2, 3, 4, 5]
FRACTIONS_PERCENT = [5, 10, 50]
TESTED = VALIDATING = 0.1
WARMEST_TRAINING_K = 273.15


def _parts(items, random):
    """(test, validation, training): a tenth, a tenth and the rest, by lot."""
    items = sorted(items)
    random.shuffle(items)
    test, validation = round(TESTED * len(items)), round(VALIDATING * len(items))
    return items[:test], items[test : test + validation], items[test + validation :]


class Partitions:
    """Of a table of so many rows."""

    def __init__(self, rows):
        self.rows = rows
        self.protocols = {}

    def add(self, protocol, folds, permuted=False):
        """folds: (test, validation, training) of each. permuted: whether the test is repeated so."""
        self.protocols[protocol] = {
            "folds": [
                self._fold(f"{protocol.replace('_', ' ')} {number}", *parts, permuted)
                for number, parts in enumerate(folds, start=1)
            ]
        }

    def _fold(self, name, test, validation, training, permuted):
        test = sorted(test)
        if permuted:
            test += [self.rows + row for row in test]
        used = {*test, *validation, *training}
        unused = [row for row in range(2 * self.rows) if row not in used]
        return {"name": name, "test": test, "validation": sorted(validation), "unused": unused}

    def as_json(self):
        return {"seeds": SEEDS, "rows": 2 * self.rows, "protocols": self.protocols}


def first_of_each(keys):
    """The first row of each condition."""
    first = {}
    for row, key in enumerate(keys):
        first.setdefault(key, row)
    return sorted(first.values())


def _fractions(folds, percent):
    """The same folds with some of the training rows: the larger share holds the smaller."""
    return [
        (test, validation, training[: max(1, round(percent / 100 * len(training)))])
        for test, validation, training in folds
    ]


def _whole_groups(rows, group_of, seed):
    """Five folds; the groups of each are tested, a tenth of the other rows validate, by whole groups too."""
    random = Random(seed)

    def deal(rows, bins):
        """The groups to `bins` bins that hold about equally many rows: the largest first, to the emptiest."""
        count = Counter(group_of[row] for row in rows)
        groups = sorted(count)
        random.shuffle(groups)
        groups.sort(key=lambda group: -count[group])
        load, bin_of = [0] * bins, {}
        for group in groups:
            emptiest = load.index(min(load))
            load[emptiest] += count[group]
            bin_of[group] = emptiest
        return bin_of

    tested_in = deal(rows, len(SEEDS))
    for fold in range(len(SEEDS)):
        test = [row for row in rows if tested_in[group_of[row]] == fold]
        rest = [row for row in rows if tested_in[group_of[row]] != fold]
        bins = min(round(1 / VALIDATING), len({group_of[row] for row in rest}))
        validates_in = deal(rest, bins)
        last = bins - 1  # the first have the largest groups
        validation = [row for row in rest if validates_in[group_of[row]] == last]
        yield test, validation, [row for row in rest if validates_in[group_of[row]] != last]


def _warmer(rows, temperatures_K, seed):
    cold = [row for row in rows if temperatures_K[row] <= WARMEST_TRAINING_K]
    warm = [row for row in rows if temperatures_K[row] > WARMEST_TRAINING_K]
    test, validation, training = _parts(cold, Random(seed))
    return warm + test, validation, training


def _with_both(rows, conditions):
    partitions = Partitions(rows)
    random = [_parts(range(rows), Random(seed)) for seed in SEEDS]
    partitions.add("random", random, permuted=True)
    distinct = first_of_each(conditions)
    partitions.add("distinct_conditions", [_parts(distinct, Random(seed)) for seed in SEEDS])
    return partitions, random, distinct


def conductivity_partitions(electrolytes):
    def condition(row):
        total = sum(x for _, x in row.solvents)
        solvents = frozenset((id, round(x / total, 5)) for id, x in row.solvents)
        return row.salt, solvents, round(row.ion_mole_fraction, 5), row.temperature_K

    partitions, _, distinct = _with_both(len(electrolytes), [condition(row) for row in electrolytes])
    sets = [" + ".join(sorted(id for id, _ in row.solvents)) for row in electrolytes]
    partitions.add("unseen_solvent_sets", _whole_groups(distinct, sets, SEEDS[0]))
    temperatures = [row.temperature_K for row in electrolytes]
    partitions.add("warmer", [_warmer(distinct, temperatures, seed) for seed in SEEDS])
    return partitions.as_json()


def excess_partitions(binaries):
    def condition(row):
        parts = zip(row.smiles, (row.mole_fraction, round(1 - row.mole_fraction, 9)))
        return frozenset((smiles, round(x, 4)) for smiles, x in parts), row.temperature_K

    partitions, random, _ = _with_both(len(binaries), [condition(row) for row in binaries])
    for percent in FRACTIONS_PERCENT:
        partitions.add(f"random_{percent}_percent", _fractions(random, percent))
    pairs = [" + ".join(sorted(row.smiles)) for row in binaries]
    partitions.add("unseen_pairs", _whole_groups(range(len(binaries)), pairs, SEEDS[0]))
    return partitions.as_json()
