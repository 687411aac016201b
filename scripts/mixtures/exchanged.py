"""Density curves whose mole fractions stand under the wrong component."""

from collections import defaultdict
from dataclasses import replace
from math import log
from statistics import mean, median

REPAIR = "mole fractions exchanged"

# Liquids mix to within some per cent of their volumes. What is farther from that, and this near the other way
# round, has its columns exchanged.
FARTHER, NEARER = 0.03, 0.01  # mean |error of ln density|

SAME_TEMPERATURE_K = 3


def _pure_density(rows):
    """A function (molecule, T) -> median density near T over all sources; None if there is none."""
    measured = defaultdict(list)
    for row in rows:
        if len(row.components) == 1:
            measured[row.components[0]].append((row.temperature_K, row.value))

    def density(molecule, temperature_K):
        near = [value for T, value in measured[molecule] if abs(T - temperature_K) <= SAME_TEMPERATURE_K]
        return median(near) if near else None

    return density


def exchange_mole_fractions(rows, masses_g_per_mol):
    """The densities with exchanged mole fractions put right, each told by the mean error of its curve against
    ideal mixing of the pure liquids.

    masses_g_per_mol: of the molecules by key. What nobody measured pure is not judged.
    """
    pure = _pure_density(rows)
    curves = defaultdict(list)
    for row in rows:
        if len(row.components) == 2 and row.value:
            curves[row.components, row.source, round(row.temperature_K, 1)].append(row)

    wrong = set()
    for (components, _, temperature_K), curve in curves.items():
        liquids = [pure(molecule, temperature_K) for molecule in components]
        if not all(liquids):
            continue
        masses = [masses_g_per_mol[molecule] for molecule in components]

        def error(fractions, value, masses=masses, liquids=liquids):
            mass = sum(x * m for x, m in zip(fractions, masses))
            volume = sum(x * m / d for x, m, d in zip(fractions, masses, liquids))
            return abs(log(value * volume / mass))

        given = mean(error(row.mole_fractions, row.value) for row in curve)
        other = mean(error(row.mole_fractions[::-1], row.value) for row in curve)
        if given > FARTHER and other < NEARER:
            wrong |= {row.line for row in curve}
    return [
        replace(row, mole_fractions=row.mole_fractions[::-1], repairs=(*row.repairs, REPAIR))
        if row.line in wrong
        else row
        for row in rows
    ]
