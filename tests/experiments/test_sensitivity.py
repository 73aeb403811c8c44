import itertools

import numpy as np
import pytest

from app.experiments.class_distance import class_distance, class_logits
from app.experiments.sensitivity import Chunk, Config, End, Start, collect, divided, run
from app.experiments.sweep import plan
from app.inference import trace_scene
from app.scene.palette import PALETTE
from app.scene.scene import Scene
from tests.experiments.conftest import NAMES, entry_of, scene_of, shown_to
from tests.network.examples import random_weights, small_spec

MAPS = ("score", "correct", "prediction", "sensitivity", "cosine", "response")


def straight(entry, placed, index, rows, cols, output):
    """The maps by a straightforward loop of whole traces."""
    unit = class_distance(
        [logits for logits in class_logits(entry, *placed[index][1:]) if logits is not None]
    )
    base = trace_scene(entry, scene_of(*placed)).logits.astype(float)
    blank = trace_scene(entry, Scene()).logits.astype(float)
    maps = {name: [] for name in MAPS}
    for row, col in itertools.product(rows, cols):
        moved = list(placed)
        moved[index] = (placed[index][0], row, col)
        seen = trace_scene(entry, scene_of(*moved))
        logits = seen.logits.astype(float)
        maps["score"].append(float(seen.scores[output]))
        maps["correct"].append(bool(logits.argmax() == output))
        maps["prediction"].append(int(logits.argmax()))
        maps["sensitivity"].append(sum((logits - base) ** 2) ** 0.5 / unit)
        here, there = base - blank, logits - blank
        norms = sum(here**2) ** 0.5, sum(there**2) ** 0.5
        maps["cosine"].append(sum(here * there) / (norms[0] * norms[1]) if all(norms) else None)
        maps["response"].append(norms[1] / norms[0] if norms[0] else None)
    return unit, maps


def compare(found, expected):
    flat = [value for row in found for value in row]
    assert len(flat) == len(expected)
    for value, wanted in zip(flat, expected, strict=True):
        assert value == (wanted if wanted is None else pytest.approx(wanted, rel=1e-6, abs=1e-5))


@pytest.mark.parametrize(
    ("model", "placed", "index", "output"),
    [
        ("figure-everywhere", [("face", 4, 40)], 0, "face"),
        ("figure-everywhere", [("face", 0, 1), ("arm", 30, 50), ("house", 25, 2)], 1, "face"),
        ("digits-max-fc-corner", [("digit-7-2", 3, 8)], 0, "7"),
        ("digits-none-fc-corner-nobias", [("digit-3-1", 50, -3)], 0, "3"),
        ("digits-aps-gap", [("digit-0-4", 22, 22)], 0, "0"),
    ],
)
def test_maps_equal_a_loop_of_traces(library, model, placed, index, output):
    entry = library.find(model)
    answer = run(entry, Config(scene=scene_of(*placed), index=index, step=11))
    drawing = PALETTE[placed[index][0]]
    assert answer.rows == tuple(range(0, 65 - drawing.height, 11))
    assert answer.cols == tuple(range(0, 65 - drawing.width, 11))
    assert (answer.object, answer.output) == (placed[index][0], output)
    assert (answer.base.row, answer.base.col) == placed[index][1:]
    assert (answer.model, answer.sha256) == (model, entry.card.sha256)
    assert answer.chance == 1 / len(entry.card.outputs)
    number = entry.card.outputs.index(output)
    unit, maps = straight(entry, placed, index, answer.rows, answer.cols, number)
    assert answer.unit == unit
    for name in MAPS:
        compare(getattr(answer, name), maps[name])
    assert answer.accuracy == pytest.approx(np.mean(maps["correct"]))


def test_radial_means_and_regions(library):
    entry = library.find("digits-max-fc-corner")
    answer = run(entry, Config(scene=scene_of(("digit-7-2", 4, 6)), step=4))
    rings, inside, outside = {}, [], []
    for i, row in enumerate(answer.rows):
        for j, col in enumerate(answer.cols):
            radius = round(((row - 4) ** 2 + (col - 6) ** 2) ** 0.5)
            rings.setdefault(radius, []).append((answer.sensitivity[i][j], answer.cosine[i][j]))
            # Trained on rows and cols 0 to 8, digits of 20 px.
            within = row <= 8 and col <= 8
            (inside if within else outside).append(answer.correct[i][j])
    assert entry.card.region == (0, 0, 28, 28)
    assert [ring.radius for ring in answer.radial] == sorted(rings)
    for ring in answer.radial:
        values = np.array(rings[ring.radius])
        assert ring.count == len(values)
        assert ring.sensitivity == pytest.approx(values[:, 0].mean())
        assert ring.cosine == pytest.approx(values[:, 1].mean())
    assert answer.inside == np.mean(inside)
    assert answer.outside == pytest.approx(np.mean(outside))
    assert answer.inside > 0.9
    assert answer.outside < 0.3


