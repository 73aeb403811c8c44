import hashlib
import json
import os
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load as load_numpy
from safetensors.torch import save

from app.errors import BrokenNetwork, UnknownModel
from app.network.card import LayerNotes
from app.network.library import LONGEST, read, read_one, write
from app.network.trace import trace
from tests.network.examples import (
    ODD_SPECS,
    card_of,
    parameters,
    random_picture,
    random_weights,
    small_spec,
)

MODELS = Path(__file__).parents[2] / "models"
SPEC = small_spec((1, 6, 6), ("conv", {"channels": 2, "kernel": 3}), ("relu", {}))


def edit(folder, **changes):
    """Changes some values of the card."""
    path = folder / "tiny.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def fill(folder, raw):
    """Replaces the weights' file, and puts its hash into the card."""
    (folder / "tiny.safetensors").write_bytes(raw)
    edit(folder, sha256=hashlib.sha256(raw).hexdigest())


def reweigh(folder, **changes):
    """Replaces weights; `conv0_weight` stands for `conv0.weight`."""
    weights = random_weights(SPEC)
    weights.update({name.replace("_", ".", 1): value for name, value in changes.items()})
    fill(folder, save(weights))


def raw_file(header, body=b""):
    """A safetensors file with any header."""
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + body


def one_tensor(dtype, *, size, shape=(4,)):
    """A safetensors file with one tensor, `size` bytes of zeros."""
    entry = {"dtype": dtype, "shape": shape, "data_offsets": [0, size]}
    return raw_file({"conv0.weight": entry}, bytes(size))


TENSOR = {"dtype": "F32", "shape": [4], "data_offsets": [0, 16]}

WIDE = [
    {"kind": "conv", "name": "wide", "channels": 256, "kernel": 3, "padding": "valid"},
    {"kind": "fc", "name": "last", "units": 2},
]


def tensors(**offsets):
    """A safetensors file with any offsets, also impossible ones."""
    return raw_file(
        {name: TENSOR | {"data_offsets": at} for name, at in offsets.items()}, bytes(40)
    )


def truncate(path, size):
    """Extends a file to this size; the hole takes no disk space."""
    with path.open("r+b") as file:
        file.truncate(size)


def with_notes(**notes):
    """Notes on each layer, all the same."""
    return {name: {"range": [0, 1], **notes} for name in ("input", "conv0", "relu1", "last")}


def spec_with(**changes):
    return {**SPEC.model_dump(mode="json"), **changes}


