"""The pictures of the report. Parity is shown by the density of points: the tables may not be passed on, and a
scatter plot would."""

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot  # noqa: E402

from reproduction.markdown import LABELS  # noqa: E402

COLOURS = {"law": "#1f6f8b", "plain": "#c8553d", "law-free": "#8f7a2f"}
STYLE = {
    "svg.hashsalt": "mixgrad",  # the same figures give the same bytes
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def _save(figure, path):
    figure.savefig(path, metadata={"Date": None, "Creator": None}, facecolor="white", bbox_inches="tight")
    pyplot.close(figure)


def parity(path, title, unit, folds):
    """Predicted against measured, over the test rows of all folds."""
    measured = [value for fold in folds for value in fold.measured]
    predicted = [value for fold in folds for value in fold.predicted]
    low, high = min(measured + predicted), max(measured + predicted)
    with matplotlib.rc_context(STYLE):
        figure, axes = pyplot.subplots(figsize=(3.4, 3.2))
        cells = axes.hexbin(
            measured, predicted, gridsize=32, extent=(low, high, low, high), mincnt=1, bins="log", cmap="viridis",
            linewidths=0,
        )  # fmt: skip
        axes.plot([low, high], [low, high], color="#555555", linewidth=0.7)
        axes.set_aspect("equal")
        axes.set_title(title)
        axes.set_xlabel(f"measured, {unit}")
        axes.set_ylabel(f"predicted, {unit}")
        figure.colorbar(cells, ax=axes, label="test rows", shrink=0.8)
        _save(figure, path)


def error_by_temperature(path, unit, key, tables, warmest_training_K):
    """tables: of figures.by_temperature, by form; key: of the error in them."""
    with matplotlib.rc_context(STYLE):
        figure, axes = pyplot.subplots(figsize=(4.2, 2.8))
        for form, table in tables.items():
            axes.errorbar(
                [entry["temperature_K"] for entry in table],
                [entry[key]["mean"] for entry in table],
                [entry[key]["sd"] for entry in table],
                color=COLOURS[form], marker="o", markersize=4, linewidth=1.2, capsize=2, label=LABELS[form],
            )  # fmt: skip
        left, right = axes.get_xlim()
        axes.axvspan(left, warmest_training_K, color="#000000", alpha=0.06, linewidth=0)
        axes.set_xlim(left, right)
        axes.set_ylim(bottom=0)
        axes.set_title("grey: temperatures trained on")
        axes.set_xlabel("temperature, K")
        axes.set_ylabel(f"mean absolute error, {unit}")
        axes.legend(frameon=False)
        _save(figure, path)
