"""Whole explanations, of every served network and of odd ones, against the oracle."""

from functools import cache

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import InvalidInput, UnknownLayer
from app.network import library
from app.network.cell_explanation import explain, locate, main_branch
from app.network.trace import trace
from app.runtime.settings import ROOT
from app.scene.raster import raster
from app.scene.scene import Scene
from tests import oracle
from tests.network.examples import (
    ODD_SPECS,
    graph,
    parameters,
    random_network,
    random_picture,
)

SERVED = sorted(path.stem for path in (ROOT / "models").glob("*.json"))
SCENES = {
    "figures": [("face", 3, 30), ("arm", 33, -3), ("ball", 40, 41)],
    "digits": [("digit-3-1", 2, 5), ("digit-8-2", 44, 50)],
}


@cache
def served(name):
    return library.read_one(ROOT / "models" / f"{name}.json").network


@cache
def answered(name):
    """A network, its trace of a picture, and the oracle's volumes."""
    if name in ODD_SPECS:
        network = random_network(ODD_SPECS[name])
        picture = random_picture(network.spec.input_shape)
    else:
        network = served(name)
        objects = SCENES["digits" if name.startswith("digits") else "figures"]
        placed = [{"object": thing, "row": row, "col": col} for thing, row, col in objects]
        picture = raster(
            Scene.model_validate({"objects": placed}), network.spec.input_shape
        ).picture
    return (
        network,
        trace(network, picture),
        oracle.forward(network.spec, parameters(network), picture),
    )


def given_of(at):
    return dict(zip(("channel", "row", "col") if len(at) == 3 else ("unit",), at, strict=True))


def terms(how):
    """The sum of the magnitudes that a step adds up."""
    if how.form == "patch":
        return np.abs(how.products).sum() + abs(how.bias)
    if how.form == "pool":
        return np.abs(np.multiply(how.values, how.weights)).sum()
    if how.form == "terms":
        return np.abs(how.values).sum()
    if how.form == "factors":
        return abs(how.total)
    if how.form == "scale":
        return abs(how.before * how.factor) + abs(how.offset)
    if how.form in ("function", "copy"):
        return abs(how.total)
    return sum(abs(share.contribution) for share in how.top) + abs(how.bias)


@pytest.mark.parametrize("name", [*SERVED, *ODD_SPECS])
@settings(max_examples=12, deadline=None, derandomize=True)
@given(data=st.data())
def test_every_step_adds_up_to_what_the_network_and_the_oracle_computed(name, data):
    network, traced, expected = answered(name)
    volume = data.draw(st.sampled_from(traced.volumes), label="volume")
    at = tuple(
        data.draw(st.one_of(st.sampled_from([0, length - 1]), st.integers(0, length - 1)))
        for length in volume.values.shape
    )
    found = explain(network, traced, volume.name, given_of(at), 1000)
    assert found.place.index == at
    assert found.value == volume.values[at]
    following = None
    for step in found.steps:
        assert step.place.index == (following.index if following else at)
        assert step.value == traced.volume(step.layer).values[step.place.index]
        assert step.value == pytest.approx(
            expected[step.layer][step.place.index], rel=1e-5, abs=1e-4
        )
        if step.how.form == "cut":
            assert step.value == max(step.how.before, 0)
        else:
            # Within 1e-5 of it, or a millionth of what is added up: the network's own float32 sum,
            # of up to 65,536 products, is no finer.
            near = max(1e-5, 1e-6 * terms(step.how))
            assert step.how.total == pytest.approx(step.value, rel=1e-5, abs=near)
        following = step.how.strongest
        if following is not None:
            into = traced.volume(step.input).values[following.index]
            assert into == given_value(network.spec, step, following)
    if found.steps:
        assert found.steps[0].layer == volume.name
        last = found.steps[-1]
        assert (found.source is None) == (last.how.strongest is None)
        if found.source:
            assert (found.source.layer, found.source.place) == (last.input, last.how.strongest)
    else:
        assert volume.name == "input"


def given_value(spec, step, place):
    """The value that the step states for a place of its input."""
    how = step.how
    if how.form in ("cut", "scale", "function"):
        return how.before
    if how.form == "copy":
        return how.total
    if how.form == "factors":
        # The first input that is no gate.
        return how.values[0]
    if how.form == "terms":
        sources = spec.sources[spec.names.index(step.layer) - 1]
        return how.values[sources.index(spec.names.index(step.input))]
    if how.form == "shares":
        return next((s.value for s in how.top if s.place == place), 0.0)
    grid = how.values[place.channel - how.first] if how.form == "patch" else how.values
    return grid[how.rows.index(place.row)][how.cols.index(place.col)]


@pytest.mark.parametrize("name", SERVED)
def test_a_shown_cell_is_explained_back_to_its_convolution(name):
    network, traced, _ = answered(name)
    for volume in traced.volumes[1:]:
        if volume.role is None or volume.values.ndim != 3:
            continue
        at = np.unravel_index(volume.values.argmax(), volume.values.shape)
        found = explain(network, traced, volume.name, given_of([int(i) for i in at]), 5)
        names = [layer.name for layer in network.spec.layers]
        back = names[: names.index(volume.name) + 1][::-1]
        kinds = {layer.name: layer.kind for layer in network.spec.layers}
        first = next(i for i, layer in enumerate(back) if kinds[layer] == "conv")
        assert [step.layer for step in found.steps] == back[: first + 1]
        convolution = found.steps[-1]
        assert convolution.how.form == "patch"
        if name == "faces":
            # Its functions have slopes below zero.
            assert convolution.after is None
            continue
        relu = traced.volume(convolution.after.layer).values[convolution.place.index]
        assert convolution.after.value == relu == max(convolution.value, 0)


