"""The first field of some data that does not fit its model, in the words of our errors."""

from collections.abc import Iterable, Mapping, Sized
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

    @property
    def sentence(self) -> str:
        """What was expected, and what was there."""
        return f"{self.why}; got {self.got}"


def first_of(error: ValidationError) -> InvalidField:
    """The first field that pydantic names."""
    first = error.errors(include_url=False)[0]
    place = tuple(quoted(str(part)) for part in first["loc"])
    return InvalidField(place, worded(first)[:LONGEST], quoted(got(first), QUOTED))


A_LIST, AN_OBJECT, A_NUMBER, A_WHOLE = "a list", "an object", "a number", "a whole number"
WORDS = {
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": A_WHOLE,
    "int_parsing": A_WHOLE,
    "int_from_float": A_WHOLE,
    "int_parsing_size": "a whole number of fewer digits",
    "float_type": A_NUMBER,
    "float_parsing": A_NUMBER,
    "finite_number": "a finite number",
    "greater_than": "more than {gt}",
    "greater_than_equal": "at least {ge}",
    "less_than": "less than {lt}",
    "less_than_equal": "at most {le}",
    "string_type": "text",
    "string_unicode": "text in UTF-8",
    "string_pattern_mismatch": "text that matches {pattern}",
    "literal_error": "{expected}",
    # Python's kinds of lists are all arrays in JSON, and its models and dictionaries are objects.
    "tuple_type": A_LIST,
    "list_type": A_LIST,
    "set_type": A_LIST,
    "frozen_set_type": A_LIST,
    "dict_type": AN_OBJECT,
    "model_type": AN_OBJECT,
    "model_attributes_type": AN_OBJECT,
    "union_tag_not_found": "the field {discriminator}",
    "union_tag_invalid": "one of {expected_tags} as {discriminator}",
    "none_required": "nothing",
    "json_invalid": "JSON",
}
"""What was expected, by pydantic's kinds of errors; names in braces are of the error's context."""
COUNTED = {"too": "item", "string_too": "character"}
"""What is counted, by the beginning of the kinds of errors that end in `_long` and `_short`."""


def worded(error: Mapping[str, Any]) -> str:
    """What was expected, by one of pydantic's errors."""
    kind, context = error["type"], error.get("ctx", {})
    start, _, end = kind.rpartition("_")
    limit = context.get({"long": "max_length", "short": "min_length"}.get(end))
    if start in COUNTED and limit is not None:
        most = "most" if end == "long" else "least"
        return f"expected at {most} {limit} {COUNTED[start]}{'' if limit == 1 else 's'}"
    if kind == "missing":
        last = error["loc"][-1]
        return "expected more items" if isinstance(last, int) else f"expected the field {last!r}"
    if kind == "extra_forbidden":
        return f"expected no field {quoted(repr(error['loc'][-1]), QUOTED)}"
    if kind in WORDS:
        return f"expected {WORDS[kind].format_map({key: plain(context[key]) for key in context})}"
    # What a validator of ours raised.
    return str(error["msg"]).removeprefix("Value error, ")


def plain(value: Any) -> Any:
    """The value; a float that is a whole number without its `.0`."""
    return f"{value:.15g}" if isinstance(value, float) else value


def got(error: Mapping[str, Any]) -> str:
    """What was there instead, by one of pydantic's errors, in full."""
    kind, value = error["type"], error["input"]
    if kind == "json_invalid":
        return f"something else: {error.get('ctx', {}).get('error', error['msg'])}"
    if kind == "union_tag_invalid":
        return repr(error["ctx"]["tag"])
    field = kind == "missing" and not isinstance(error["loc"][-1], int)
    if (field or kind == "union_tag_not_found") and isinstance(value, Iterable):
        return ", ".join(map(str, value)) or "nothing"
    counted = kind.endswith(("too_long", "too_short")) or kind == "missing"
    if counted and isinstance(value, Sized):
        thing = "character" if isinstance(value, (str, bytes)) else "item"
        return f"{len(value)} {thing}{'' if len(value) == 1 else 's'}"
    try:
        return "nothing" if kind == "missing" else repr(value)
    except RecursionError:
        return "too many levels in one another"
