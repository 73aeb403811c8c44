"""What is said of input that does not fit: what was expected, what came, and where."""

import sys
from collections.abc import Iterable, Mapping
from typing import Any

from app.errors import InvalidInput

SHOWN = 80
"""How many characters of what came are repeated."""

DEEP = "expected JSON as flat as /docs shows it; got too many levels in one another"
LONG = f"expected numbers of at most {sys.get_int_max_str_digits()} digits; got more"
LIMITS = {"recursion limit": DEEP, "number out of range": LONG}
"""By what pydantic's parser says of JSON that is well formed, yet more than is read."""

OBJECTS = {"model_type", "model_attributes_type", "dict_type"}
SKIPPED = ("body", "query", "path", "[key]")
"""Where FastAPI and pydantic found it, rather than what it is called."""


def short(text: str) -> str:
    """As much of what came as is repeated."""
    return f"{text[:SHOWN]}{'…' if len(text) > SHOWN else ''}"


def told(detail: Mapping[str, Any]) -> tuple[str, str, str | None]:
    """Code, message and place of one of pydantic's errors."""
    place = detail["loc"]
    if detail["type"] == "json_invalid":
        return "malformed_json", malformed(detail), None
    where = ".".join(str(part) for part in place if part not in SKIPPED)
    if detail["type"] == "missing":
        return InvalidInput.code, missing(detail), where[:SHOWN] or "body"
    said = "Input should be an object" if detail["type"] in OBJECTS else detail["msg"]
    return InvalidInput.code, f"{said}; got {short(repr(detail['input']))}", where[:SHOWN] or None


def missing(detail: Mapping[str, Any]) -> str:
    """Which field is not there, and which are beside its place."""
    if detail["loc"] == ("body",):
        return "expected a body in JSON; got nothing"
    beside = detail["input"]
    came = ", ".join(map(str, beside)) if isinstance(beside, Iterable) else ""
    return f"expected the field {detail['loc'][-1]!r}; got {short(came) or 'nothing'}"


def malformed(detail: Mapping[str, Any]) -> str:
    """Why a message is no JSON, or none that is read."""
    why = detail.get("ctx", {}).get("error", detail["msg"])
    for sign, message in LIMITS.items():
        if sign in why:
            return message
    at = "".join(f" at character {part}" for part in detail["loc"] if isinstance(part, int))
    return f"expected JSON; got something else: {why}{at}"


def unread(cause: BaseException | None) -> str:
    """What is said of a body that could not be read as JSON, by what stopped the reading."""
    if isinstance(cause, RecursionError):
        return DEEP
    if isinstance(cause, ValueError) and not isinstance(cause, UnicodeError):
        return LONG
    return "expected JSON in UTF-8; got something else"
