import base64

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from pydantic import ValidationError

from app.errors import UnknownObject
from app.experiments.equivariance import (
    Config,
    Shift,
    error,
    errors,
    neighbours,
    run,
    shifted_picture,
)
from app.inference import trace_scene
from app.network.input_format import InputFormat
from app.network.library import Entry
from app.network.shift import shifted
from app.network.trace import trace
from app.scene.png import png
from app.scene.scene import Scene
from tests import oracle
from tests.experiments.conftest import scene_of
from tests.network.examples import parameters, random_network, random_picture, small_spec

RING = {"channels": 4, "kernel": 5, "padding": "circular"}
TORUS = small_spec((3, 16, 16), *(("conv", RING), ("relu", {})) * 3, ("gap", {}))
FLOATS = st.floats(-4, 4, width=32)


def naive(before, after, cells, protocol, inside):
    """Both errors, computed cell by cell."""
    _, rows, cols = before.shape
    apart = {"whole": 0.0, "interior": 0.0}
    size = {"whole": float((before.astype(float) ** 2).sum()), "interior": 0.0}
    for channel, row, col in np.ndindex(before.shape):
        came = row - cells[0], col - cells[1]
        if protocol == "cyclic":
            came = came[0] % rows, came[1] % cols
        exists = 0 <= came[0] < rows and 0 <= came[1] < cols
        was = float(before[channel, *came]) if exists else 0.0
        square = (float(after[channel, row, col]) - was) ** 2
        apart["whole"] += square
        if exists and inside[row, col] and inside[came]:
            apart["interior"] += square
            size["interior"] += was**2
    return {
        where: (apart[where] / size[where]) ** 0.5 if size[where] > 0 else None for where in apart
    }


@given(
    arrays(np.float32, (2, 4, 5), elements=FLOATS),
    arrays(np.float32, (2, 4, 5), elements=FLOATS),
    st.tuples(st.integers(-6, 6), st.integers(-6, 6)),
    st.sampled_from(["canvas", "cyclic"]),
    arrays(bool, (4, 5)),
)
def test_errors_equal_a_naive_loop(before, after, cells, protocol, inside):
    found = error(before, after, cells, protocol, inside).model_dump()
    for where, expected in naive(before, after, cells, protocol, inside).items():
        if expected is None:
            assert found[where] is None
        else:
            assert found[where] == pytest.approx(expected, rel=1e-5)


def test_a_dead_volume_has_no_error():
    dead, inside = np.zeros((2, 3, 4), np.float32), np.ones((3, 4), bool)
    for after in (dead, dead + 1):
        found = error(dead, after, (1, 0), "canvas", inside)
        assert (found.whole, found.interior) == (None, None)
    found = error(dead + 1, dead + 1, (0, 0), "canvas", ~inside)
    assert (found.whole, found.interior) == (0, None)


@given(st.tuples(st.integers(-20, 20), st.integers(-20, 20)), st.integers(0, 3))
def test_on_a_torus_without_pooling_everything_moves_with_the_picture(shift, seed):
    """Theorem: circular convolution commutes with cyclic shifts."""
    network = random_network(TORUS, seed)
    picture = random_picture(TORUS.input_shape, seed)
    before = trace(network, picture)
    after = trace(network, shifted(picture, *shift, "cyclic"))
    found = errors(TORUS, before, after, Shift(row=shift[0], col=shift[1]), "cyclic")
    assert [moved.name for moved in found] == [layer.name for layer in TORUS.layers[:-2]]
    for moved in found:
        assert moved.on_lattice
        assert moved.best.model_dump() == {"row": shift[0], "col": shift[1]}
        assert moved.error.whole <= 1e-6
        assert moved.error.interior <= 1e-6


@pytest.mark.parametrize("padding", ["zero", "circular", "valid", "full"])
@pytest.mark.parametrize("kind", ["maxpool", "avgpool", "subsample", "blurpool"])
def test_inside_a_picture_everything_moves_on_the_lattice(padding, kind):
    """Theorem: cells that see no padding move with the picture, with any padding and biases."""
    kernel = {"channels": 4, "kernel": 3, "padding": padding}
    spec = small_spec((2, 30, 26), ("conv", kernel), ("relu", {}), (kind, {}), ("conv", kernel))
    network = random_network(spec)
    picture = np.zeros(spec.input_shape, np.float32)
    picture[:, 10:17, 12:18] = random_picture((2, 7, 6))
    before, after = (trace(network, p) for p in (picture, shifted(picture, 4, -6, "canvas")))
    found = errors(spec, before, after, Shift(row=4, col=-6), "canvas")
    assert all(moved.on_lattice for moved in found)
    assert [moved.error.interior for moved in found] == pytest.approx([0] * 4, abs=1e-6)
    # A shift fills with zeros, not with the background's value.
    assert min(moved.error.whole for moved in found) > 1e-3