BREAKS = {
    "no weights": (lambda f: (f / "tiny.safetensors").unlink(), "No such file"),
    "an input of very many cells": (
        lambda f: edit(f, spec=spec_with(input_shape=[100, 1024, 1024])),
        "input: expected at most 16777216 cells, got 104857600",
    ),
    "weights are a folder": (
        lambda f: ((f / "tiny.safetensors").unlink(), (f / "tiny.safetensors").mkdir()),
        "directory",
    ),
    "weights cut short": (
        lambda f: fill(f, (f / "tiny.safetensors").read_bytes()[:-4]),
        "tiny.safetensors",
    ),
    "weights empty": (lambda f: fill(f, b""), "tiny.safetensors"),
    "weights of noise": (lambda f: fill(f, bytes(range(256))), "tiny.safetensors"),
    "weights pickled": (lambda f: fill(f, b"\x80\x04N."), "tiny.safetensors"),
    "a header past the end": (
        lambda f: fill(f, (2**40).to_bytes(8, "little") + b"{}"),
        "tiny.safetensors",
    ),
    "a header that is no UTF-8": (lambda f: fill(f, raw_file(b"\xff\xff")), "tiny.safetensors"),
    "a header that is a list": (lambda f: fill(f, raw_file([1])), "tiny.safetensors"),
    "a tensor past the end": (
        lambda f: fill(f, one_tensor("F32", size=16, shape=(4000,))),
        "tiny.safetensors",
    ),
    "tensors that overlap": (
        lambda f: fill(f, tensors(a=[0, 16], b=[8, 24])),
        "invalid offset",
    ),
    "a tensor that ends before it begins": (
        lambda f: fill(f, tensors(a=[16, 0])),
        "invalid offset",
    ),
    "a gap between tensors": (lambda f: fill(f, tensors(a=[0, 16], b=[20, 36])), "invalid offset"),
    "a shape that overflows": (
        lambda f: fill(f, one_tensor("F32", size=16, shape=(2**62, 2**62))),
        "overflow",
    ),
    "a path for a name": (
        lambda f: fill(f, raw_file({"../../x": TENSOR}, bytes(16))),
        r"weights ../../x: expected shape none",
    ),
    "more weights than memory": (
        lambda f: truncate(f / "tiny.safetensors", 2**40),
        "expected at most 1073741824 bytes, got 1099511627776",
    ),
    "a header that is too large": (
        lambda f: fill(f, raw_file(b"{" + b" " * 100_000_001)),
        "header too large",
    ),
    "a card without end": (
        lambda f: truncate(f / "tiny.json", 2**40),
        "expected at most 1048576 bytes",
    ),
    "a pipe for a card": (
        lambda f: ((f / "tiny.json").unlink(), os.mkfifo(f / "tiny.json")),
        "expected a file",
    ),
    "a pipe for weights": (
        lambda f: ((f / "tiny.safetensors").unlink(), os.mkfifo(f / "tiny.safetensors")),
        "expected a file",
    ),
    "a volume larger than memory": (
        lambda f: edit(
            f,
            spec=spec_with(input_shape=[1, 1024, 1024], layers=WIDE),
            layers={name: {"range": [0, 1]} for name in ("input", "wide", "last")},
        ),
        "expected at most 16777216 cells, got 267387904",
    ),
    "a dtype that torch lacks": (
        lambda f: fill(f, one_tensor("F4", size=2)),
        "torch has no dtype 'F4'",
    ),
    "a dtype unheard of": (lambda f: fill(f, one_tensor("X7", size=4)), "tiny.safetensors"),
    "one bit changed": (
        lambda f: (f / "tiny.safetensors").write_bytes(
            (f / "tiny.safetensors").read_bytes()[:-1] + b"\xff"
        ),
        "expected sha256",
    ),
    "another hash": (lambda f: edit(f, sha256="0" * 64), "expected sha256"),
    "a hash that is none": (lambda f: edit(f, sha256="abc"), "sha256"),
    "a wrong shape": (
        lambda f: reweigh(f, conv0_weight=torch.zeros(2, 1, 5, 5)),
        r"conv0.weight: expected shape \(2, 1, 3, 3\), got \(2, 1, 5, 5\)",
    ),
    "a weight too many": (lambda f: reweigh(f, extra=torch.zeros(1)), "extra: expected shape none"),
    "whole numbers": (
        lambda f: reweigh(f, last_bias=torch.zeros(2, dtype=torch.int32)),
        "last.bias: expected floats, got torch.int32",
    ),
    "NaN": (
        lambda f: reweigh(f, last_bias=torch.tensor([0.0, float("nan")])),
        "last.bias: expected finite numbers",
    ),
    "infinity": (
        lambda f: reweigh(f, last_bias=torch.tensor([0.0, float("inf")])),
        "last.bias: expected finite numbers",
    ),
    "too large for float32": (
        lambda f: reweigh(f, last_bias=torch.tensor([0.0, 1e300], dtype=torch.float64)),
        "last.bias: expected finite numbers",
    ),
    "not JSON": (lambda f: (f / "tiny.json").write_text("{"), "card: expected JSON; got"),
    "not UTF-8": (
        lambda f: (f / "tiny.json").write_bytes(b'{"id": "\xff"}'),
        "card: expected JSON; got",
    ),
    "not an object": (lambda f: (f / "tiny.json").write_text("[]"), "object"),
    "nested without end": (
        lambda f: (f / "tiny.json").write_text("[" * 100_000),
        "card: expected JSON; got",
    ),
    "a card that is a folder": (
        lambda f: ((f / "tiny.json").unlink(), (f / "tiny.json").mkdir()),
        "directory",
    ),
    "a field unheard of": (lambda f: edit(f, surprise=1), "surprise"),
    "a field left out": (lambda f: edit(f, summary=None), "summary"),
    "another id": (lambda f: edit(f, id="other"), "expected the id 'tiny', got 'other'"),
    "an id that is a path": (lambda f: edit(f, id="../tiny"), "id"),
    "an id with a slash": (lambda f: edit(f, id="a/tiny"), "id"),
    "an unknown kind of layer": (
        lambda f: edit(f, spec=spec_with(layers=[{"kind": "magic", "name": "last"}])),
        "magic",
    ),
    "layers that do not fit": (
        lambda f: edit(f, spec=spec_with(outputs=["a", "b", "c"])),
        r"layer last expected shape \(3,\)",
    ),
    "a spec larger than memory": (
        lambda f: edit(f, spec=spec_with(input_shape=[8, 1024, 1024])),
        "conv0.weight: expected shape",
    ),
    "notes on a layer that is not there": (
        lambda f: edit(f, layers={**with_notes(), "conv9": {"range": [0, 1]}}),
        "expected notes on",
    ),
    "no notes on a layer": (
        lambda f: edit(f, layers={"input": {"range": [0, 1]}}),
        "expected notes on",
    ),
    "a range without width": (lambda f: edit(f, layers=with_notes(range=[1, 1])), "below the high"),
    "a range that falls": (lambda f: edit(f, layers=with_notes(range=[1, 0])), "below the high"),
    "a range of NaN": (
        lambda f: edit(f, layers=with_notes(range=[float("nan"), 1])),
        "finite number",
    ),
    "names for slices that are not there": (
        lambda f: edit(f, layers=with_notes(slices=["a"] * 9)),
        "expected 1 names or colors of slices, got 9",
    ),
    "a color that is none": (lambda f: edit(f, layers=with_notes(colors=["red"])), "colors"),
}


