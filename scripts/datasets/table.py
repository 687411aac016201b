"""Cells of the tables that the converters read; errors name line and column."""


class BadData(Exception):
    """What is wrong with a file, and where."""


def number(text, line, column):
    """A number, or None for an empty cell."""
    if text.strip() == "":
        return None
    try:
        return float(text)
    except ValueError:
        raise BadData(f"line {line}, column {column}: '{text}' is not a number.") from None


def choice(choices, text, line, column):
    if text not in choices:
        raise BadData(f"line {line}, column {column}: '{text}' is none of {', '.join(choices)}.")
    return choices[text]
