"""The explanation of a cell for each kind of layer, compared with the naive oracle."""

from functools import cache

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from app.network import layers
from app.network.layers.apspool import ApsPool
from app.network.layers.avgpool import AvgPool
from app.network.layers.blurpool import BlurPool
from app.network.layers.conv import Conv
from app.network.layers.fc import FullyConnected
from app.network.layers.gap import GlobalAvg
from app.network.layers.gmp import GlobalMax
from app.network.layers.maxpool import MaxPool
from app.network.layers.relu import ReLU
from app.network.layers.subsample import Subsample
from tests import oracle
from tests.network.framed import framed, lies, two

LAYERS = {
    "zeros": (Conv(name="a", channels=3, kernel=5), (2, 6, 7)),
    "ring": (Conv(name="a", channels=2, kernel=3, padding="circular"), (2, 5, 4)),
    "valid": (Conv(name="a", channels=2, kernel=3, padding="valid"), (3, 6, 5)),
    "full": (Conv(name="a", channels=2, kernel=5, padding="full"), (1, 4, 6)),
    "kernel past the canvas": (Conv(name="a", channels=2, kernel=9), (2, 3, 4)),
    "no bias": (Conv(name="a", channels=2, kernel=3, bias=False), (2, 5, 5)),
    "relu": (ReLU(name="a"), (2, 4, 5)),
    "relu of units": (ReLU(name="a"), (7,)),
    "max": (MaxPool(name="a"), (2, 6, 8)),
    "max of 3 by 3, rows left": (MaxPool(name="a", size=3), (2, 8, 10)),
    "mean": (AvgPool(name="a", size=3), (2, 7, 6)),
    "every third": (Subsample(name="a", size=3), (2, 7, 8)),
    "blur": (BlurPool(name="a"), (2, 7, 6)),
    "blur on a ring": (BlurPool(name="a", taps=5, size=3, padding="circular"), (2, 7, 8)),
    "adaptive": (ApsPool(name="a", size=2), (3, 6, 8)),
    "adaptive by three": (ApsPool(name="a", size=3), (2, 6, 9)),
    "fc of a volume": (FullyConnected(name="a", units=4), (3, 4, 5)),
    "fc of units": (FullyConnected(name="a", units=3), (9,)),
    "global mean": (GlobalAvg(name="a"), (3, 4, 5)),
    "global maximum": (GlobalMax(name="a"), (3, 4, 5)),
}
# A kind without a row above is tested by the examples of its oracle.
LAYERS |= {
    name: example
    for name, example in oracle.EXAMPLES.items()
    if example[0].kind not in {layer.kind for layer, _ in LAYERS.values()}
}
LAYERS |= {
    name: oracle.EXAMPLES[name]
    for name in (
        "conv: 3 by 5, stride 1 by 3",
        "conv: dilation",
        "conv: two groups",
        "conv: depthwise, two a slice",
        "conv: mirrored",
        "conv: circular, more than half a kernel",
        "maxpool: overlapping, padded",
        "maxpool: dilated, padded",
        "maxpool: what is left over, padded",
        "avgpool: padding that does not count",
        "avgpool: what is left over, more at the start",
        "gap: global mean, as a volume",
        "gmp: global maximum, as a volume",
        "fc: no bias",
    )
}
SLIGHT = 1e-6
"""A change too small to alter any maximum, phase or ReLU."""


@cache
def made(name, seed):
    """The layer, its module, its input, its output, and the oracle as a function."""
    layer, shape = LAYERS[name]
    rng = np.random.default_rng(seed)
    x = rng.uniform(-1, 1, shape).astype(np.float32)
    module, weights = layer.build(shape).eval(), {}
    for key, weight in module.named_parameters():
        value = rng.uniform(-1, 1, weight.shape).astype(np.float32)
        weight.data = torch.from_numpy(abs(value) + 0.25 if key == "variance" else value)
        weight.requires_grad_(False)
        weights[f"a.{key}"] = weight.numpy()
    with torch.inference_mode():
        y = module(torch.from_numpy(x)[None])[0].clone()
    return layer, module, x, y, lambda volume: oracle.KINDS[layer.kind](layer, weights, volume)


def step(name, seed, at, top=1000):
    layer, module, x, y, _ = made(name, seed)
    return layer.explain(module, torch.from_numpy(x), y, at, top)


