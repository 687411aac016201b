"""Folds shared by all properties: what is held out is held out everywhere, so that one encoder trained on all of
them has not seen it in another property's rows.

random            points: a point is a composition at a temperature, whatever was measured there and by whom.
unseen_pairs      pairs of molecules: all rows of a pair, in every property. Rows of one pure liquid always train.
unseen_molecules  molecules: every row that holds one of the fold's molecules, pure or mixed, in every property.
                  A row of two molecules held out in different folds is tested in both.

Validation rows are about a twentieth of each property's other rows. They are whole points, in the other two
protocols all rows of whole sets of components, in every property: so they tell of more than interpolation, and
cost no more training than they must.
"""

from collections import Counter, defaultdict
from itertools import combinations
from random import Random

from datasets.splits import FOLDS, VALIDATION

SAME_TEMPERATURE_K = 0.1
SAME_SHARE = 0.0011


def _chains(items, value, gap):
    """Sorted by value, and cut where two neighbours are farther apart than the gap."""
    chain = []
    for item in sorted(items, key=value):
        if chain and value(item) - value(chain[-1]) > gap:
            yield chain
            chain = []
        chain.append(item)
    if chain:
        yield chain


def _points(tables):
    """{property: the point of every row}: rows of the same components whose temperature and composition agree
    within rounding are one point."""
    places = defaultdict(list)
    for name, rows in tables.items():
        for index, row in enumerate(rows):
            places[row.system].append((name, index, row))
    units = {name: [None] * len(rows) for name, rows in tables.items()}
    number = 0
    for group in places.values():
        for isotherm in _chains(group, lambda place: place[2].temperature_K, SAME_TEMPERATURE_K):
            for point in _chains(isotherm, lambda place: place[2].share, SAME_SHARE):
                for name, index, _ in point:
                    units[name][index] = number
                number += 1
    return units


def _sizes(units):
    """unit -> share of each property's rows that hold it."""
    sizes = defaultdict(dict)
    for name, held in units.items():
        count = Counter(unit for of_row in held for unit in of_row)
        for unit, rows in count.items():
            sizes[unit][name] = rows / len(held)
    return sizes


def _bins(units, count, random):
    """unit -> one of `count` bins that hold about equally many rows of every property: the largest first, to the
    bin that has least of what it brings."""
    sizes = _sizes(units)
    order = sorted(sizes)
    random.shuffle(order)
    order.sort(key=lambda unit: -max(sizes[unit].values()))
    load = [Counter() for _ in range(count)]
    bin_of = {}
    for unit in order:
        lightest = min(range(count), key=lambda k: sum(load[k][name] * s for name, s in sizes[unit].items()))
        load[lightest].update(sizes[unit])
        bin_of[unit] = lightest
    return bin_of


def _folds(protocol, units, validation_unit, seed):
    """{property: folds}

    units: property -> of every row, the set of units that it belongs to; it is tested with each of them.
    validation_unit: property -> of every row, the unit that it validates with.
    """
    random = Random(seed)
    fold_of = _bins(units, FOLDS, random)
    folds = defaultdict(list)
    for number in range(FOLDS):
        test = {
            name: {index for index, held in enumerate(rows) if any(fold_of[unit] == number for unit in held)}
            for name, rows in units.items()
        }
        rest = {
            name: [{unit} for index, unit in enumerate(rows) if index not in test[name]]
            for name, rows in validation_unit.items()
        }
        bins = round(1 / VALIDATION)
        # The last, because the first have the largest units.
        validating = {unit for unit, chosen in _bins(rest, bins, random).items() if chosen == bins - 1}
        for name, rows in validation_unit.items():
            chosen = [index for index, unit in enumerate(rows) if unit in validating and index not in test[name]]
            title = f"{protocol.replace('_', ' ')} {number + 1}"
            folds[name].append({"name": title, "test": sorted(test[name]), "validation": chosen})
    return folds


def make_folds(tables, electrolytes, seed):
    """{property: splits in the form of datasets.splits.make_splits}.

    tables: property -> measurements. electrolytes: conductivity -> the solvents of each of its rows; they have
    their points' folds from scripts/calisol23, and share the others.
    """
    solvents = {name: [tuple(sorted(row.components)) for row in rows] for name, rows in tables.items()}
    solvents |= {name: [tuple(sorted(keys)) for keys in rows] for name, rows in electrolytes.items()}
    points = _points(tables)
    units = {
        "random": {name: [{point} for point in of_rows] for name, of_rows in points.items()},
        "unseen_pairs": {name: [set(combinations(keys, 2)) for keys in rows] for name, rows in solvents.items()},
        "unseen_molecules": {name: [set(keys) for keys in rows] for name, rows in solvents.items()},
    }
    splits = {name: {"seed": seed, "rows": len(rows), "protocols": {}} for name, rows in solvents.items()}
    for protocol, of_property in units.items():
        validation_unit = points if protocol == "random" else solvents
        for name, folds in _folds(protocol, of_property, validation_unit, seed).items():
            splits[name]["protocols"][protocol] = {"folds": folds}
    return splits