def test_the_whole_search_against_the_oracle():
    """Layers by the naive network, errors by the naive loop, every candidate shift tried."""
    spec = small_spec(
        (2, 16, 24), ("conv", {"channels": 3, "kernel": 3}), ("relu", {}), ("avgpool", {}),
        ("conv", {"channels": 2, "kernel": 3}), ("maxpool", {}),
    )  # fmt: skip
    network = random_network(spec)
    picture = random_picture(spec.input_shape)
    moved = shifted(picture, 3, -6, "canvas")
    before, after = (oracle.forward(spec, parameters(network), p) for p in (picture, moved))
    found = errors(
        spec, trace(network, picture), trace(network, moved), Shift(row=3, col=-6), "canvas"
    )
    strides = {"conv0": 1, "relu1": 1, "avgpool2": 2, "conv3": 2, "maxpool4": 4}
    assert {layer.name: layer.stride for layer in found} == strides
    for layer in found:
        wanted = np.array([3, -6]) / layer.stride
        assert [layer.displacement.row, layer.displacement.col] == wanted.tolist()
        assert layer.on_lattice == (wanted == np.rint(wanted)).all()
        rows = {int(np.floor(wanted[0])), int(np.ceil(wanted[0]))}
        cols = {int(np.floor(wanted[1])), int(np.ceil(wanted[1]))}
        inside = np.ones(before[layer.name].shape[1:], bool)
        tried = {
            (row, col): naive(before[layer.name], after[layer.name], (row, col), "canvas", inside)
            for row in rows
            for col in cols
        }
        least = min(tried.values(), key=lambda errors: errors["whole"])
        assert layer.error.whole == pytest.approx(least["whole"], rel=1e-5)
        assert tried[layer.best.row, layer.best.col] == least


@pytest.mark.parametrize(
    ("cells", "adaptive", "expected"),
    [
        (2.0, False, [2]),
        (-0.0, False, [0]),
        (2.5, False, [2, 3]),
        (-0.25, False, [-1, 0]),
        (2.0, True, [1, 2, 3]),
        (-0.25, True, [-1, 0]),
    ],
)
def test_neighbours(cells, adaptive, expected):
    assert list(neighbours(cells, adaptive)) == expected


@pytest.mark.parametrize("shift", [(1, 1), (2, 3), (4, -8), (63, 5), (0, 0)])
def test_adaptive_sampling_moves_with_the_picture_on_the_torus(library, shift):
    """Theorem: at every cyclic shift, up to the offset that the search finds."""
    config = Config(
        scene=scene_of(("digit-3-1", 8, 20)),
        shift=Shift(row=shift[0], col=shift[1]),
        protocol="cyclic",
    )
    answer = run(library.find("digits-aps-gap"), config)
    assert max(layer.error.whole for layer in answer.layers) <= 1e-6


RED = base64.b64encode(png(np.array([[[255, 0, 0]]], np.uint8))).decode()


@pytest.mark.parametrize("shift", [(0, 1), (1, 0), (1, 1), (5, 3), (63, 62)])
@pytest.mark.parametrize("other", [(31, 30), (30, 6), (7, 40)])
def test_adaptive_sampling_moves_with_the_picture_where_grids_have_equal_energy(
    library, shift, other
):
    """Two equal pixels, of different parity: the last digit of a sum may not choose."""
    placed = [{"object": "picture-1", "row": row, "col": col} for row, col in ((30, 5), other)]
    scene = Scene.model_validate({"objects": placed, "pictures": {"picture-1": RED}})
    config = Config(scene=scene, shift=Shift(row=shift[0], col=shift[1]), protocol="cyclic")
    answer = run(library.find("digits-aps-gap"), config)
    assert max(layer.error.whole for layer in answer.layers) <= 1e-6


def test_in_ludic_the_interior_moves_with_the_picture(library):
    entry = library.find("ludic")
    config = Config(scene=scene_of(("face", 12, 8)), shift=Shift(row=8, col=20))
    answer = run(entry, config)
    assert (answer.model, answer.sha256) == ("ludic", entry.card.sha256)
    assert [layer.name for layer in answer.layers] == [
        "conv1", "relu1", "pool1", "conv2", "relu2", "pool2",
    ]  # fmt: skip
    for layer in answer.layers:
        assert layer.on_lattice
        assert layer.error.interior == 0
        # Before the ReLU the background may differ from the zeros that a shift fills in.
        assert (layer.error.whole == 0) == (not layer.name.startswith("conv"))


def test_an_empty_picture_has_null_where_nothing_is_active(library):
    answer = run(library.find("ludic"), Config(scene=scene_of(), shift=Shift(row=4, col=0)))
    errors_of = {layer.name: layer.error for layer in answer.layers}
    assert errors_of["pool2"].whole is None
    assert errors_of["pool2"].interior is None


def test_bad_input(library):
    for shift in ({"row": 0.5, "col": 0}, {"row": 2000, "col": 0}, {"row": 1}):
        with pytest.raises(ValidationError):
            Config(scene=scene_of(), shift=shift)
    with pytest.raises(UnknownObject):
        run(library.find("ludic"), Config(scene=scene_of(("dog", 0, 0)), shift=Shift(row=0, col=0)))


@pytest.mark.parametrize("background", ["#c08040", None])
def test_what_comes_in_behind_a_shifted_picture_is_the_background_in_the_network_s_format(
    library, background
):
    """A scene before one colour, moved, is the scene with its object moved."""
    ludic = library.find("ludic")
    format_ = InputFormat(range=(-1, 1), std=(0.5,), invert=True)
    entry = Entry(ludic.card.model_copy(update={"input": format_}), ludic.network, ludic.raw)
    scene = scene_of(("face", 8, 8)).model_copy(update={"background": background})
    moved = scene_of(("face", 12, 28)).model_copy(update={"background": background})
    config = Config(scene=scene, shift=Shift(row=4, col=20))
    there = trace_scene(entry, moved).activations["input"]
    assert np.array_equal(shifted_picture(entry, config), there)
