import json
from itertools import pairwise

import numpy as np
import pytest
import torch
from safetensors.numpy import load
from safetensors.torch import load as load_torch

from app.frame import (
    MOST_CELLS,
    MOST_SLICES,
    Content,
    encode,
    most_slices,
    strongest_slices,
)
from app.network.head_path import path, strongest
from app.network.quantisation import quantise
from app.network.trace import trace
from app.scene.raster import paint, raster
from app.scene.scene import Scene

SCENE = Scene.model_validate(
    {"objects": [{"object": "face", "row": 3, "col": 5}, {"object": "arm", "row": 40, "col": 41}]}
)
RANGES = {"input": (0.0, 1.0), "pool1": (0.0, 1.0), "pool2": (0.0, 3.0)}


@pytest.fixture(scope="module")
def traced(ludic):
    return trace(ludic, raster(SCENE, (3, 64, 64)).picture)


@pytest.fixture(scope="module")
def links(ludic, traced):
    return strongest(ludic, path(ludic, traced, int(traced.logits.argmax())))


def encoded(traced, links, ranges, seq, painted=None):
    """The one message."""
    (message,) = encode([Content(traced, links, seq, painted)], ranges)
    return message


@pytest.fixture(scope="module")
def message(traced, links):
    return encoded(traced, links, RANGES, 7)


def header_of(message):
    """The message's JSON header, and where the data begins, in bytes."""
    start = 8 + int.from_bytes(message[:8], "little")
    return json.loads(message[8:start]), start


def noise(low, high, shape=(3, 8, 9)):
    return np.random.default_rng(0).uniform(low, high, shape).astype(np.float32)


def assert_nearest(bytes_, values, low, high):
    """Each byte is the whole number nearest to `255 * (v - low) / (high - low)`, in 0..255.

    The check uses float64; at a tie, float32 may round either way.
    """
    for byte, value in zip(bytes_.ravel().tolist(), values.ravel().tolist(), strict=True):
        exact = min(max(255 * (value - low) / (high - low), 0), 255)
        assert abs(byte - exact) <= 0.5 + 1e-3, (byte, value)


@pytest.mark.parametrize("limits", [(-1.0, 1.0), (-0.25, 4.0), (-100.0, -10.0), (0.5, 0.75)])
def test_a_byte_is_the_nearest_level_of_the_range(limits):
    low, high = limits
    margin = (high - low) / 2
    values = noise(low - margin, high + margin)
    assert_nearest(quantise(values, limits), values, low, high)


def test_in_a_range_from_zero_a_byte_is_zero_exactly_for_inactive_cells():
    values = np.where(noise(-1, 1) > 0, noise(0, 3), 0).astype(np.float32)
    values[0, 0, :6] = [0, -0.0, 1e-30, 1e-6, 0.005, -2]
    bytes_ = quantise(values, (0.0, 2.0))
    assert np.array_equal(bytes_ > 0, values > 0)
    visible = values > 2 / 255
    assert_nearest(bytes_[visible], values[visible], 0, 2)


@pytest.mark.parametrize("high", [1.0, 255.0, 256.0, 1e6])
def test_the_smallest_number_is_visible_in_any_range(high):
    least = np.float32([np.finfo(np.float32).smallest_subnormal, 0])
    assert quantise(least, (0.0, high)).tolist() == [1, 0]


def test_values_outside_the_range_are_clipped():
    assert quantise(np.float32([-9, -1, 1, 9]), (-1.0, 1.0)).tolist() == [0, 0, 255, 255]


@pytest.mark.parametrize("shape", [(4,), (2, 3), (1, 1, 1), (2, 0, 3)])
def test_quantising_keeps_the_shape(shape):
    bytes_ = quantise(noise(0, 1, shape), (0.0, 1.0))
    assert (bytes_.shape, bytes_.dtype) == (shape, np.uint8)


def test_the_volumes_with_a_role_arrive_as_bytes_of_their_range(traced, message):
    tensors = load(message)
    for name, (low, high) in RANGES.items():
        volume = traced.volume(name)
        assert tensors[name].dtype == np.uint8
        assert tensors[name].shape == volume.values.shape
        assert np.array_equal(tensors[name] > 0, volume.values > 0)
        visible = volume.values > (high - low) / 255
        assert_nearest(tensors[name][visible], volume.values[visible], low, high)


def test_the_input_arrives_as_the_very_pixels_that_were_painted(message):
    painted = paint(SCENE, (3, 64, 64)).transpose(2, 0, 1)
    assert np.array_equal(load(message)["input"], painted)


def test_painted_pixels_are_not_computed_again(traced, links, message):
    again = encoded(traced, links, RANGES, 7, paint(SCENE, (3, 64, 64)))
    assert again == message
    wide = RANGES | {"input": (0.0, 2.0)}
    painted = paint(SCENE, (3, 64, 64))
    assert encoded(traced, links, wide, 7, painted) == message, "pixels, whatever the network gets"
    assert encoded(traced, links, wide, 7) != message


def test_the_head_arrives_exactly(traced, message):
    tensors = load(message)
    for name, values in {
        "relu3": traced.volume("relu3").values,
        "fc2": traced.logits,
        "scores": traced.scores,
    }.items():
        assert tensors[name].dtype == np.float32
        assert np.array_equal(tensors[name], values)


def test_counts_arrive_beside_the_volumes(traced, message):
    tensors = load(message)
    for name in RANGES:
        assert tensors[f"active.{name}"].dtype == np.int32
        assert tensors[f"active.{name}"].tolist() == traced.volume(name).active()
    assert tensors["active.pool1"][:2].tolist() == [2, 1]


