"""The sweep of a slice: its plan, its positions, and the cells that see an object."""

import numpy as np
import pytest
from pydantic import ValidationError

from app.errors import InvalidInput, NotMeasurable, SweepTooLarge, UnknownLayer, UnknownObject
from app.experiments.slice_sweep import ExcitationConfig, palette_of, plan
from app.inference import raster_of, trace_scene
from app.network.trace import volume
from app.scene.palette import PALETTE
from tests.experiments.conftest import NAMES, entry_of, scene_of
from tests.network.examples import random_weights, small_spec


@pytest.mark.parametrize("name", NAMES)
def test_one_layer_equals_the_trace_to_the_last_bit(library, name):
    entry = library.find(name)
    scene = scene_of(("face", 3, 5), ("digit-3-1", 30, 22))
    picture = raster_of(entry, scene).picture
    whole = trace_scene(entry, scene)
    for layer in whole.volumes:
        assert np.array_equal(volume(entry.network, picture, layer.name), layer.values)


@pytest.mark.parametrize(
    ("changes", "kind", "where"),
    [
        ({"layer": "pool9"}, UnknownLayer, "layer"),
        ({"layer": "fc1"}, UnknownLayer, "layer"),
        ({"channel": 11}, InvalidInput, "channel"),
        ({"objects": ("face", "dog")}, UnknownObject, "objects.1"),
        ({"objects": ("face", "arm", "face")}, InvalidInput, "objects.2"),
    ],
)
def test_an_invalid_sweep_is_rejected(library, changes, kind, where):
    config = ExcitationConfig(**{"layer": "pool2", "channel": 0, **changes})
    with pytest.raises(kind, match="got") as error:
        plan(library.find("ludic"), config)
    assert error.value.where == where


def test_a_canvas_that_is_too_small_is_rejected():
    spec = small_spec((3, 8, 30), ("conv", {"channels": 2, "kernel": 3}), outputs=2)
    entry = entry_of(spec, random_weights(spec))
    with pytest.raises(NotMeasurable, match="got 21 × 21") as error:
        plan(entry, ExcitationConfig(layer="conv0", channel=0, objects=("face",)))
    assert error.value.where == "objects.0"
    # No drawing is as flat as this.
    spec = small_spec((3, 1, 30), ("conv", {"channels": 2, "kernel": 3}), outputs=2)
    entry = entry_of(spec, random_weights(spec))
    with pytest.raises(NotMeasurable, match="1 × 30 px") as error:
        plan(entry, ExcitationConfig(layer="conv0", channel=0))
    assert error.value.where == "objects"


def test_a_step_that_nobody_chose_is_as_long_as_the_limit_needs(library):
    entry = library.find("ludic")
    config = ExcitationConfig(layer="pool2", channel=0, objects=("face", "arm"))
    whole = plan(entry, config)
    assert whole.config.step == 5
    assert plan(entry, config, limit=whole.positions).config.step == 5
    longer = plan(entry, config, limit=whole.positions - 1)
    assert longer.config.step == 7
    assert longer.positions < whole.positions
    with pytest.raises(SweepTooLarge):
        plan(entry, config, limit=1)


def test_a_limit_bounds_the_positions(library):
    entry = library.find("ludic")
    config = ExcitationConfig(layer="pool2", channel=0, objects=("face", "arm"), step=8)
    count = 6 * 6 + 6 * 7
    assert plan(entry, config, limit=count).positions == count
    with pytest.raises(SweepTooLarge, match=f"at most {count - 1} positions; got {count}") as error:
        plan(entry, config, limit=count - 1)
    assert error.value.where == "step"


def test_bad_configs():
    for changes in (
        {"step": 0},
        {"step": 65},
        {"channel": -1},
        {"channel": 1.0},
        {"top": 0},
        {"top": 51},
        {"objects": ()},
        {"objects": ("",)},
        {"objects": ("face",) * 51},
        {"x": 1},
    ):
        with pytest.raises(ValidationError):
            ExcitationConfig(**{"layer": "pool2", "channel": 0, **changes})


def test_a_network_is_shown_the_objects_of_its_task():
    kinds = {name: {one.kind for one in palette_of(name)} for name in (("0", "7"), ("a", "b"))}
    assert kinds["0", "7"] == {"digit"}
    assert palette_of(("a", "b")) == tuple(PALETTE.values())


def test_a_peak_is_the_largest_cell_that_sees_the_object(library):
    entry = library.find("ludic")
    config = ExcitationConfig(layer="pool2", channel=0, objects=("arm", "face"), step=40)
    sweep = plan(entry, config)
    rows, cols = sweep.places(sweep.objects[1])
    places = [(i, j) for number, i, j in sweep.order if number == 1]
    assert [(rows[i], cols[j]) for i, j in places] == [(r, c) for r in (0, 40) for c in (0, 40)]
    for i, j in places:
        value, row, col = sweep.peak(1, i, j)
        values = sweep.slice(sweep.scene(1, rows[i], cols[j]))
        assert value == values[int(row), int(col)] == values.max()