@pytest.mark.parametrize("shortcut", [0, 100.0])
def test_a_residual_sum_is_explained_by_its_main_branch(shortcut):
    """Whatever the shortcut adds, which is a projection here, in the order of the spec first."""
    spec = graph(
        (3, 16, 16),
        ("begin", "conv", "input", {"channels": 4, "kernel": 3}),
        ("short", "conv", "begin", {"channels": 4, "kernel": 1}),
        ("first", "conv", "begin", {"channels": 4, "kernel": 3}),
        ("bent", "relu", "first", {}),
        ("second", "conv", "bent", {"channels": 4, "kernel": 3}),
        ("sum", "add", "short second", {}),
        ("after", "relu", "sum", {"role": "volume"}),
    )
    network = random_network(spec)
    with torch.no_grad():
        network.stack.layers["short"].bias.add_(shortcut)
    traced = trace(network, random_picture(spec.input_shape))
    for at in [(0, 0, 0), (3, 7, 13)]:
        found = explain(network, traced, "after", given_of(at), 5)
        assert [step.layer for step in found.steps] == ["after", "sum", "second"]
        summed = found.steps[1]
        assert summed.input == "second"
        assert summed.how.values == [traced.volume(name).values[at] for name in ("short", "second")]


def test_of_branches_of_equal_depth_the_one_with_the_larger_number_is_explained():
    spec = ODD_SPECS["residual sums and branches"]
    ring_bright_small = spec.sources[spec.names.index("met") - 1]
    assert main_branch(spec, ring_bright_small, [1.0, -2.0, 5.0]) == 1
    assert main_branch(spec, ring_bright_small, [2.0, 1.0, 5.0]) == 0


def test_the_face_of_ludic_is_made_of_its_eyes_and_nose(ludic):
    picture = raster(
        Scene.model_validate({"objects": [{"object": "face", "row": 4, "col": 40}]}), (3, 64, 64)
    ).picture
    traced = trace(ludic, picture)
    found = explain(ludic, traced, "pool2", {"channel": 0, "row": 3, "col": 12}, 5)
    assert found.value == 1
    assert (found.field.whole.rows, found.field.whole.cols) == ((6, 22), (42, 58))
    assert [step.layer for step in found.steps] == ["pool2", "relu2", "conv2"]
    patch = found.steps[-1].how
    assert [sum for sum in patch.sums if sum] != []
    eyes, nose = 0, 1
    assert patch.sums[eyes] > 0
    assert patch.sums[nose] > 0
    assert found.source.layer == "pool1"
    assert traced.volume("pool1").values[found.source.place.index] == 1
    assert (found.user.layer, found.user.place.unit) == ("relu3", 0)
    eye = explain(ludic, traced, "pool1", {"channel": 0, "row": 5, "col": 23}, 5)
    assert (eye.user.layer, eye.user.place) == ("pool2", found.place)


def test_an_output_has_no_user_and_its_shares_are_units(ludic):
    network, traced, _ = answered("ludic")
    found = explain(network, traced, "fc2", {"unit": 1}, 3)
    assert found.field is None
    assert found.user is None
    (step,) = found.steps
    assert step.input == "relu3"
    assert all(hasattr(share.place, "unit") for share in step.how.top)


def test_a_pixel_has_no_steps_and_a_user():
    network, traced, _ = answered("figure-everywhere")
    found = explain(network, traced, "input", {"channel": 0, "row": 10, "col": 38}, 3)
    assert (found.steps, found.source) == ((), None)
    assert found.user.layer == "pool1"


@pytest.mark.parametrize(
    ("given", "where", "message"),
    [
        ({"channel": 2, "row": 0, "col": 0}, "channel", "expected a channel from 0 to 1; got 2"),
        ({"channel": 0, "row": -1, "col": 0}, "row", "expected a row from 0 to 2; got -1"),
        ({"channel": 0, "row": 0, "col": 4}, "col", "expected a col from 0 to 3; got 4"),
        ({"channel": 0, "row": 0}, "col", "channel, row and col in shape (2, 3, 4); got no col"),
        ({"channel": 0, "row": 0, "col": None}, "col", "got no col"),
        ({"unit": 0}, "unit", "channel, row and col in shape (2, 3, 4); got unit 0"),
    ],
)
def test_an_invalid_cell_of_a_volume_is_rejected(given, where, message):
    with pytest.raises(InvalidInput) as told:
        locate((2, 3, 4), given)
    assert told.value.where == where
    assert message in told.value.message


@pytest.mark.parametrize(
    ("given", "where", "message"),
    [
        ({"unit": 5}, "unit", "expected a unit from 0 to 4; got 5"),
        ({}, "unit", "expected unit in shape (5,); got no unit"),
        ({"unit": 1, "row": 0}, "row", "expected unit in shape (5,); got row 0"),
    ],
)
def test_an_invalid_unit_is_rejected(given, where, message):
    with pytest.raises(InvalidInput) as told:
        locate((5,), given)
    assert (told.value.where, told.value.message) == (where, message)


def test_an_unknown_layer_is_rejected():
    network, traced, _ = answered("ludic")
    with pytest.raises(UnknownLayer, match=r"expected one of input, conv1.*; got 'pool9'"):
        explain(network, traced, "pool9", {"unit": 0}, 3)