def weights_of(how, channel, shape):
    """How much each cell of the input weighs in the step, as an array of the input's shape."""
    found = np.zeros(shape)
    if how.form == "cut":
        found[how.strongest.index] = not how.cut
    if how.form == "scale":
        found[how.strongest.index] = how.factor
    if how.form == "copy" and how.strongest:
        found[how.strongest.index] = 1
    if how.form == "shares":
        for share in how.top:
            found[share.place.index] = share.weight
    if how.form in ("patch", "pool"):
        slices = range(how.first, shape[0]) if how.form == "patch" else [channel]
        grids = how.kernel if how.form == "patch" else [how.weights]
        for slice_, grid in zip(slices, grids, strict=False):
            for i, row in enumerate(how.rows):
                for j, col in enumerate(how.cols):
                    # On a small torus, a window may contain a cell twice.
                    if row is not None and col is not None:
                        found[slice_, row, col] += grid[i][j]
    return found


def slopes(oracle_of, x, at):
    """The oracle's gradient of the output's cell `at` with respect to each cell of the input."""
    before = oracle_of(x.astype(np.float64))[at]
    found = np.zeros(x.shape)
    for cell in np.ndindex(x.shape):
        nudged = x.astype(np.float64)
        nudged[cell] += SLIGHT
        found[cell] = (oracle_of(nudged)[at] - before) / SLIGHT
    return found


def cells(data, shape):
    """Any cell, often one at the border."""
    return tuple(
        data.draw(st.one_of(st.sampled_from([0, length - 1]), st.integers(0, length - 1)))
        for length in shape
    )


def test_every_kind_is_tried():
    tried = [layer for layer, _ in (*LAYERS.values(), *oracle.MERGES.values())]
    assert {layer.kind for layer in tried} == set(layers.KINDS)


@pytest.mark.parametrize("name", LAYERS)
@settings(max_examples=12, deadline=None, derandomize=True)
@given(data=st.data(), seed=st.integers(0, 3))
def test_a_step_weighs_each_cell_as_the_oracle_does_and_adds_up(name, data, seed):
    _, _, x, y, oracle_of = made(name, seed)
    at = cells(data, y.shape)
    how = step(name, seed, at)
    weights = weights_of(how, at[0], x.shape)
    if how.form != "function":
        np.testing.assert_allclose(weights, slopes(oracle_of, x, at), rtol=0, atol=1e-7)
    expected = oracle_of(x.astype(np.float64))[at]
    if how.form == "cut":
        assert how.before == x[at]
        assert max(how.before, 0) == expected
    else:
        assert how.total == pytest.approx(expected, abs=1e-6)
        assert how.total == pytest.approx(float(y[at]), abs=1e-5)
    if how.form in ("scale", "function"):
        assert how.before == x[at]
    if how.form == "scale":
        assert how.before * how.factor + how.offset == how.total
    if how.form in ("patch", "shares"):
        # The weights are slopes, so the intercept is the bias.
        assert (weights * x).sum() == pytest.approx(how.sum, abs=1e-9)
        assert how.sum + how.bias == how.total


@pytest.mark.parametrize("name", LAYERS)
@settings(max_examples=12, deadline=None, derandomize=True)
@given(data=st.data(), seed=st.integers(0, 3))
def test_the_largest_contribution_is_named(name, data, seed):
    _, _, x, y, _ = made(name, seed)
    at = cells(data, y.shape)
    how = step(name, seed, at)
    if how.form == "patch":
        # On a small torus a cell lies under the kernel twice; each product counts separately.
        channel, i, j = np.unravel_index(np.abs(how.products).argmax(), np.shape(how.products))
        assert how.strongest.index == (how.first + channel, how.rows[i], how.cols[j])
    elif how.form in ("cut", "scale", "function"):
        assert how.strongest.index == at
    elif how.form == "copy":
        # None where a constant stands, which no cell of the input moves.
        moves = slopes(made(name, seed)[4], x, at).any()
        assert (x[how.strongest.index] == how.total) if how.strongest else not moves
    else:
        gives = np.abs(weights_of(how, at[0], x.shape) * x)
        assert gives[how.strongest.index] == pytest.approx(gives.max())


