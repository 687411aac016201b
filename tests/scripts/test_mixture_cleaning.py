"""The rules that drop measurements: outliers, duplicates, and molecules the core has no features for."""

import re
import sys
import unittest
from math import exp, log
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from mixtures.cleaning import clean  # noqa: E402
from mixtures.exchanged import REPAIR, exchange_mole_fractions  # noqa: E402
from mixtures.measurement import Measurement  # noqa: E402
from mixtures.molecules import ELEMENTS  # noqa: E402

MASSES = {"A": 60.0, "B": 120.0}
COUNTER = iter(range(10**9))


def measurement(property, value, x=None, T=298.15, source="s", dataset="d", pair=("A", "B"), **rest):
    components = pair if x is not None else pair[:1]
    fractions = (x, round(1 - x, 9)) if x is not None else (1.0,)
    line = ("file", next(COUNTER))
    return Measurement(line, dataset, source, property, components, fractions, T, 101.0, value, **rest)


def dropped(rows):
    """{reason: indices of the rows dropped}, one reason at most."""
    kept, counts = clean(rows, MASSES)
    kept = {row.line for row in kept}
    gone = [index for index, row in enumerate(rows) if row.line not in kept]
    reasons = [reason for reason, count in counts.items() if count]
    return {reasons[0]: gone} if len(reasons) == 1 else dict.fromkeys(reasons, gone)


OFF = "off the curve of its series"
SHARES = [0.05 * step for step in range(1, 20)]


def isotherm(shift=None, law=lambda x: 1000 * x * (1 - x), property="excess_enthalpy", **rest):
    """Values of a law along the composition; shift: index -> what to add."""
    shift = shift or {}
    return [measurement(property, law(x) + shift.get(n, 0), round(x, 3), **rest) for n, x in enumerate(SHARES)]


class Excess(unittest.TestCase):
    def test_a_point_off_its_isotherm_by_a_tenth_of_the_largest_value_is_dropped(self):
        self.assertEqual(dropped(isotherm({9: 40})), {OFF: [9]})
        self.assertEqual(dropped(isotherm({9: 15})), {})

    def test_an_error_that_a_good_instrument_makes_stays(self):
        nearly_ideal = lambda x: 20 * x * (1 - x)  # noqa: E731
        self.assertEqual(dropped(isotherm({9: 9}, nearly_ideal)), {})
        self.assertEqual(dropped(isotherm({9: 25}, nearly_ideal)), {OFF: [9]})
        volume = lambda x: 0.1 * x * (1 - x)  # noqa: E731
        self.assertEqual(dropped(isotherm({9: 0.019}, volume, "excess_volume")), {})
        self.assertEqual(dropped(isotherm({9: 0.05}, volume, "excess_volume")), {OFF: [9]})

    def test_isotherms_of_other_sources_and_temperatures_are_judged_apart(self):
        half = lambda x: 500 * x * (1 - x)  # noqa: E731
        self.assertEqual(dropped(isotherm() + isotherm(law=half, source="t") + isotherm(law=half, T=308.15)), {})

    def test_the_steep_end_of_an_associating_liquid_stays(self):
        steep = lambda x: 700 * x * (1 - x) / (x + 0.02)  # noqa: E731
        self.assertEqual(dropped(isotherm(law=steep)), {})

    def test_an_end_is_dropped_only_if_its_data_set_marks_it(self):
        curve = isotherm({0: 300})
        self.assertEqual(dropped(curve), {})
        marked = [measurement("excess_enthalpy", curve[0].value, 0.05, marked=True), *curve[1:]]
        self.assertEqual(dropped(marked), {OFF: [0]})

    def test_a_curve_that_contradicts_itself_is_dropped_whole(self):
        shift = {n: 300 if n % 4 == 0 else -300 for n in range(1, 18) if n % 2 == 0}
        self.assertEqual(dropped(isotherm(shift)), {OFF: list(range(19))})

    def test_two_curves_under_one_label_are_dropped_and_replicates_are_not(self):
        other = isotherm(law=lambda x: 700 * x * (1 - x))
        self.assertEqual(dropped(isotherm() + other), {"two curves under one label": list(range(38))})
        again = isotherm(law=lambda x: 1010 * x * (1 - x))
        self.assertEqual(dropped(isotherm() + again), {})

    def test_short_series_are_not_judged(self):
        self.assertEqual(dropped(isotherm({3: 500})[:6]), {})


class Liquids(unittest.TestCase):
    def test_a_density_half_a_per_cent_off_the_line_in_temperature_is_dropped(self):
        rows = [measurement("density", 0.9 - 0.001 * (T - 298), T=T, source=str(T)) for T in range(290, 320, 3)]
        odd = measurement("density", 0.9 * 1.007, T=298, source="odd")
        even = measurement("density", 0.9 * 1.003, T=298, source="even")
        self.assertEqual(dropped([*rows, odd, even]), {OFF: [10]})

    def test_an_ideal_mixture_of_unlike_liquids_keeps_its_densities(self):
        def ideal(x):
            masses = 60 * x, 120 * (1 - x)
            return sum(masses) / (masses[0] / 1.0 + masses[1] / 2.0)

        self.assertEqual(dropped(isotherm(law=ideal, property="density")), {})
        self.assertEqual(dropped(isotherm({9: 0.03}, ideal, "density")), {OFF: [9]})

    def test_a_viscosity_a_fifth_off_the_curve_in_temperature_is_dropped(self):
        vogel = lambda T: -3 + 500 / (T - 150)  # noqa: E731
        rows = [measurement("viscosity", vogel(T), T=T, source=str(T)) for T in range(280, 330, 4)]
        odd = measurement("viscosity", vogel(300) + 0.25, T=300.0, source="odd")
        even = measurement("viscosity", vogel(300) + 0.1, T=300.0, source="even")
        self.assertEqual(dropped([*rows, odd, even]), {OFF: [13]})

    def test_a_viscosity_of_a_mixture_is_judged_by_its_surface(self):
        surface = lambda x: 0.5 + x - 2 * x * (1 - x)  # noqa: E731
        warm = [measurement("viscosity", row.value - 0.2, row.share, T=308.15) for row in isotherm(law=surface)]
        cold = isotherm({9: 0.5}, surface, "viscosity")
        self.assertEqual(dropped(warm + cold), {OFF: [28]})

    def test_an_activity_off_the_line_in_inverse_temperature_is_dropped(self):
        rows = [measurement("log_gamma_infinite", 500 / T, 0.0, T=T) for T in range(290, 340, 5)]
        rows.append(measurement("log_gamma_infinite", 500 / 310 + 0.7, 0.0, T=310.5))
        # The other way round it is another quantity, however far away.
        rows.append(measurement("log_gamma_infinite", 6.0, 0.0, T=310, pair=("B", "A")))
        self.assertEqual(dropped(rows), {OFF: [10]})


