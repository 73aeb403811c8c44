import base64
import io
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image
from safetensors.numpy import load

from app.experiments.excitation import Chunk, Config, End, Start, collect, divided, run, strongest
from app.experiments.slice_sweep import Peak, plan
from app.inference import trace_scene
from app.scene.palette import PALETTE
from app.scene.raster import paint, raster
from app.scene.scene import Scene
from tests.experiments.conftest import entry_of, scene_of
from tests.network.examples import random_weights, small_spec
from tests.oracle import forward

CASES = [
    ("ludic", {"layer": "pool2", "channel": 0, "objects": ("face", "arm"), "step": 16}),
    ("ludic", {"layer": "pool1", "channel": 5, "objects": ("leg", "tree"), "step": 27, "top": 3}),
    ("figure-corner", {"layer": "relu1", "channel": 3, "objects": ("house", "leg"), "step": 23}),
    ("digits-blur-gap", {"layer": "pool2", "channel": 2, "objects": ("digit-3-1",), "step": 22}),
    ("digits-max-gap", {"layer": "conv2", "channel": 4, "objects": ("digit-7-2",), "step": 40}),
]


def seen_by(spec, layer, cell, axis):
    """The rows (or cols) of the picture that a cell sees, walked back window by window."""
    names = [one.name for one in spec.layers]
    shapes = [spec.input_shape, *spec.shapes()]
    cells = {cell}
    for number in range(names.index(layer), -1, -1):
        window, length = spec.layers[number].windows()[axis], shapes[number][1 + axis]
        cells = {at for one in cells for at in window.covers(one, length) if at is not None}
    return cells


def tried(entry, config):
    """Object, position, strongest value and cell for every position, by the NumPy oracle."""
    spec, weights = entry.network.spec, load(entry.raw)
    _, height, width = spec.input_shape
    _, *cells = spec.shapes()[[one.name for one in spec.layers].index(config.layer)]
    rows, cols = (
        [seen_by(spec, config.layer, at, axis) for at in range(cells[axis])] for axis in (0, 1)
    )
    for name in config.objects:
        drawing = PALETTE[name]
        for row in range(0, height - drawing.height + 1, config.step):
            for col in range(0, width - drawing.width + 1, config.step):
                picture = raster(scene_of((name, row, col)), (3, height, width)).picture
                values = forward(spec, weights, picture)[config.layer][config.channel]
                down = [
                    i for i, seen in enumerate(rows) if seen & {*range(row, row + drawing.height)}
                ]
                along = [
                    j for j, seen in enumerate(cols) if seen & {*range(col, col + drawing.width)}
                ]
                best = max(
                    ((values[i, j], i, j) for i in down for j in along), key=lambda found: found[0]
                )
                yield name, row, col, best, values


@pytest.mark.parametrize(("model", "given"), CASES)
def test_the_result_equals_a_naive_search(library, model, given):
    entry, config = library.find(model), Config(**given)
    answer = run(entry, config)
    by_object = {}
    cells = {}
    for name, row, col, (value, *_), values in tried(entry, config):
        by_object.setdefault(name, []).append(value)
        cells[name, row, col] = value, values
    assert answer.positions == len(cells)
    assert [share.object for share in answer.by_object] == list(config.objects)
    for share in answer.by_object:
        values = by_object[share.object]
        assert share.positions == len(values)
        assert share.max == pytest.approx(max(values), rel=1e-4, abs=1e-5)
        assert share.mean == pytest.approx(np.mean(values), rel=1e-4, abs=1e-5)
        assert share.active == np.mean([value > 1e-6 for value in values])
    # Every object that excites the slice is listed once before any is listed again.
    awake = [name for name, values in by_object.items() if max(values) > 1e-6]
    heads = [entry.object for entry in answer.top[: len(awake)]]
    assert sorted(heads) == sorted(awake)[: config.top]
    for found in answer.top:
        value, values = cells[found.object, found.row, found.col]
        assert found.value == pytest.approx(value, rel=1e-4, abs=1e-5)
        # Among near equals, another cell may be the strongest in float64.
        assert values[found.cell.row, found.cell.col] == pytest.approx(value, rel=1e-4, abs=1e-5)
    for found in answer.top[: len(awake)]:
        assert found.value == pytest.approx(max(by_object[found.object]), rel=1e-4, abs=1e-5)


@pytest.mark.parametrize(("model", "given"), CASES)
def test_values_equal_the_live_frame_and_patches_equal_the_picture(library, model, given):
    entry = library.find(model)
    answer = run(entry, Config(**given))
    assert answer.top
    layer = next(layer for layer in entry.card.layers if layer.name == answer.layer)
    assert answer.name == (layer.slices[answer.channel] if layer.slices else None)
    blank = trace_scene(entry, Scene()).volume(answer.layer).values[answer.channel]
    assert answer.background == float(blank.max())
    for found in answer.top:
        scene = scene_of((found.object, found.row, found.col))
        values = trace_scene(entry, scene).volume(answer.layer).values[answer.channel]
        assert found.value == float(values[found.cell.row, found.cell.col])
        image = Image.open(io.BytesIO(base64.b64decode(found.patch)))
        pixels, canvas = np.array(image), paint(scene, (3, 64, 64))
        assert image.mode == "RGBA"
        (top, bottom), (left, right) = found.field.rows, found.field.cols
        assert pixels.shape == (bottom - top, right - left, 4)
        wraps = entry.card.axes["padding"] == "circular"
        for row in range(top, bottom):
            for col in range(left, right):
                expected = [0, 0, 0, 0]
                if (0 <= row < 64 and 0 <= col < 64) or wraps:
                    expected = [*canvas[row % 64, col % 64], 255]
                assert pixels[row - top, col - left].tolist() == expected


