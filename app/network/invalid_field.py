"""The first field of some data that does not fit its model, in the words of our errors."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from app.network.quoted import quoted

LONGEST = 300
"""Characters of the reason, at most."""
QUOTED = 80
"""Characters of what was got, at most."""


class InvalidField(NamedTuple):
    """A field that does not fit.

    Args:
        place: the names and numbers that lead to it; empty for the data as a whole.
        why: what was expected.
        got: what was there instead, shortened.
    """

    place: tuple[str, ...]
    why: str
    got: str

    @property
    def where(self) -> str:
        """The place as a dotted path."""
        return ".".join(self.place)


def first_of(error: ValidationError) -> InvalidField:
    """The first field that pydantic names."""
    first = error.errors(include_url=False)[0]
    place = tuple(quoted(str(part)) for part in first["loc"])
    got = quoted(str(first["input"]), QUOTED)
    return InvalidField(place, worded(first)[:LONGEST], got)


LISTS = {"tuple_type", "list_type"}
"""Pydantic's errors for what is no list: Python's kinds of lists are all arrays in JSON."""


def worded(error: Mapping[str, Any]) -> str:
    """What was expected, by one of pydantic's errors."""
    kind, context = error["type"], error.get("ctx", {})
    if kind in LISTS:
        return "expected a list"
    if kind in ("too_long", "too_short"):
        least = kind == "too_short"
        count = context.get("min_length" if least else "max_length")
        if count is not None:
            items = "item" if count == 1 else "items"
            return f"expected at {'least' if least else 'most'} {count} {items}"
    return reason(error["msg"])


def reason(message: Any) -> str:
    """One of pydantic's messages, without its words for a validator that raised."""
    return str(message).removeprefix("Value error, ")
