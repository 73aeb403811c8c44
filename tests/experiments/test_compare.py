import base64
import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.errors import UnknownObject, UnknownOutput
from app.experiments.compare import Config, cosine, overlap, responding, run, shift_of
from app.experiments.equivariance import errors
from app.experiments.path import Config as PathConfig
from app.experiments.path import run as path_of
from app.inference import trace_scene
from app.network.shift import Offset
from app.scene.png import png
from app.scene.raster import raster
from app.scene.scene import Scene
from tests import oracle
from tests.experiments.conftest import NAMES, scene_of, shown_to
from tests.network.examples import parameters

CORNERS = [(0, 0), (0, 43), (43, 0), (43, 43)]
FACES = [scene_of(("face", *corner)) for corner in CORNERS]
NUMBERS = arrays(np.float32, 6, elements=st.floats(-8, 8, width=32))


@pytest.mark.parametrize("pair", list(itertools.permutations(range(4), 2)))
@pytest.mark.parametrize("model", ["ludic", "ludic-nopool"])
def test_a_face_in_any_corner_gives_the_same_output_by_another_path(library, model, pair):
    """Figures 2 and 3 of the argument: the same counts at other positions, the same output."""
    here, there = pair
    answer = run(library.find(model), Config(a=FACES[here], b=FACES[there]))
    moved = np.subtract(CORNERS[there], CORNERS[here]).tolist()
    assert [answer.shift.row, answer.shift.col] == moved
    assert answer.outputs_a == answer.outputs_b
    assert answer.path.output == max(answer.outputs_a, key=lambda output: output.logit).name
    assert answer.path.output == "face"
    assert (answer.path.overlap, answer.path.cosine) == (0, 0)
    assert answer.path.a.logit == answer.path.b.logit
    assert answer.path.a.total == answer.path.b.total
    assert [cell.contribution for cell in answer.path.a.top] == [
        cell.contribution for cell in answer.path.b.top
    ]
    for layer in answer.layers:
        assert layer.equal == (layer.active_a == layer.active_b)
        if layer.role:
            assert layer.equal
            assert layer.responding_equal
            assert layer.error.interior in (0, None)
        if layer.stage == 1:
            assert layer.active_a[:3] == (2, 1, 1)
        if layer.stage == 2:
            assert layer.active_a[0] == 1


@pytest.mark.parametrize("model", ["figure-everywhere", "digits-blur-gap"])
def test_every_number_of_a_volume_against_the_oracle(library, model):
    entry = library.find(model)
    a, b = shown_to(entry, 3, 9), shown_to(entry, 7, 11)
    answer = run(entry, Config(a=a, b=b))
    spec, weights = entry.network.spec, parameters(entry.network)
    old, new, blank = (
        oracle.forward(spec, weights, raster(scene, (3, 64, 64)).picture)
        for scene in (a, b, scene_of())
    )
    for layer in answer.layers:
        before, after, nothing = old[layer.name], new[layer.name], blank[layer.name]
        assert layer.shape == before.shape
        for volume, active, responses in (
            (before, layer.active_a, layer.responding_a),
            (after, layer.active_b, layer.responding_b),
        ):
            # Rounding may push a sum across zero or across the tolerance.
            counted = (volume > 0).sum((1, 2))
            assert np.abs(counted - active).max() <= 2
            differs = np.abs(volume - nothing) > 1e-5 * np.abs(volume).max()
            assert np.abs(differs.sum((1, 2)) - responses).max() <= 0.02 * before[0].size
        assert layer.displacement.row == 4 / layer.stride
        assert layer.displacement.col == 2 / layer.stride
        assert layer.on_lattice == (layer.stride <= 2)
    assert [output.logit for output in answer.outputs_b] == pytest.approx(
        new[spec.layers[-1].name], abs=1e-4
    )


@pytest.mark.parametrize("model", NAMES)
def test_the_result_agrees_with_the_other_experiments(library, model):
    entry = library.find(model)
    a, b = shown_to(entry, 8, 16), shown_to(entry, 12, 12)
    answer = run(entry, Config(a=a, b=b))
    word = answer.path.output
    for side, scene in ((answer.path.a, a), (answer.path.b, b)):
        alone = path_of(entry, PathConfig(scene=scene, output=word))
        assert (side.logit, side.bias, side.total, side.top) == (
            alone.logit,
            alone.bias,
            alone.total,
            alone.top,
        )
    shift = Offset(row=4, col=-4)
    assert answer.protocol == ("cyclic" if entry.card.padding == "circular" else "canvas")
    found = errors(
        entry.network.spec, trace_scene(entry, a), trace_scene(entry, b), shift, answer.protocol
    )
    assert [layer.name for layer in answer.layers] == [moved.name for moved in found]
    for layer, moved in zip(answer.layers, found, strict=True):
        assert (layer.best, layer.error) == (moved.best, moved.error)


def test_on_a_torus_without_pooling_the_volumes_move_with_the_picture(library):
    entry = library.find("digits-none-gap")
    answer = run(entry, Config(a=shown_to(entry, 0, 44), b=shown_to(entry, 31, 2)))
    assert max(layer.error.whole for layer in answer.layers) <= 1e-6
    assert all(layer.edge_affected == 0 for layer in answer.layers)


