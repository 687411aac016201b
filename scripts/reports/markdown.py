"""Pieces of a report in Markdown."""

from math import exp


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "| --- |" + " ---: |" * (len(header) - 1)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def number(value):
    """Three significant digits."""
    text = f"{value:#.3g}".rstrip(".") if abs(value) < 1000 else f"{value:.0f}"
    return text.replace("-", "−")


def spread(value):
    """Mean ± sd with as many decimals as three digits of the mean take; a single value has no sd."""
    text = number(value["mean"])
    if value["sd"] is None:
        return text
    decimals = len(text.partition(".")[2])
    return f"{text} ± {value['sd']:.{decimals}f}"


def log_interval(half_width_log):
    """An interval about a logarithm as what may be missing and what may be added, in per cent."""
    below, above = (100 * abs(exp(sign * half_width_log) - 1) for sign in (-1, 1))
    return f"−{below:.0f} % to +{above:.0f} %"
