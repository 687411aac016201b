"""Folds of simulated formulations.

random               rows: a solvent, a diluent, a salt and a molality. Other molalities of the same three remain in
                     training, as in the table's own split.
unseen_formulations  the table's `formulation`, solvent/diluent: all salts and molalities of it together, and of the
                     same two molecules the other way round.
leave_solvent_out    one fold a solvent; rows in which it is the diluent serve nothing, so that it was never seen.
leave_diluent_out    one fold a diluent, likewise.
published            the test rows of the table's own split.

Settings are chosen on the validation rows alone: whole formulations where whole ones are tested.
"""

from random import Random

FOLDS = 5
VALIDATION = 0.1  # of the groups that are not tested on


def _fold(name, groups, tested, seed, unused=()):
    """groups: of every row; tested, unused: row indices."""
    rest = sorted({group for index, group in enumerate(groups) if index not in tested and index not in unused})
    Random(seed).shuffle(rest)
    chosen = set(rest[: max(1, round(VALIDATION * len(rest)))])
    validation = [
        index
        for index, group in enumerate(groups)
        if group in chosen and index not in tested and index not in unused
    ]
    fold = {"name": name, "test": sorted(tested), "validation": validation}
    return fold | ({"unused": sorted(unused)} if unused else {})


def _grouped(groups, name, seed):
    order = sorted(set(groups))
    Random(seed).shuffle(order)
    folds = []
    for number in range(FOLDS):
        held_out = set(order[number::FOLDS])
        tested = {index for index, group in enumerate(groups) if group in held_out}
        if tested:
            folds.append(_fold(f"{name} {number + 1}", groups, tested, 1000 * seed + number))
    return folds


def _left_out(rows, role, pairs, seed):
    molecules = [(row.solvent, row.diluent) for row in rows]
    names = sorted({getattr(row, role + "_name") for row in rows})
    folds = []
    for number, name in enumerate(names):
        tested = {index for index, row in enumerate(rows) if getattr(row, role + "_name") == name}
        (molecule,) = {getattr(rows[index], role) for index in tested}
        unused = {index for index, both in enumerate(molecules) if molecule in both} - tested
        folds.append(_fold(name, pairs, tested, 1000 * seed + number, unused))
    return folds


def make_folds(rows, seed):
    single = list(range(len(rows)))
    pairs = ["/".join(sorted((row.solvent, row.diluent))) for row in rows]
    protocols = {
        "random": _grouped(single, "random", seed),
        "unseen_formulations": _grouped(pairs, "formulations", seed),
        "leave_solvent_out": _left_out(rows, "solvent", pairs, seed),
        "leave_diluent_out": _left_out(rows, "diluent", pairs, seed),
    }
    published = {index for index, row in enumerate(rows) if row.published_part == "test"}
    if published:
        protocols["published"] = [_fold("published", single, published, seed)]
    return {
        "seed": seed,
        "rows": len(rows),
        "protocols": {name: {"folds": folds} for name, folds in protocols.items()},
    }
