"""Excess volumes from densities."""

from collections import defaultdict
from dataclasses import replace
from statistics import mean


def excess_volumes(densities, masses_g_per_mol):
    """V^E of every mixture whose source gives the densities of both liquids at the same temperature too: from two
    laboratories the errors of the pure liquids would be as large as V^E itself.

    masses_g_per_mol: of the molecules by key. The rows come back with the lines of the densities.
    """
    pure = defaultdict(list)
    for row in densities:
        if len(row.components) == 1:
            pure[row.source, row.components[0], round(row.temperature_K, 2)].append(row.value)
    rows = []
    for row in densities:
        liquids = [pure.get((row.source, key, round(row.temperature_K, 2))) for key in row.components]
        if len(row.components) != 2 or not all(liquids):
            continue
        masses = [x * masses_g_per_mol[key] for key, x in zip(row.components, row.mole_fractions)]
        volume = sum(masses) / row.value - sum(m / mean(values) for m, values in zip(masses, liquids))
        rows.append(replace(row, property="excess_volume", value=round(volume, 6), derived=True))
    return rows
