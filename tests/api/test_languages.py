"""Every English text of the API is in the page's translation catalogues."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api import errors as wire
from app.errors import ShiftscopeError
from app.runtime.settings import ROOT

TABLES = sorted((ROOT / "static/i18n/locales").glob("names.*.json"))

VARIABLE = re.compile(r"[a-z]+(?:-[a-z0-9]+){2,}|\.?\d+(?:[.,]\d+)*(?:e-?\d+)?")
"""The variable parts of composed texts, as in `static/i18n/locale.js`."""

SAME = re.compile(r"\d|digit-\d-\d")
"""Names that are the same in every language: digits, and the ids of their samples."""


def pattern(text: str) -> str:
    count = iter(range(1, 100))
    return VARIABLE.sub(lambda _: f"{{{next(count)}}}", text)


def of_models(catalogue: Any) -> Iterator[str]:
    for card in catalogue["models"]:
        for field in ("title", "family", "summary", "trained_on", "source", "made_by"):
            yield card[field]
        yield card["metrics"]["protocol"]
        yield from card["outputs"]
        yield from card["axes"].keys()
        yield from card["axes"].values()
        for layer in card["layers"]:
            yield from layer["slices"]
    for family in catalogue["families"]:
        yield family["name"]
        for axis in family["axes"]:
            yield axis["name"]
            yield from axis["values"]


def of_objects(palette: Any) -> Iterator[str]:
    for drawing in palette["objects"]:
        yield drawing["name"]
        yield drawing["title"]


def of_experiments(answer: Any) -> Iterator[str]:
    for experiment in answer["experiments"]:
        yield experiment["title"]
        yield experiment["question"]
        record = experiment["record"]
        yield from (record["agreement"], record["grid"], record["source"], *record["remarks"])
        for row in record["rows"]:
            yield from (row["name"], row["over"], row["bar"])


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.name)
def test_every_name_is_in_the_table_and_the_table_has_no_other(
    client: TestClient, table: Any
) -> None:
    names = json.loads(table.read_text("utf-8"))
    given = {
        *of_models(client.get("/api/models").json()),
        *of_objects(client.get("/api/objects").json()),
        *of_experiments(client.get("/api/experiments").json()),
    }
    used = {text if text in names else pattern(text) for text in given if not SAME.fullmatch(text)}
    assert sorted(used - names.keys()) == []
    assert sorted(names.keys() - used) == [], "not given any more"


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.name)
def test_translations_have_the_numbers_of_their_patterns(table: Any) -> None:
    for english, other in json.loads(table.read_text("utf-8")).items():
        assert other.strip()
        assert sorted(re.findall(r"{\d+}", english)) == sorted(re.findall(r"{\d+}", other)), english


def codes(error: type[ShiftscopeError]) -> Iterator[str]:
    yield error.code
    for each in error.__subclasses__():
        yield from codes(each)


def test_every_code_of_an_error_has_a_sentence() -> None:
    text = (ROOT / "static/i18n/error-messages.js").read_text("utf-8")
    known = set(re.findall(r'case "(\w+)":', text))
    written = re.findall(r'body\(\s*"(\w+)"', (ROOT / "app/api/errors.py").read_text("utf-8"))
    # The root of the tree is never raised itself.
    wanted = {*codes(ShiftscopeError), *wire.CODES.values(), *written} - {ShiftscopeError.code}
    assert sorted(wanted - known) == []