@pytest.fixture
def folder(tmp_path):
    """A folder with two networks that work, `sound` and `tiny`."""
    for name in ("sound", "tiny"):
        write(tmp_path, card_of(SPEC, name), random_weights(SPEC))
    return tmp_path


def test_networks_are_listed_by_name(folder):
    library = read(folder)
    assert list(library.entries) == ["sound", "tiny"]
    assert library.refused == {}


@pytest.mark.parametrize(("damage", "reason"), BREAKS.values(), ids=BREAKS)
def test_a_broken_network_is_refused_with_a_reason_and_the_others_are_served(
    folder, damage, reason
):
    damage(folder)
    library = read(folder)
    assert list(library.entries) == ["sound"]
    assert list(library.refused) == ["tiny"]
    with pytest.raises(BrokenNetwork, match=reason) as caught:
        read_one(folder / "tiny.json")
    assert library.refused["tiny"] == caught.value.message


def test_a_card_whose_name_is_not_a_valid_id_is_refused(folder):
    (folder / "Tiny 2.json").write_bytes((folder / "tiny.json").read_bytes())
    (folder / "Tiny 2.safetensors").write_bytes((folder / "tiny.safetensors").read_bytes())
    assert list(read(folder).refused) == ["Tiny 2"]


def test_a_name_that_is_not_utf_8_is_still_reported(folder):
    (folder / os.fsdecode(b"\xff\xfe.json")).write_text("{")
    library = read(folder)
    assert list(library.entries) == ["sound", "tiny"]
    assert list(library.refused) == [r"\udcff\udcfe"]
    assert library.refused[r"\udcff\udcfe"].startswith(
        r"\udcff\udcfe.json: card: expected JSON; got"
    )
    json.dumps(dict(library.refused), ensure_ascii=False).encode()


def test_a_reason_is_one_line_of_bounded_length(folder):
    fill(folder, save(random_weights(SPEC) | {"x" * 200_000: torch.zeros(1)}))
    reason = read(folder).refused["tiny"]
    assert reason.startswith("weights xxx")
    assert len(reason) == LONGEST


