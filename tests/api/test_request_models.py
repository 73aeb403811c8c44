"""What requests bring: every error that it can cause has its words, and nothing is taken laxly."""

from collections.abc import Iterator
from typing import Any

from fastapi.routing import APIRoute
from pydantic import TypeAdapter

from app.main import create_app
from app.network.card import Card
from app.network.invalid_field import COUNTED, WORDS
from app.own.options import Options
from app.runtime.settings import Settings
from tests.network.test_invalid_field import EXAMPLES

KINDS = {
    "bool": {"bool_type", "bool_parsing"},
    "int": {"int_type", "int_parsing", "int_from_float"},
    "float": {"float_type", "float_parsing", "finite_number"},
    "str": {"string_type"},
    "literal": {"literal_error"},
    "tuple": {"tuple_type", "missing", "too_long"},
    "list": {"list_type"},
    "dict": {"dict_type"},
    "model": {"model_type"},
    "model-fields": {"missing", "extra_forbidden", "model_type"},
    "tagged-union": {"model_attributes_type", "union_tag_invalid", "union_tag_not_found"},
}
"""The errors of each type of pydantic's schemas."""
LIMITS = {
    "gt": "greater_than",
    "ge": "greater_than_equal",
    "lt": "less_than",
    "le": "less_than_equal",
    "pattern": "string_pattern_mismatch",
}
SILENT = {
    *("default", "nullable", "definitions", "definition-ref", "union", "any"),
    *("no-info", "model-field", "is-instance"),
    *("function-after", "function-before", "function-plain", "function-wrap"),
}
"""Schemas without errors of their own; those of functions raise sentences of ours."""


def bodies() -> Iterator[Any]:
    """The types of what requests bring: bodies, options, cards."""
    yield Options
    yield Card
    for route in create_app(Settings()).routes:
        if isinstance(route, APIRoute) and route.dependant.body_params:
            for param in route.dependant.body_params:
                yield param.field_info.annotation


def schemas(part: Any) -> Iterator[dict[str, Any]]:
    """All schemas within one of pydantic's."""
    if isinstance(part, list | tuple):
        for each in part:
            yield from schemas(each)
    if not isinstance(part, dict):
        return
    if isinstance(part.get("type"), str):
        yield part
    for name, inner in part.items():
        if name not in ("metadata", "serialization", "default", "expected", "config"):
            yield from schemas(inner)


def test_every_error_that_a_request_can_cause_has_its_words():
    """The types of schemas come from the models themselves, so that a new one is noticed."""
    possible = set()
    for schema in (one for body in bodies() for one in schemas(TypeAdapter(body).core_schema)):
        kind = schema["type"]
        if kind in KINDS:
            possible |= KINDS[kind]
        else:
            assert kind in SILENT, f"no errors are known of pydantic's schema {kind!r}"
        possible |= {error for limit, error in LIMITS.items() if limit in schema}
        text = "string_" if kind == "str" else ""
        possible |= {f"{text}too_{end}" for end in ("long", "short") if f"{end}_length" in schema}
    assert possible <= EXAMPLES.keys()
    assert WORDS.keys() - EXAMPLES.keys() <= {
        *("int_parsing_size", "string_unicode", "set_type", "frozen_set_type", "none_required"),
    }
    assert set(COUNTED) == {"too", "string_too"}


def test_no_request_has_numbers_or_truths_that_are_taken_laxly():
    """`"yes"` is no truth, and `"3"` no number; cards are read as strict JSON as a whole."""
    for body in bodies():
        if body is Card:
            continue
        lax = [
            schema
            for schema in schemas(TypeAdapter(body).core_schema)
            if schema["type"] in ("bool", "int", "float") and not schema.get("strict")
        ]
        assert lax == [], body