class ExchangedMoleFractions(unittest.TestCase):
    def curve(self, exchanged, densities=(0.9, 2.0), **rest):
        """Of an ideal mixture, the pure liquids first; exchanged: whether its columns are."""
        volumes = [mass / density for mass, density in zip(MASSES.values(), densities)]
        rows = [measurement("density", densities[0]), measurement("density", densities[1])]
        rows[1] = Measurement(**{**vars(rows[1]), "components": ("B",)})
        for x in SHARES:
            true = 1 - x if exchanged else x
            mass = true * MASSES["A"] + (1 - true) * MASSES["B"]
            volume = true * volumes[0] + (1 - true) * volumes[1]
            rows.append(measurement("density", mass / volume, round(x, 3), **rest))
        return rows

    def test_they_are_put_right_and_counted(self):
        rows = self.curve(True)
        repaired = exchange_mole_fractions(rows, MASSES)
        for before, after in zip(rows[2:], repaired[2:]):
            self.assertEqual(after.mole_fractions, before.mole_fractions[::-1])
            self.assertEqual(after.repairs, (REPAIR,))
        self.assertEqual(repaired[:2], rows[:2])

    def test_a_sound_curve_stays_as_it_is(self):
        rows = self.curve(False)
        self.assertEqual(exchange_mole_fractions(rows, MASSES), rows)

    def test_without_a_pure_liquid_or_with_like_ones_nothing_is_judged(self):
        rows = self.curve(True)[1:]
        self.assertEqual(exchange_mole_fractions(rows, MASSES), rows)
        alike = self.curve(True, (0.9, 0.91))
        self.assertEqual(exchange_mole_fractions(alike, MASSES), alike)

    def test_each_source_is_judged_for_itself(self):
        rows = self.curve(False) + self.curve(True, source="t")[2:]
        repaired = [row.source for row in exchange_mole_fractions(rows, MASSES) if row.repairs]
        self.assertEqual(repaired, ["t"] * len(SHARES))


class Duplicates(unittest.TestCase):
    AGAIN = "the same measurement in another data set"

    def pair(self, **changes):
        first = measurement("excess_enthalpy", 100.0, 0.5, dataset="one")
        here = {"x": 0.5004, "value": 101.0, "dataset": "two", **changes}
        return dropped([first, measurement("excess_enthalpy", here.pop("value"), here.pop("x"), **here)])

    def test_one_source_in_two_data_sets_counts_once(self):
        self.assertEqual(self.pair(), {self.AGAIN: [1]})

    def test_another_source_composition_or_temperature_is_another_measurement(self):
        for change in ({"source": "t"}, {"x": 0.503}, {"T": 298.35}, {"dataset": "one"}, {"pair": ("A", "C")}):
            self.assertEqual(self.pair(**change), {}, change)

    def test_without_a_source_the_value_decides(self):
        named = measurement("viscosity", log(1.0740), dataset="one", source="10.1/a")
        for value, expected in ((1.0742, {self.AGAIN: [1]}), (1.076, {})):
            unnamed = measurement("viscosity", log(value), dataset="two", source="two")
            self.assertEqual(dropped([named, unnamed]), expected)

    def test_a_repeated_line_counts_once_whatever_its_pressure(self):
        row = measurement("density", 0.9)
        again = Measurement(**{**vars(row), "line": ("file", -1), "pressure_kPa": 100.0})
        self.assertEqual(dropped([row, again]), {"exact duplicate": [1]})
        self.assertEqual(dropped([row, measurement("density", 0.9001)]), {})


class Limits(unittest.TestCase):
    def test_values_that_no_liquid_has(self):
        sound = {"density": 0.997, "viscosity": log(0.89), "log_gamma_infinite": 16.5, "excess_volume": -6.2}
        wrong = {"density": 0.00798, "viscosity": log(4.9e6), "log_gamma_infinite": exp(5), "excess_volume": 60}
        for name, value in sound.items():
            x = 0.4 if name == "excess_volume" else None
            self.assertEqual(dropped([measurement(name, value, x)]), {})
            self.assertEqual(dropped([measurement(name, wrong[name], x)]), {"not physical": [0]})


class Elements(unittest.TestCase):
    def test_they_are_those_of_the_core(self):
        text = (ROOT / "wasm_core/molecule/features.cpp").read_text()
        columns = re.search(r"kElementColumns\[\] = \{([^}]*)\}", text).group(1)
        self.assertEqual(ELEMENTS, {1} | {int(number) for number in columns.split(",")})


if __name__ == "__main__":
    unittest.main()
