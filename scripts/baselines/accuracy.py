"""How far predictions are from measurements: the figures that every model of molecular liquids is judged by."""

from math import fsum


def accuracy(measured, predicted, relative=False):
    """{rows, mean_absolute_error, r_squared}. relative: the error as a share of what was measured, else in the unit
    of the values, as R² always is. None where there are no rows, or the values do not spread."""
    if len(measured) == 0:
        return {"rows": 0, "mean_absolute_error": None, "r_squared": None}
    errors = [p - m for m, p in zip(measured, predicted)]
    mean = fsum(measured) / len(measured)
    spread = fsum((m - mean) ** 2 for m in measured)
    sizes = (abs(e / m) if relative else abs(e) for e, m in zip(errors, measured))
    return {
        "rows": len(measured),
        "mean_absolute_error": fsum(sizes) / len(measured),
        "r_squared": 1 - fsum(e * e for e in errors) / spread if spread > 0 else None,
    }