def test_weights_without_a_card_are_not_served(folder):
    (folder / "tiny.json").unlink()
    library = read(folder)
    assert list(library.entries) == ["sound"]
    assert library.refused == {}


@pytest.mark.parametrize("spec", ODD_SPECS.values(), ids=ODD_SPECS)
def test_a_written_network_is_read_back(tmp_path, spec):
    card, weights = card_of(spec), random_weights(spec)
    path = write(tmp_path / "new" / "folder", card, weights)
    entry = read_one(path)
    assert entry.raw == path.with_suffix(".safetensors").read_bytes()
    assert entry.network.spec == spec
    assert entry.card.sha256 == hashlib.sha256(entry.raw).hexdigest()
    assert entry.card.title == card.title
    kept = parameters(entry.network)
    assert all(np.array_equal(kept[name], weights[name]) for name in weights)


def test_writing_twice_gives_the_same_bytes(tmp_path):
    first = write(tmp_path / "a", card_of(SPEC), random_weights(SPEC))
    again = write(tmp_path / "b", card_of(SPEC), random_weights(SPEC))
    assert first.read_bytes() == again.read_bytes()
    pair = [path.with_suffix(".safetensors").read_bytes() for path in (first, again)]
    assert pair[0] == pair[1]


NETWORKS = sorted(path.stem for path in MODELS.glob("*.json"))


@pytest.mark.parametrize("name", NETWORKS)
def test_every_reader_of_safetensors_reads_the_weights_and_the_card_says_how_they_are_stored(name):
    """NumPy knows no numbers of 8 bits, as do many other readers."""
    entry = read_one(MODELS / f"{name}.json")
    weights = load_numpy(entry.raw)
    kept = parameters(entry.network)
    assert weights.keys() == kept.keys()
    counts = Counter()
    for key, value in weights.items():
        counts[value.dtype.name] += value.size
        np.testing.assert_array_equal(value.astype(np.float32), kept[key])
    assert entry.card.stored == counts
    assert sum(counts.values()) == entry.card.parameters


def test_half_precision_on_disk_gives_the_outputs_of_the_rounded_weights(tmp_path):
    half = {name: weight.half() for name, weight in random_weights(SPEC).items()}
    narrow = read_one(write(tmp_path / "half", card_of(SPEC), half)).network
    wide = read_one(
        write(tmp_path / "wide", card_of(SPEC), {n: w.float() for n, w in half.items()})
    ).network
    picture = random_picture(SPEC.input_shape)
    assert np.array_equal(trace(narrow, picture).logits, trace(wide, picture).logits)


def test_the_error_for_an_unknown_model_lists_the_known_ones_and_the_place(folder):
    with pytest.raises(UnknownModel, match="expected one of sound, tiny; got 'big'") as caught:
        read(folder).find("big", where="path.model")
    assert caught.value.where == "path.model"


@pytest.mark.parametrize("name", ["../tiny", "tiny.json", "Tiny", "", "tiny/../sound"])
def test_a_model_is_found_by_its_exact_name_alone(folder, name):
    with pytest.raises(UnknownModel):
        read(folder).find(name)


def test_an_empty_folder_serves_nothing_and_says_so(tmp_path):
    with pytest.raises(UnknownModel, match="expected one of none"):
        read(tmp_path).find("ludic")


def test_every_shipped_network_is_served():
    library = read(MODELS)
    assert library.refused == {}
    assert "ludic" in library.entries


def test_the_shipped_ludic_equals_the_one_built_from_the_drawings(ludic):
    shipped = read(MODELS).find("ludic").network
    assert shipped.spec == ludic.spec
    made, kept = parameters(ludic), parameters(shipped)
    assert all(np.array_equal(made[name], kept[name]) for name in made)


def test_notes_may_name_every_slice(tmp_path):
    layers = card_of(SPEC).layers | {
        "conv0": LayerNotes(range=(-1, 1), slices=("one", "two"), colors=("#000000", "#ff00ff"))
    }
    path = write(tmp_path, card_of(SPEC, layers=layers), random_weights(SPEC))
    assert read_one(path).card.layers[1].slices == ("one", "two")