def test_in_ludic_every_named_slice_detects_what_its_name_says(library):
    """The face slice responds only to faces; so do other slices that are named after an object."""
    entry = library.find("ludic")
    (layer,) = (layer for layer in entry.card.layers if layer.name == "pool2")
    for name in ("face", "arm", "leg", "torso", "house", "tree", "ball"):
        channel = layer.slices.index(name)
        answer = run(entry, Config(layer="pool2", channel=channel, step=11))
        assert {found.object for found in answer.top} == {name}
        for share in answer.by_object:
            assert share.active == (1 if share.object == name else 0)
            assert (share.max > 0) == (share.object == name)


def test_the_default_objects_are_those_of_the_network_s_task():
    kinds = {
        ("human body", "face", "arm", "leg", "nothing"): {"figure", "distractor"},
        tuple("0123456789"): {"digit"},
        ("cat", "dog"): {"figure", "distractor", "digit", "photograph"},
    }
    for outputs, expected in kinds.items():
        own = small_spec(
            (3, 64, 64), ("conv", {"channels": 2, "kernel": 3}), outputs=len(outputs)
        ).model_copy(update={"outputs": outputs})
        sweep = plan(entry_of(own, random_weights(own)), Config(layer="conv0", channel=0))
        assert {one.kind for one in sweep.objects} == expected
        assert [one.name for one in sweep.objects] == [
            name for name, one in PALETTE.items() if one.kind in expected
        ]


def drawings(*names):
    return tuple(PALETTE[name] for name in names)


def test_the_list_has_every_object_first_and_no_overlapping_positions():
    """Compared with a straightforward selection, on random values with many ties."""
    rng = np.random.default_rng(5)
    objects = drawings("arm", "face", "leg")
    for count in (1, 2, 3, 7, 50):
        found = [
            [
                Peak(number, row, col, float(rng.integers(-1, 4)), (0, 0))
                for row in range(0, 40, 4)
                for col in range(0, 40, 4)
            ]
            for number in range(3)
        ]
        found[2] = [peak._replace(value=0.0) for peak in found[2]]
        chosen = strongest(objects, found, count)
        assert len(chosen) <= count
        assert all(peak.value > 0 for peak in chosen)
        assert {peak.number for peak in chosen} <= {0, 1}
        first = chosen[:2]
        assert len({peak.number for peak in first}) == len(first)
        for peak in first:
            assert peak.value == max(other.value for other in found[peak.number])
        for one, other in pairwise(chosen[2:]):
            assert one.value >= other.value
        taken = set()
        for peak in chosen:
            drawing = objects[peak.number]
            box = {
                (peak.number, row, col)
                for row in range(peak.row, peak.row + drawing.height)
                for col in range(peak.col, peak.col + drawing.width)
            }
            assert not box & taken
            taken |= box
        if count == 50:
            # No entry that would still fit is missing.
            for peak in (peak for peaks in found for peak in peaks if peak.value > 0):
                drawing = objects[peak.number]
                assert any(
                    (peak.number, row, col) in taken
                    for row in range(peak.row, peak.row + drawing.height)
                    for col in range(peak.col, peak.col + drawing.width)
                )


def test_lines_come_in_order_and_make_the_result(library):
    entry = library.find("figure-everywhere")
    config = Config(layer="pool1", channel=2, objects=("face", "leg"), step=9, top=4)
    lines = list(divided(plan(entry, config)).computed())
    start, *parts, end = lines
    assert isinstance(start, Start)
    assert isinstance(end, End)
    assert len(parts) > 1
    assert all(isinstance(chunk, Chunk) for chunk in parts)
    done = [part.done for part in parts]
    assert done == sorted(set(done))
    assert done[-1] <= start.positions == 25 + 6 * 7
    assert collect(lines) == run(entry, config)
    for broken in (lines[1:], lines[:-1]):
        with pytest.raises(ValueError, match="whole sweep"):
            collect(broken)


def test_a_position_that_no_cell_sees_does_not_count():
    """Pooling by 8 drops the last rows and cols of 39, so no cell sees them."""
    spec = small_spec(
        (3, 39, 39), ("conv", {"channels": 1, "kernel": 1}), ("maxpool", {"size": 8}), outputs=2
    )
    entry = entry_of(spec, random_weights(spec))
    config = Config(layer="maxpool1", channel=0, objects=("arm",), step=1)
    answer = run(entry, config)
    (share,) = answer.by_object
    assert (answer.positions, share.positions) == (23 * 31, 23 * 31)
    # An arm is 9 px wide, so it never lies wholly in the last 7.
    assert plan(entry, config).seeing(range(30, 33), 7, 1).any(1).tolist() == [True, True, False]
