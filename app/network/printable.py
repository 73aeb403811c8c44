"""Printable text: what may be shown on one line."""

from pydantic import AfterValidator


def printable(text: str) -> str:
    """The text, unchanged.

    Raises:
        ValueError: it has control characters or lone surrogates.
    """
    if not text.isprintable():
        raise ValueError("expected characters that can be shown, on one line")
    return text


PRINTABLE = AfterValidator(printable)
"""For fields of text."""
