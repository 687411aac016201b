"""Rows dropped for a reason, every one of them counted."""

from collections import Counter


def where(condition):
    """The rule that drops the rows for which the condition holds."""
    return lambda rows: {row.line for row in rows if condition(row)}


def drop(rows, reasons):
    """The rows to keep, and by reason a Counter of the sources of those dropped.

    A row counts under the first reason that applies, and later reasons see only what is left.

    reasons: (reason, function from rows to the lines to drop), in the order of counting.
    """
    dropped = {}
    for reason, find in reasons:
        lines = find(rows)
        dropped[reason] = Counter(row.source for row in rows if row.line in lines)
        rows = [row for row in rows if row.line not in lines]
    return rows, dropped
