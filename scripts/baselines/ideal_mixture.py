"""What a mixture would do if its molecules took no notice of one another.

Excess properties and ln γ are 0. Molar volumes add up, and so do logarithms of viscosities (Arrhenius's rule: that of
L. Grunberg and A. H. Nissan, Nature 1949, 164, 799, doi 10.1038/164799b0, without their term for the pair), each
weighted by its mole fraction. What the pure liquids do is measured: interpolated in temperature between the rows
given, and not known outside of these.
"""

from collections import defaultdict

import numpy as np

from mixtures.measurement import PROPERTIES

BESIDE_K = 0.5  # as good as at the same temperature


def _pure_liquids(rows, field):
    """SMILES -> (temperatures in K, means of what was measured there)."""
    measured = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if len(row["components"]) == 1:
            measured[row["components"][0]][round(row["temperature_K"], 1)].append(row[field])
    return {
        smiles: (np.array(sorted(by_T)), np.array([np.mean(by_T[T]) for T in sorted(by_T)]))
        for smiles, by_T in measured.items()
    }


def _value(curve, T):
    """Of a pure liquid, or None."""
    if curve is None or not curve[0][0] - BESIDE_K <= T <= curve[0][-1] + BESIDE_K:
        return None
    return float(np.interp(T, *curve))


class IdealMixture:
    """Of one property, from the rows that a model may train on."""

    def __init__(self, name, training_rows, molar_mass_g_per_mol):
        self._name = name
        self._molar_mass = molar_mass_g_per_mol
        self._pure = _pure_liquids(training_rows, PROPERTIES[name]) if name in ("density", "viscosity") else None

    def predict(self, row):
        """The row's property in the unit of the rows. None for a pure liquid, and where one of the two is not
        known."""
        if len(row["components"]) < 2:
            return None
        if self._pure is None:
            return 0.0
        x = row["mole_fractions"]
        pure = [_value(self._pure.get(smiles), row["temperature_K"]) for smiles in row["components"]]
        if None in pure:
            return None
        if self._name == "viscosity":
            return sum(share * value for share, value in zip(x, pure))
        mass = [share * self._molar_mass[smiles] for share, smiles in zip(x, row["components"])]
        return sum(mass) / sum(part / density for part, density in zip(mass, pure))