def test_links_arrive_exactly(links, message):
    tensors = load(message)
    assert np.array_equal(tensors["links.cells"], links.cells)
    assert np.array_equal(tensors["links.units"], links.units)
    assert np.array_equal(tensors["links.contributions"], links.contributions)


def test_nothing_else_arrives(message):
    volumes = {"input", "pool1", "pool2"}
    assert load(message).keys() == {
        *volumes,
        *(f"active.{name}" for name in volumes),
        "relu3", "fc2", "scores", "links.cells", "links.units", "links.contributions",
    }  # fmt: skip


def test_metadata_says_which_scene_which_network_and_which_ranges(message):
    metadata = header_of(message)[0]["__metadata__"]
    assert metadata.keys() == {"seq", "model", "scale"}
    assert (metadata["seq"], metadata["model"]) == ("7", "ludic")
    assert json.loads(metadata["scale"]) == {name: list(span) for name, span in RANGES.items()}


def test_every_tensor_begins_where_a_typed_array_can_view_it(message):
    header, start = header_of(message)
    sizes = {"U8": 1, "I32": 4, "F32": 4}
    for name, tensor in header.items():
        if name != "__metadata__":
            assert (start + tensor["data_offsets"][0]) % sizes[tensor["dtype"]] == 0, name


def test_the_message_has_no_gaps_and_no_trailing_bytes(message):
    header, start = header_of(message)
    spans = sorted(t["data_offsets"] for name, t in header.items() if name != "__metadata__")
    assert spans[0][0] == 0
    assert all(one[1] == other[0] for one, other in pairwise(spans))
    assert start + spans[-1][1] == len(message)


def test_torch_reads_it_too(traced, message):
    assert torch.equal(load_torch(message)["fc2"], torch.from_numpy(traced.logits))


def test_the_same_trace_gives_the_same_tensors(traced, links, message):
    again = load(encoded(traced, links, RANGES, 8))
    assert all(np.array_equal(again[name], values) for name, values in load(message).items())


def test_a_volume_without_a_range_is_an_error(traced, links):
    with pytest.raises(KeyError, match="pool2"):
        encoded(traced, links, {"input": (0.0, 1.0), "pool1": (0.0, 1.0)}, 0)


@pytest.mark.parametrize(
    "ranges", [RANGES, {"input": (-1.0, 1.0), "pool1": (0.0, 300.0), "pool2": (0.5, 3.0)}]
)
def test_a_batch_of_frames_equals_each_frame_alone(ludic, ranges):
    contents = []
    for seq, objects in enumerate([[], [("face", 3, 5)], [("face", 4, 5), ("arm", 40, 41)]]):
        placed = [{"object": name, "row": row, "col": col} for name, row, col in objects]
        scene = Scene.model_validate({"objects": placed})
        traced = trace(ludic, raster(scene, (3, 64, 64)).picture)
        links = strongest(ludic, path(ludic, traced, int(traced.logits.argmax())))
        contents.append(Content(traced, links, seq, paint(scene, (3, 64, 64))))
    together = encode(contents, ranges)
    assert together == [message for content in contents for message in encode([content], ranges)]
    assert len(set(together)) == len(together)


@pytest.mark.parametrize(
    ("shape", "count"),
    [
        ((8, 32, 32), 8),
        ((64, 224, 224), 64),
        ((512, 7, 7), MOST_SLICES),
        ((64, 512, 512), MOST_CELLS // 512**2),
        ((3, 4096, 4096), 1),
    ],
)
def test_slices_are_limited_in_number_and_in_cells(shape, count):
    assert most_slices(shape) == count


def test_the_strongest_slices_are_kept_in_their_order_and_equal_ones_from_the_first():
    values = np.zeros((6, 2, 2), np.float32)
    values[:, 0, 0] = [1, 5, 1, -9, 3, 1]
    values[3, 1, 1] = 2
    assert strongest_slices(values, 3).tolist() == [1, 3, 4]
    assert strongest_slices(values, 4).tolist() == [0, 1, 3, 4]
    assert strongest_slices(values, 5).tolist() == [0, 1, 2, 3, 4]


def test_the_numbers_of_slices_travel_only_where_some_are_left_out(traced, links, monkeypatch):
    monkeypatch.setattr("app.frame.MOST_SLICES", 9)
    tensors = load(encoded(traced, links, RANGES, 7))
    assert "slices.pool1" not in tensors
    kept = tensors["slices.pool2"]
    assert kept.dtype == np.int32
    assert kept.tolist() == strongest_slices(traced.volume("pool2").values, 9).tolist()
    whole = load(encoded(traced, links, RANGES, 7, paint(SCENE, (3, 64, 64))))
    monkeypatch.setattr("app.frame.MOST_SLICES", 64)
    complete = load(encoded(traced, links, RANGES, 7))
    assert np.array_equal(tensors["pool2"], complete["pool2"][kept])
    assert np.array_equal(tensors["active.pool2"], complete["active.pool2"][kept])
    assert np.array_equal(whole["pool2"], tensors["pool2"])


@pytest.mark.parametrize("limits", [(0.0, 1.0), (-1.0, 1.0)])
def test_the_active_cells_of_all_slices_are_known_where_some_are_left_out(
    traced, links, monkeypatch, limits
):
    ranges = {**RANGES, "pool2": limits}
    complete = load(encoded(traced, links, ranges, 7))
    monkeypatch.setattr("app.frame.MOST_SLICES", 3)
    tensors = load(encoded(traced, links, ranges, 7))
    assert not [name for name in complete if name.startswith("total.")]
    assert "total.input" not in tensors
    total = tensors["total.pool2"]
    assert total.dtype == np.int32
    assert total.tolist() == [np.count_nonzero(traced.volume("pool2").values > 0)]
    assert total.tolist() == [complete["active.pool2"].sum()]
    assert total[0] > tensors["active.pool2"].sum()
