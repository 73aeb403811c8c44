"""Messages for invalid input, from pydantic's errors."""

import pytest

from app.api.validation_messages import (
    DEEP,
    LONG,
    MAX_QUOTED,
    around,
    describe,
    malformed,
    truncated,
    twice,
    unread,
)

NOT_JSON = "expected JSON in UTF-8; got something else"


def detail(kind="int_type", place=("body", "row"), value=1.5, message="Input should be a number"):
    """One of pydantic's errors."""
    return {"type": kind, "loc": place, "input": value, "msg": message}


def test_a_long_text_is_truncated_and_ends_in_an_ellipsis():
    assert truncated("x" * MAX_QUOTED) == "x" * MAX_QUOTED
    assert truncated("x" * (MAX_QUOTED + 1)) == "x" * MAX_QUOTED + "…"


def test_a_text_is_quoted_around_the_place_that_is_wrong():
    assert around("a\x00b", 1) == r"'a\x00b'"
    long = "x" * 500
    for at in (0, 1, 39, 40, 41, 250, 459, 460, 499):
        got = around(f"{long[:at]}!{long[at + 1 :]}", at)
        assert "!" in got
        assert len(got.strip("…")) == MAX_QUOTED + 2
        assert (got[0] == "…", got[-1] == "…") == (at > 40, at < 460)


@pytest.mark.parametrize(
    ("kind", "value", "got"),
    [
        ("string_too_long", "iVBOR" * 7000, "35000 characters"),
        ("string_too_short", "", "0 characters"),
        ("too_long", [{"object": "face"}] * 33, "33 items"),
    ],
)
def test_of_an_input_that_is_too_long_the_length_is_told_not_its_sound_start(kind, value, got):
    assert describe(detail(kind, value=value))[1].endswith(f"; got {got}")


@pytest.mark.parametrize(
    ("place", "where"),
    [
        (("body", "scene", "objects", 0, "row"), "scene.objects.0.row"),
        (("query", "layers"), "layers"),
        (("path", "model"), "model"),
        (("body", "pictures", "a", "[key]"), "pictures.a"),
        (("body",), None),
        (("body", "n" * 500), "n" * MAX_QUOTED),
    ],
)
def test_a_place_has_the_names_of_fields_only(place, where):
    assert describe(detail(place=place))[2] == where


def test_a_message_repeats_the_start_of_the_input():
    code, message, _ = describe(detail(value="x" * 500))
    assert code == "invalid_input"
    assert message == f"expected a whole number; got '{'x' * (MAX_QUOTED - 1)}…"


def test_lists_of_python_are_not_named():
    told = {"type": "too_long", "loc": ("range",), "input": [1, 2, 3], "ctx": {"max_length": 2}}
    message = describe(told | {"msg": "Tuple should have at most 2 items after validation"})[1]
    assert message == "expected at most 2 items; got 3 items"
    message = describe(detail("tuple_type", value=None, message="a valid tuple"))[1]
    assert message == "expected a list; got None"


@pytest.mark.parametrize("kind", ["model_type", "model_attributes_type", "dict_type"])
def test_classes_of_python_are_not_named(kind):
    message = describe(detail(kind, value=[], message="valid dictionary or instance of Scene"))[1]
    assert message == "expected an object; got []"


@pytest.mark.parametrize(
    ("place", "value", "message", "where"),
    [
        (("body",), None, "expected a body in JSON; got nothing", "body"),
        (("body", "a"), {}, "expected the field 'a'; got nothing", "a"),
        (("body", "a"), {"b": 1, "c": 2}, "expected the field 'a'; got b, c", "a"),
        (("body", "s", "a"), 3, "expected the field 'a'; got nothing", "s.a"),
    ],
)
def test_a_missing_field_is_named_with_those_present(place, value, message, where):
    assert describe(detail("missing", place, value)) == ("invalid_input", message, where)


def test_malformed_json_has_its_reason_and_character_but_no_place():
    given = detail("json_invalid", ("body", 10)) | {"ctx": {"error": "Expecting value"}}
    message = "expected JSON; got something else: Expecting value at character 10"
    assert describe(given) == ("malformed_json", message, None)


@pytest.mark.parametrize(
    ("reason", "message"),
    [("recursion limit exceeded", DEEP), ("number out of range at line 1", LONG)],
)
def test_a_limit_of_the_parser_is_named(reason, message):
    assert malformed(detail("json_invalid", message=reason)) == message


@pytest.mark.parametrize(
    ("cause", "message"),
    [
        (RecursionError(), DEEP),
        (ValueError("Exceeds the limit (4300 digits)"), LONG),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid"), NOT_JSON),
        (None, NOT_JSON),
    ],
)
def test_a_body_that_cannot_be_parsed_has_the_message_of_its_cause(cause, message):
    assert unread(cause) == message


def test_an_unknown_field_is_named():
    found = describe(
        detail("extra_forbidden", ("body", "scene", "object"), ["face"], "Extra inputs")
    )
    assert found == ("invalid_input", "expected no field 'object'; got ['face']", "scene.object")


@pytest.mark.parametrize(
    ("text", "where", "again"),
    [
        ('{"a": 1, "a": 2}', "a", "a"),
        ('{"a": {"b": [{}, {"c": 1, "d": 2, "c": 1}]}}', "a.b.1.c", "c"),
        # The first object is dropped, so that the field which dropped it is told.
        ('{"a": {"b": 1, "b": 2}, "a": 3}', "a", "a"),
        ('{"a.b": 1, "a.b": 2}', "a.b", "a.b"),
        ('[{"a": 1}, {"a": 1, "\\u0061": 2}]', "1.a", "a"),
        (b'\xef\xbb\xbf{"a": 1, "a": 2}', "a", "a"),
    ],
)
def test_a_field_that_comes_twice_is_named_with_its_place(text, where, again):
    found = twice(text)
    assert (found.message, found.where) == (f"expected each field once; got {again!r} again", where)


@pytest.mark.parametrize(
    "text",
    ['{"a": {"b": 1}, "b": [{"a": 1}, {"a": 1}]}', "[]", '{"a": 1, "a"', "[" * 100_000, b"\xff"],
)
def test_other_text_says_nothing_twice(text):
    assert twice(text) is None
