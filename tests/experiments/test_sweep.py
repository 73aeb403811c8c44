"""The sweep of one object: its plan, its positions, and the logits at each of them."""

import numpy as np
import pytest
from pydantic import ValidationError

from app.errors import InvalidInput, NotMeasurable, SweepTooLarge, UnknownObject, UnknownOutput
from app.experiments.sweep import SweepConfig, plan
from app.inference import trace_scene
from app.network.input_format import InputFormat
from app.network.library import Entry
from app.network.receptive_field import receptive_fields
from app.scene.palette import PALETTE
from app.scene.raster import raster
from app.scene.scene import Placement, Scene
from tests.experiments.conftest import entry_of, scene_of, shown_to
from tests.network.examples import RESIDUAL, random_weights, small_spec
from tests.scene.test_raster import TEXTS


def logits_of(sweep, count=None):
    """The logits at all positions, in batches of so many, by default as measures take them."""
    positions = sweep.positions()
    batches = sweep.batches if count is None else grouped(positions, count)
    return np.concatenate([returned(sweep.logits(batch)) for batch in batches])


def grouped(values, count):
    """The values, so many at a time."""
    return [values[first : first + count] for first in range(0, len(values), count)]


def returned(steps):
    """What a generator returns."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


@pytest.mark.parametrize("model", ["ludic", "digits-none-fc-corner", "digits-blur-gap"])
@pytest.mark.parametrize("step", [1, 7])
def test_a_position_is_edge_affected_where_a_cell_sees_object_and_padding(library, model, step):
    """Cell by cell, from the receptive fields."""
    entry = library.find(model)
    scene = shown_to(entry)
    drawing = PALETTE[scene.objects[0].object]
    sweep = plan(entry, SweepConfig(scene=scene, step=step))
    fields = [field.rows for field in receptive_fields(entry.network.spec) if field is not None]
    cells = [shape for shape in entry.network.spec.shapes() if len(shape) == 3][-1][1]
    spans = [fields[-1].span(cell) for cell in range(cells)]
    found = sweep.edge_affected()
    for i, row in enumerate(sweep.rows):
        for j, col in enumerate(sweep.cols):
            rows = [s for s in spans if s[0] < row + drawing.height and s[1] > row]
            cols = [s for s in spans if s[0] < col + drawing.width and s[1] > col]
            outside = any(s[0] < 0 or s[1] > 64 for s in (*rows, *cols))
            assert found[i, j] == (outside and entry.card.padding == "zero")


@pytest.mark.parametrize(
    ("changes", "kind", "where"),
    [
        ({"index": 1}, InvalidInput, "index"),
        ({"scene": Scene()}, InvalidInput, "index"),
        ({"output": "dog"}, UnknownOutput, "output"),
        (
            {"scene": scene_of(("face", 0, 0), ("dog", 0, 0))},
            UnknownObject,
            "scene.objects.1.object",
        ),
    ],
)
def test_an_invalid_sweep_is_rejected(library, changes, kind, where):
    config = SweepConfig(**{"scene": scene_of(("face", 0, 0)), **changes})
    with pytest.raises(kind) as told:
        plan(library.find("ludic"), config)
    assert told.value.where == where


@pytest.mark.parametrize("placed", [[("face", 0, 0)], [("digit-3-1", 0, 0), ("digit-4-1", 30, 30)]])
def test_without_exactly_one_digit_a_digit_network_has_no_correct_output(library, placed):
    with pytest.raises(NotMeasurable, match="0, 1, 2") as told:
        plan(library.find("digits-max-gap"), SweepConfig(scene=scene_of(*placed)))
    assert told.value.where == "output"
    assert plan(library.find("digits-max-gap"), SweepConfig(scene=scene_of(*placed), output="4"))


def test_an_object_larger_than_the_canvas_is_rejected():
    spec = small_spec((3, 20, 30), ("conv", {"channels": 2, "kernel": 3}))
    config = SweepConfig(scene=scene_of(("face", 0, 0)), output="output 1")
    with pytest.raises(NotMeasurable, match="20 × 30 px; got 21 × 21") as told:
        plan(entry_of(spec, random_weights(spec)), config)
    assert told.value.where == "scene.objects.0.object"


def test_a_limit_bounds_the_positions(library):
    entry = library.find("ludic")
    config = SweepConfig(scene=scene_of(("face", 0, 0)), step=2)
    assert len(plan(entry, config, limit=22 * 22).positions()) == 22 * 22
    with pytest.raises(SweepTooLarge, match="at most 483 positions; got 484") as told:
        plan(entry, config, limit=22 * 22 - 1)
    assert told.value.where == "step"


def test_bad_configs():
    for changes in (
        {"step": 0},
        {"step": 65},
        {"step": 1.5},
        {"index": -1},
        {"index": 32},
        {"x": 1},
    ):
        with pytest.raises(ValidationError):
            SweepConfig(**{"scene": scene_of(), **changes})


@pytest.mark.parametrize(
    ("model", "placed"),
    [
        ("figure-everywhere", [("face", 4, 40)]),
        ("figure-everywhere", [("face", 4, 40), ("house", 25, 22)]),
        ("digits-max-gap", [("digit-3-1", 22, 22)]),
        ("digits-blur-gap", [("digit-3-1", 22, 22)]),
        ("digits-aps-gap", [("digit-3-1", 22, 22)]),
        ("figure-nopool", [("leg", 0, 0)]),
    ],
)
def test_incremental_logits_equal_those_of_whole_pictures(library, model, placed):
    """Compared in some rows; most are copies of results at other positions."""
    entry = library.find(model)
    sweep = plan(entry, SweepConfig(scene=scene_of(*placed), output=entry.card.outputs[1]))
    positions, found = sweep.positions(), logits_of(sweep)
    for at, logits in zip(positions, found, strict=True):
        if at[0] not in (0, 1, 5, 20, 24, sweep.rows[-1]):
            continue
        whole = trace_scene(entry, scene_of((placed[0][0], *at), *placed[1:])).logits
        np.testing.assert_allclose(logits, whole, rtol=1e-6, atol=1e-5)
    blocks = len(entry.incremental.blocks)
    if len(placed) == 1 and blocks:
        assert 0 < len(sweep.patch_cache.patches) < blocks * len(positions)


def test_positions_come_row_by_row_and_end_where_the_object_touches_the_border(library):
    face = PALETTE["face"]
    sweep = plan(library.find("ludic"), SweepConfig(scene=scene_of(("face", 5, 7)), step=20))
    rows, cols = range(0, 65 - face.height, 20), range(0, 65 - face.width, 20)
    assert sweep.positions() == [(row, col) for row in rows for col in cols]
    edge = plan(sweep.entry, SweepConfig(scene=scene_of(("face", 5, 7)), step=64 - face.height))
    assert edge.positions()[-1][0] == 64 - face.height


@pytest.mark.parametrize("background", ["#406080", "picture-a", None])
def test_an_enlarged_object_is_swept_in_front_of_its_background_and_in_the_network_s_format(
    library, background
):
    trained = library.find("figure-everywhere")
    format_ = InputFormat(mean=(0.4, 0.5, 0.6), std=(0.2,), order="bgr")
    card = trained.card.model_copy(update={"input": format_})
    entry = Entry(card, trained.network, trained.raw)
    arm = PALETTE["arm"]
    scene = Scene.model_validate(
        {
            "objects": [
                {"object": "ball", "row": 30, "col": 2},
                {"object": "arm", "row": 3, "col": 7, "scale": 2},
            ],
            "pictures": TEXTS,
            "background": background,
        }
    )
    sweep = plan(entry, SweepConfig(scene=scene, index=1, step=9, output="face"))
    assert (sweep.height, sweep.width) == (2 * arm.height, 2 * arm.width)
    assert sweep.positions()[-1] == (
        (64 - 2 * arm.height) // 9 * 9,
        (64 - 2 * arm.width) // 9 * 9,
    )
    for at, logits in zip(sweep.positions(), logits_of(sweep), strict=True):
        moved = scene.objects[1].model_copy(update={"row": at[0], "col": at[1]})
        there = scene.model_copy(update={"objects": (scene.objects[0], moved)})
        whole = trace_scene(entry, there).logits
        # Logits are large: the network has not learned this format.
        np.testing.assert_allclose(logits, whole, rtol=0, atol=2e-6 * np.abs(whole).max())


@pytest.mark.parametrize(("scale", "step"), [(1, 13), (2, 7), (3, 5)])
@pytest.mark.parametrize("background", [None, "#406080", "picture-a"])
def test_a_residual_network_is_swept_in_batches_of_any_size(background, scale, step):
    """An odd canvas, steps that are no multiple of the strides, another object in the scene."""
    entry = entry_of(RESIDUAL, random_weights(RESIDUAL))
    legs = PALETTE["leg"]
    rests = Placement(object="ball", row=20, col=-4)
    scene = Scene(
        objects=(Placement(object="leg", row=0, col=0, scale=scale), rests),
        pictures=TEXTS,
        background=background,
    )
    sweep = plan(entry, SweepConfig(scene=scene, step=step, output="output 1"))
    assert (sweep.height, sweep.width) == (scale * legs.height, scale * legs.width)
    whole = []
    for row, col in sweep.positions():
        moved = scene.objects[0].model_copy(update={"row": row, "col": col})
        whole.append(
            trace_scene(entry, scene.model_copy(update={"objects": (moved, rests)})).logits
        )
    for count in (1, 5, None, 1000):
        found = logits_of(sweep, count)
        assert np.abs(found - whole).max() <= 1e-5 * np.abs(whole).max()


def test_an_object_that_is_too_large_once_enlarged_cannot_be_swept(library):
    scene = scene_of(("face", 0, 0))
    large = scene.objects[0].model_copy(update={"scale": 4})
    with pytest.raises(NotMeasurable, match="at most 64 × 64 px; got 84 × 84"):
        plan(library.find("ludic"), SweepConfig(scene=Scene(objects=(large,))))


def test_only_the_swept_object_moves_and_its_box_is_marked(library):
    scene = scene_of(("face", 0, 0), ("arm", 40, 40))
    sweep = plan(library.find("ludic"), SweepConfig(scene=scene, index=1, output="face"))
    arm = PALETTE["arm"]
    found = sweep.raster(10, 30)
    expected = raster(scene_of(("face", 0, 0), ("arm", 10, 30)), (3, 64, 64))
    assert np.array_equal(found.picture, expected.picture)
    assert found.boxes == [(10, 30, 10 + arm.height, 30 + arm.width)]


def test_an_object_is_inside_if_no_pixel_leaves_the_training_region(library):
    entry = library.find("digits-max-fc-corner")
    assert entry.card.region == (0, 0, 28, 28)
    sweep = plan(entry, SweepConfig(scene=scene_of(("digit-7-2", 0, 0))))
    # Digits are 20 px high and wide.
    expected = [row <= 8 and col <= 8 for row, col in sweep.positions()]
    assert sweep.inside().tolist() == expected
    free = plan(library.find("ludic"), SweepConfig(scene=scene_of(("face", 0, 0)), step=20))
    assert not free.inside().any()