def test_without_a_region_there_is_no_inside(library):
    answer = run(library.find("ludic"), Config(scene=scene_of(("arm", 4, 6)), step=9))
    assert (answer.inside, answer.outside) == (None, None)
    assert answer.accuracy == 1


def test_at_the_base_nothing_has_changed(library):
    answer = run(library.find("figure-everywhere"), Config(scene=scene_of(("leg", 8, 16)), step=8))
    assert (answer.sensitivity[1][2], answer.cosine[1][2], answer.response[1][2]) == (
        0,
        pytest.approx(1),
        1,
    )


def test_lines_come_in_order_and_make_the_result(library):
    entry = library.find("digits-max-gap")
    config = Config(scene=scene_of(("digit-3-1", 22, 22)), step=5)
    lines = list(divided(plan(entry, config)).computed())
    start, *parts, end = lines
    assert isinstance(start, Start)
    assert isinstance(end, End)
    assert all(isinstance(chunk, Chunk) for chunk in parts)
    assert start.total == len(start.rows) * len(start.cols) == 81
    assert [part.first for part in parts] == list(range(0, 81, len(parts[0].score)))
    for name in MAPS:
        assert sum(len(getattr(part, name)) for part in parts) == 81
    assert collect(lines) == run(entry, config)
    for broken in (lines[1:], lines[:-1]):
        with pytest.raises(ValueError, match="whole sweep"):
            collect(broken)


def test_a_constant_network_is_flagged():
    spec = small_spec((3, 64, 64), ("conv", {"channels": 2, "kernel": 3}), outputs=10)
    spec = spec.model_copy(update={"outputs": tuple("0123456789")})
    weights = random_weights(spec)
    config = Config(scene=scene_of(("digit-3-1", 9, 9)), step=20)
    assert not run(entry_of(spec, weights), config).constant
    # Either the bias of output 3 dominates, or all weights are zero.
    weights["last.bias"][3] = 1e6
    loud = run(entry_of(spec, weights), config)
    assert loud.constant
    assert loud.accuracy == 1
    dead = run(entry_of(spec, {name: value * 0 for name, value in weights.items()}), config)
    assert dead.constant
    assert dead.unit is None
    for name in ("sensitivity", "cosine", "response"):
        assert {value for row in getattr(dead, name) for value in row} == {None}
    assert [(ring.sensitivity, ring.cosine) for ring in dead.radial] == [(None, None)] * len(
        dead.radial
    )


def test_one_output_is_neither_right_nor_wrong():
    spec = small_spec((3, 64, 64), ("conv", {"channels": 2, "kernel": 3}), outputs=1)
    config = Config(scene=scene_of(("face", 9, 9)), step=20, reference="answer")
    found = run(entry_of(spec, random_weights(spec)), config)
    assert {value for row in found.correct for value in row} == {None}
    assert (found.chance, found.accuracy, found.inside, found.outside) == (None,) * 4
    assert not found.constant
    assert len({value for row in found.score for value in row}) > 1


def test_a_network_that_is_right_everywhere_is_not_constant(library):
    answer = run(library.find("ludic"), Config(scene=scene_of(("face", 0, 0)), step=20))
    assert answer.accuracy == 1
    assert not answer.constant


def test_the_correct_output_may_be_set(library):
    config = Config(scene=scene_of(("face", 0, 0)), step=20, output="arm")
    answer = run(library.find("ludic"), config)
    assert (answer.output, answer.accuracy) == ("arm", 0)


@pytest.mark.parametrize(
    ("placed", "given", "reference"),
    [
        ([("face", 6, 5)], {}, "answer"),
        # Two digits are no label either; what is asked for, and a label, come first.
        ([("digit-7-2", 3, 8), ("digit-3-1", 30, 30)], {}, "answer"),
        ([("digit-7-2", 3, 8)], {}, "label"),
        ([("face", 6, 5)], {"output": "4"}, "output"),
    ],
)
def test_without_a_label_the_own_answer_may_be_the_reference(library, placed, given, reference):
    entry = library.find("digits-max-fc-corner")
    scene = scene_of(*placed)
    answer = run(entry, Config(scene=scene, step=21, reference="answer", **given))
    assert answer.reference == reference
    own = entry.card.outputs[trace_scene(entry, scene).logits.argmax()]
    assert answer.output == {"answer": own, "label": "7", "output": "4"}[reference]
    number = entry.card.outputs.index(answer.output)
    assert answer.correct == tuple(tuple(p == number for p in row) for row in answer.prediction)


@pytest.mark.parametrize("name", NAMES)
def test_every_network_can_be_swept(library, name):
    entry = library.find(name)
    # No rule says what the face detector should answer.
    output = "face" if name == "faces" else None
    step = min(entry.card.input_shape[1] - 21, 64)
    answer = run(entry, Config(scene=shown_to(entry), step=step, output=output))
    assert np.shape(answer.score) == (2, 2)