@pytest.mark.parametrize(
    ("a", "b", "shift"),
    [
        ([("face", 1, 2), ("arm", 30, 5)], [("face", 3, 1), ("arm", 32, 4)], (2, -1)),
        ([("face", 1, 2), ("arm", 30, 5)], [("face", 3, 1), ("arm", 30, 5)], None),
        ([("face", 1, 2)], [("arm", 1, 2)], None),
        ([("face", 1, 2)], [("face", 1, 2), ("arm", 30, 5)], None),
        ([("face", 1, 2), ("arm", 30, 5)], [("arm", 30, 5), ("face", 1, 2)], None),
        ([("face", 1, 2)], [("face", 1, 2)], (0, 0)),
        ([], [], None),
    ],
)
def test_a_shift_is_one_vector_for_all_objects(library, a, b, shift):
    found = shift_of(scene_of(*a), scene_of(*b))
    assert (found and (found.row, found.col)) == shift
    answer = run(library.find("ludic"), Config(a=scene_of(*a), b=scene_of(*b)))
    assert answer.shift == found
    for layer in answer.layers:
        for field in ("displacement", "best", "on_lattice", "error"):
            assert (getattr(layer, field) is None) == (shift is None)


def test_a_cell_responds_if_it_differs_from_the_blank_canvas_by_more_than_rounding():
    blank = np.array([[[1, -2, 0]], [[4, 4, 4]]], np.float32)
    values = blank + np.array([[[1e-7, 0.5, 0]], [[0, -4, 1e-3]]], np.float32)
    assert responding(values, blank) == (1, 2)
    assert responding(blank, blank) == (0, 0)
    assert responding(blank * 0, blank * 0) == (0, 0)


@given(NUMBERS, NUMBERS)
def test_overlap_and_cosine_equal_naive_loops(a, b):
    least = sum(min(abs(float(x)), abs(float(y))) for x, y in zip(a, b, strict=True))
    most = sum(max(abs(float(x)), abs(float(y))) for x, y in zip(a, b, strict=True))
    assert overlap(a, b) == (pytest.approx(least / most, abs=1e-6) if most else None)
    product = sum(float(x) * float(y) for x, y in zip(a, b, strict=True))
    norms = sum(float(x) ** 2 for x in a) ** 0.5 * sum(float(y) ** 2 for y in b) ** 0.5
    assert cosine(a, b) == (pytest.approx(product / norms, abs=1e-6) if norms else None)


def test_an_empty_canvas_has_no_path(library):
    answer = run(library.find("ludic"), Config(a=scene_of(), b=scene_of()))
    assert (answer.path.overlap, answer.path.cosine) == (None, None)
    assert answer.path.a.top == ()


def test_bad_input(library):
    entry = library.find("ludic")
    with pytest.raises(UnknownObject) as error:
        run(entry, Config(a=FACES[0], b=scene_of(("face", 0, 0), ("dog", 0, 0))))
    assert error.value.where == "b.objects.1.object"
    with pytest.raises(UnknownOutput):
        run(entry, Config(a=FACES[0], b=FACES[1], output="7"))


def test_an_edited_picture_has_no_shift():
    pixels = {
        name: base64.b64encode(png(np.full((4, 4, 4), value, np.uint8))).decode()
        for name, value in (("one", 255), ("two", 254))
    }

    def scene(name, row):
        return Scene.model_validate(
            {
                "objects": [{"object": "picture-a", "row": row, "col": 5}],
                "pictures": {"picture-a": pixels[name]},
            }
        )

    assert shift_of(scene("one", 3), scene("one", 7)) == Offset(row=4, col=0)
    assert shift_of(scene("one", 3), scene("two", 7)) is None


def test_the_change_of_hidden_layers_is_that_of_their_values(library):
    """A global maximum is the same at places a whole cell apart, and not at others."""
    entry = library.find("digits-max-gmp-corner")
    a = scene_of(("digit-3-4", 20, 20))
    for place, alike in (((24, 28), True), ((20, 21), False), ((44, 44), False)):
        b = scene_of(("digit-3-4", *place))
        answer = run(entry, Config(a=a, b=b))
        assert [layer.name for layer in answer.hidden] == ["global", "relu3"]
        assert [layer.kind for layer in answer.hidden] == ["gmp", "relu"]
        before, after = (
            trace_scene(entry, scene).volume("global").values.astype(float) for scene in (a, b)
        )
        expected = np.linalg.norm(after - before) / np.linalg.norm(before)
        assert answer.hidden[0].change == pytest.approx(expected, abs=1e-12)
        assert (answer.hidden[0].change < 1e-5) == alike


@pytest.mark.parametrize(
    ("changes", "shift"),
    [({}, (5, 6)), ({"background": "#FFFFFF"}, (5, 6)), ({"background": "#fffffe"}, None)],
    ids=repr,
)
def test_scenes_before_another_background_differ_by_no_shift(changes, shift):
    scenes = [
        scene_of(("face", *at)).model_copy(update={"background": "#ffffff"} | more)
        for at, more in (((1, 2), {}), ((6, 8), changes))
    ]
    found = shift_of(*scenes)
    assert (found and (found.row, found.col)) == shift


def test_an_enlarged_object_has_no_shift():
    scene = scene_of(("face", 1, 2))
    large = scene.objects[0].model_copy(update={"scale": 2})
    assert shift_of(scene, scene.model_copy(update={"objects": (large,)})) is None


def test_cells_respond_where_they_differ_from_the_background_alone(library):
    entry = library.find("ludic")
    empty = Scene(background="#8040c0")
    found = run(entry, Config(a=empty, b=Scene()))
    assert all(not any(layer.responding_a + layer.responding_b) for layer in found.layers)