@pytest.mark.parametrize("name", [n for n, (layer, _) in LAYERS.items() if layer.kind == "conv"])
@settings(max_examples=12, deadline=None, derandomize=True)
@given(data=st.data(), seed=st.integers(0, 3))
def test_a_patch_shows_what_lies_under_the_kernel(name, data, seed):
    layer, module, x, y, _ = made(name, seed)
    at = cells(data, y.shape)
    how = step(name, seed, at)
    sizes, strides, gaps = two(layer.kernel), two(layer.stride), two(layer.dilation)
    spans = [(size - 1) * gap + 1 for size, gap in zip(sizes, gaps, strict=True)]
    sides, mode = layer.padding, layer.mode
    if isinstance(layer.padding, str):
        mode = layer.padding
        reaches = {"valid": [0, 0], "full": [span - 1 for span in spans]}
        sides = tuple(reaches.get(layer.padding, [span // 2 for span in spans]) * 2)
    padded = framed(x, sides, mode)
    _, row, col = (i * j for i, j in zip(at, (1, *strides), strict=True))
    under = padded[:, row : row + spans[0] : gaps[0], col : col + spans[1] : gaps[1]]
    each = len(x) // layer.groups
    assert how.first == at[0] // (layer.channels // layer.groups) * each
    under = under[how.first : how.first + each]
    np.testing.assert_array_equal(how.values, under)
    np.testing.assert_array_equal(how.kernel, module.weight[at[0]].numpy())
    products = under.astype(np.float64) * how.kernel
    np.testing.assert_array_equal(how.products, products)
    np.testing.assert_allclose(how.sums, products.sum((1, 2)), rtol=0, atol=1e-12)
    assert how.bias == (float(module.bias[at[0]]) if layer.bias else 0)
    for axis, (seen, first) in enumerate(((how.rows, row), (how.cols, col))):
        for offset, cell in enumerate(seen):
            place = first + offset * gaps[axis] - sides[axis]
            assert cell == lies(place, x.shape[1 + axis], mode)


@pytest.mark.parametrize("name", ["max", "max of 3 by 3, rows left", "every third", "adaptive"])
def test_a_window_that_keeps_one_cell_has_a_winner(name):
    _, _, x, y, _ = made(name, 0)
    for at in np.ndindex(tuple(y.shape)):
        how = step(name, 0, at)
        assert how.winner == how.strongest
        assert x[how.winner.index] == y[at]
        assert np.sum(how.weights) == 1


@pytest.mark.parametrize("name", ["mean", "blur", "blur on a ring"])
def test_a_window_that_takes_a_mean_has_no_winner(name):
    how = step(name, 0, (1, 0, 1))
    assert how.winner is None
    assert np.sum(how.weights) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize(("name", "size"), [("adaptive", 2), ("adaptive by three", 3)])
@pytest.mark.parametrize("seed", range(4))
def test_the_phase_is_the_same_everywhere_and_has_most_energy(name, size, seed):
    _, _, x, y, _ = made(name, seed)
    found = {step(name, seed, at).phase for at in np.ndindex(tuple(y.shape))}
    assert len(found) == 1
    energies = np.array(step(name, seed, (0, 0, 0)).energies)
    for phase in np.ndindex(size, size):
        way = x[:, phase[0] :: size, phase[1] :: size].astype(np.float64)
        assert energies[phase] == pytest.approx((way**2).sum())
    assert found == {tuple(np.unravel_index(energies.argmax(), energies.shape))}


def test_among_equal_cells_the_first_wins():
    layer = MaxPool(name="a")
    x = torch.zeros(1, 4, 4)
    how = layer.explain(layer.build((1, 4, 4)), x, torch.zeros(1, 2, 2), (0, 1, 1), 1)
    assert how.winner.index == (0, 2, 2)


def test_a_patch_of_zeros_has_no_strongest_product():
    layer = Conv(name="a", channels=1, kernel=3)
    module = layer.build((2, 3, 3)).requires_grad_(False)
    how = layer.explain(module, torch.zeros(2, 3, 3), torch.zeros(1, 3, 3), (0, 0, 0), 1)
    assert how.strongest is None
    assert how.total == how.bias == float(module.bias[0])


def test_the_largest_shares_come_first_and_zeros_are_left_out():
    layer = FullyConnected(name="a", units=1)
    module = layer.build((5,)).requires_grad_(False)
    module.weight.data = torch.tensor([[1.0, -3.0, 0.0, 2.0, 4.0]])
    module.bias.data = torch.tensor([0.5])
    x = torch.tensor([1.0, 2.0, 9.0, 0.0, 1.0])
    how = layer.explain(module, x, module(x[None])[0], (0,), 2)
    assert [share.place.unit for share in how.top] == [1, 4]
    assert [share.contribution for share in how.top] == [-6, 4]
    assert (how.weighed, how.contributing) == (4, 3)
    assert (how.rest, how.sum, how.total) == (1, -1, -0.5)
    whole = layer.explain(module, x, module(x[None])[0], (0,), 1000)
    assert [share.place.unit for share in whole.top] == [1, 4, 0]
    assert whole.rest == 0


def test_a_global_mean_shares_evenly_among_the_cells_of_its_slice():
    how = step("global mean", 0, (2,))
    assert how.weighed == 20
    assert {share.weight for share in how.top} == {1 / 20}
    assert {share.place.channel for share in how.top} == {2}
    assert how.winner is None


def test_a_global_maximum_has_a_winner_even_where_all_is_zero():
    layer = GlobalMax(name="a")
    how = layer.explain(layer.build((2, 2, 2)), torch.zeros(2, 2, 2), torch.zeros(2), (1,), 5)
    assert how.winner.index == (1, 0, 0)
    assert (how.top, how.total, how.weighed, how.contributing) == ([], 0, 1, 0)
