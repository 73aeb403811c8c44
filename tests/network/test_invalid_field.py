"""Pydantic's errors in the words of ours."""

import json
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, TypeAdapter
from pydantic_core import PydanticCustomError, ValidationError

from app.network.invalid_field import first_of, got, worded


class Sized(BaseModel):
    """A shape of a kind."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["sized"]
    size: int = 1


class Named(BaseModel):
    """A shape of another kind."""

    kind: Literal["named"]


Shape = Annotated[Sized | Named, Field(discriminator="kind")]
Pair = tuple[int, int]

EXAMPLES: dict[str, list[tuple[Any, str, str]]] = {
    "bool_type": [(StrictBool, "1", "expected true or false; got 1")],
    "bool_parsing": [(bool, '"maybe"', "expected true or false; got 'maybe'")],
    "int_type": [
        (StrictInt, "true", "expected a whole number; got True"),
        (int, "null", "expected a whole number; got None"),
    ],
    "int_parsing": [(int, '"x"', "expected a whole number; got 'x'")],
    "int_from_float": [(int, "1.5", "expected a whole number; got 1.5")],
    "float_type": [(float, "[]", "expected a number; got []")],
    "float_parsing": [(float, '"x"', "expected a number; got 'x'")],
    "finite_number": [
        (Annotated[float, Field(allow_inf_nan=False)], "1e999", "expected a finite number; got inf")
    ],
    "greater_than": [(Annotated[int, Field(gt=0)], "0", "expected more than 0; got 0")],
    "greater_than_equal": [(Annotated[int, Field(ge=1)], "0", "expected at least 1; got 0")],
    "less_than": [(Annotated[int, Field(lt=2)], "2", "expected less than 2; got 2")],
    "less_than_equal": [(Annotated[float, Field(le=2)], "3", "expected at most 2; got 3")],
    "string_type": [(str, "1", "expected text; got 1")],
    "string_too_short": [
        (
            Annotated[str, Field(min_length=1)],
            '""',
            "expected at least 1 character; got 0 characters",
        )
    ],
    "string_too_long": [
        (
            Annotated[str, Field(max_length=2)],
            '"abc"',
            "expected at most 2 characters; got 3 characters",
        )
    ],
    "string_pattern_mismatch": [
        (Annotated[str, Field(pattern="^a+$")], '"b"', "expected text that matches ^a+$; got 'b'")
    ],
    "literal_error": [
        (Literal["a", "b"], '"c"', "expected 'a' or 'b'; got 'c'"),
        (Literal["a"], "1", "expected 'a'; got 1"),
    ],
    "tuple_type": [(Pair, "{}", "expected a list; got {}")],
    "list_type": [(list[int], "1", "expected a list; got 1")],
    "dict_type": [(dict[str, int], "[]", "expected an object; got []")],
    "model_type": [(Sized, "[]", "expected an object; got []")],
    "model_attributes_type": [(Shape, "3", "expected an object; got 3")],
    "too_short": [
        (
            Annotated[tuple[int, ...], Field(min_length=1)],
            "[]",
            "expected at least 1 item; got 0 items",
        )
    ],
    "too_long": [(Pair, "[1, 2, 3]", "expected at most 2 items; got 3 items")],
    "missing": [
        (Sized, '{"size": 2}', "expected the field 'kind'; got size"),
        (Sized, "{}", "expected the field 'kind'; got nothing"),
        (Pair, "[1]", "expected more items; got 1 item"),
    ],
    "extra_forbidden": [(Sized, '{"kind": "sized", "sise": 2}', "expected no field 'sise'; got 2")],
    "union_tag_not_found": [(Shape, '{"size": 2}', "expected the field 'kind'; got size")],
    "union_tag_invalid": [
        (Shape, '{"kind": "round"}', "expected one of 'sized', 'named' as 'kind'; got 'round'")
    ],
    "json_invalid": [(int, "{", "expected JSON; got something else: EOF")],
}
"""For each kind of error: a type, JSON that is none, and the sentence."""


def of_python(adapter):
    """The check of what JSON holds, once it is parsed."""
    return lambda text: adapter.validate_python(json.loads(text))


@pytest.mark.parametrize("kind", EXAMPLES)
def test_an_error_is_told_as_what_was_expected_and_what_came(kind):
    for type_, text, said in EXAMPLES[kind]:
        adapter = TypeAdapter(type_)
        # Bodies over REST are JSON no more when they are validated.
        check = adapter.validate_json if kind != "model_attributes_type" else of_python(adapter)
        with pytest.raises(ValidationError) as caught:
            check(text)
        assert caught.value.errors()[0]["type"] == kind
        assert first_of(caught.value).sentence.startswith(said)


def test_what_a_validator_of_ours_raises_keeps_its_words():
    error = {"type": "value_error", "loc": (), "input": 3, "msg": "Value error, expected less"}
    assert worded(error) == "expected less"
    told = PydanticCustomError("file", "expected a file").message()
    assert worded(error | {"type": "file", "msg": told}) == "expected a file"


def test_an_unknown_kind_of_error_keeps_its_words():
    error = {"type": "date_type", "loc": (), "input": 3, "msg": "Input should be a valid date"}
    assert worded(error) == "Input should be a valid date"


def test_what_is_too_deep_to_be_repeated_is_told_so():
    deep = []
    for _ in range(2000):
        deep = [deep]
    error = {"type": "int_type", "loc": (), "input": deep, "msg": ""}
    assert got(error) == "too many levels in one another"
