"""Every English text of the API is in the page's translation catalogues."""

import json
import re
from collections.abc import Iterator
from itertools import product
from typing import Any, get_args

import numpy as np
import pytest
import torch
from fastapi.testclient import TestClient
from onnx import helper, numpy_helper
from safetensors.torch import save

from app.api import errors as wire
from app.errors import ShiftscopeError
from app.live_training.config import Data, TrainingConfig
from app.live_training.snapshot import PROTOCOL, texts_of
from app.network.onnx_file.read import APART, DIFFERENCE, PROBABILITY, read
from app.own.add import NO_BOUNDS, SUMMARY
from app.own.arrival import LONE, read_network
from app.own.measuring import measured
from app.own.options import Options
from app.own.trained_card import RANGES, SAID
from app.runtime.settings import ROOT
from app.training.architecture import Head

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
        if card["metrics"]:
            yield card["metrics"]["protocol"]
        if card["origin"]:
            yield from (card["origin"]["ranges"], *card["origin"]["notes"])
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
        yield from (record["grid"], record["source"], *record["remarks"])
        for row in record["rows"]:
            yield from (row["name"], row["over"], row["bar"])


def of_files() -> Iterator[str]:
    """What the card of a network from a file says."""
    layers = [{"kind": "flatten", "name": "a"}, {"kind": "fc", "name": "b", "units": 2}]
    spec = {"input_shape": (1, 16, 16), "outputs": ("0", "1"), "layers": layers}
    raw = save({"b.weight": torch.ones(2, 256), "b.bias": torch.zeros(2)})
    *_, found = measured(read_network("x", raw, json.dumps(spec), Options(), NO_BOUNDS))
    assert found is not None
    assert found.card.origin is not None
    card = found.card
    yield card.family
    yield from found.entry.card.axes.values()
    yield from (card.summary, card.trained_on, card.source, card.made_by, card.origin.ranges)
    # Where nobody says what it is: `python -m app add`.
    yield SUMMARY
    yield LONE
    yield from (APART, DIFFERENCE, PROBABILITY)
    yield from read(noted("Softmax", np.float16)).notes
    yield from read(noted("LogSoftmax", np.float64)).notes


def of_trainings() -> Iterator[str]:
    """What the cards of a training's snapshots say, whatever it was trained on."""
    regions = ((0, 0, 64, 64),), ((0, 0, 28, 28),)
    chosen = product(regions, get_args(Data), (False, True), (None, "x"), get_args(Head))
    for region, data, augment, convolutions, head in chosen:
        first = TrainingConfig(region=region)
        changes = {"data": data, "augment": augment, "convolutions": convolutions, "head": head}
        yield from texts_of(first.model_copy(update=changes), 10).values()
    yield from (PROTOCOL, SAID, RANGES)


def noted(end: str, dtype: type[np.floating[Any]]) -> bytes:
    """A network in ONNX of which the reader has all to say: it ends in `end`."""
    kind = helper.np_dtype_to_tensor_dtype(np.dtype(dtype))
    weights = numpy_helper.from_array(np.ones((2, 256), dtype), "w")
    nodes = [
        helper.make_node("Transpose", ["x"], ["t"], perm=[0, 3, 1, 2]),
        helper.make_node("Flatten", ["t"], ["f"]),
        helper.make_node("Gemm", ["f", "w"], ["g"], transB=1),
        helper.make_node(end, ["g"], ["z"]),
    ]
    picture = helper.make_tensor_value_info("x", kind, (4, 16, 16, 1))
    outputs = [helper.make_tensor_value_info(name, kind, (4, 2)) for name in ("z", "g")]
    graph = helper.make_graph(nodes, "graph", [picture], outputs, [weights])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    content: bytes = model.SerializeToString()
    return content


def test_the_reader_says_all_that_it_decided() -> None:
    assert read(noted("Softmax", np.float16)).notes == (
        "The first of the file's 2 outputs is read, the others are not.",
        "A batch of 4 is read as one picture.",
        "Channels come last in the file; here they come first.",
        "Numbers of the file in float16 became float32.",
        "The Softmax at the end is left out: outputs are logits, and scores are their softmax.",
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.name)
def test_every_name_is_in_the_table_and_the_table_has_no_other(
    client: TestClient, table: Any
) -> None:
    names = json.loads(table.read_text("utf-8"))
    given = {
        *of_models(client.get("/api/models").json()),
        *of_objects(client.get("/api/objects").json()),
        *of_experiments(client.get("/api/experiments").json()),
        *of_files(),
        *of_trainings(),
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
