"""Messages for invalid input: what was expected, what was sent, and where."""

import sys
from collections.abc import Mapping
from typing import Any

from app.errors import InvalidInput
from app.network.invalid_field import got, worded
from app.network.json_keys import repeated

MAX_QUOTED = 80
"""Characters of the input that a message repeats."""

DEEP = "expected JSON as flat as /docs shows it; got too many levels in one another"
LONG = f"expected numbers of at most {sys.get_int_max_str_digits()} digits; got more"
LIMITS = {"recursion limit": DEEP, "number out of range": LONG}
"""Messages for well-formed JSON beyond the parser's limits, by a part of the parser's message."""

SKIPPED = ("body", "query", "path", "[key]")
"""Parts of pydantic's location that are no names of fields."""


def truncated(text: str) -> str:
    """The first characters of a text."""
    return f"{text[:MAX_QUOTED]}{'…' if len(text) > MAX_QUOTED else ''}"


def around(text: str, start: int) -> str:
    """The characters of a text around a place, as Python would write them."""
    begin = max(0, min(start - MAX_QUOTED // 2, len(text) - MAX_QUOTED))
    end = begin + MAX_QUOTED
    return f"{'…' if begin else ''}{text[begin:end]!r}{'…' if end < len(text) else ''}"


def describe(detail: Mapping[str, Any]) -> tuple[str, str, str | None]:
    """Code, message and place of one of pydantic's errors."""
    place = detail["loc"]
    if detail["type"] == "json_invalid":
        return "malformed_json", malformed(detail), None
    where = ".".join(str(part) for part in place if part not in SKIPPED)[:MAX_QUOTED] or None
    if detail["type"] == "missing" and place == ("body",):
        return InvalidInput.code, "expected a body in JSON; got nothing", "body"
    return InvalidInput.code, f"{worded(detail)}; got {truncated(got(detail))}", where


def twice(text: str | bytes) -> InvalidInput | None:
    """The error for JSON in which an object has a field twice; None without one."""
    place = repeated(text)
    if place is None:
        return None
    again = truncated(repr(place[-1]))
    return InvalidInput(
        f"expected each field once; got {again} again", ".".join(place)[:MAX_QUOTED]
    )


def malformed(detail: Mapping[str, Any]) -> str:
    """The message for text that is not JSON, or JSON beyond the parser's limits."""
    reason = detail.get("ctx", {}).get("error", detail["msg"])
    for marker, message in LIMITS.items():
        if marker in reason:
            return message
    at = "".join(f" at character {part}" for part in detail["loc"] if isinstance(part, int))
    return f"expected JSON; got something else: {reason}{at}"


def unread(cause: BaseException | None) -> str:
    """The message for a body that could not be parsed as JSON, by the exception's cause."""
    if isinstance(cause, RecursionError):
        return DEEP
    if isinstance(cause, ValueError) and not isinstance(cause, UnicodeError):
        return LONG
    return "expected JSON in UTF-8; got something else"
