import numpy as np
import pytest
import torch
from pydantic import ValidationError

from app.errors import BrokenNetwork
from app.network import layers
from app.network.build import assemble
from app.network.layers.apspool import ApsPool
from app.network.layers.avgpool import AvgPool
from app.network.layers.batchnorm import BatchNorm
from app.network.layers.clip import Clip
from app.network.layers.concat import Concat
from app.network.layers.conv import Conv
from app.network.layers.fc import FullyConnected
from app.network.layers.flatten import Flatten
from app.network.layers.gap import GlobalAvg
from app.network.layers.gmp import GlobalMax
from app.network.layers.identity import Identity
from app.network.layers.layer import Layer
from app.network.layers.leakyrelu import LeakyReLU
from app.network.layers.maxpool import MaxPool
from app.network.layers.mean import Mean
from app.network.layers.multiply import Multiply
from app.network.layers.pad import Pad
from app.network.layers.relu import ReLU
from app.network.layers.sigmoid import Sigmoid
from app.network.layers.softmax import Softmax
from app.network.layers.tanh import Tanh
from app.network.window import ONE_CELL, Window, square
from tests import oracle
from tests.network.examples import random_weights, small_spec


def answers(layer, volume, seed=0):
    """The layer's output and the oracle's, with the same random weights."""
    module = layer.build(volume.shape).eval()
    rng = np.random.default_rng(seed)
    weights = {}
    for name, weight in module.named_parameters():
        value = rng.uniform(-0.5, 0.5, weight.shape).astype(np.float32)
        value = abs(value) + 0.25 if name == "variance" else value
        weight.data = torch.from_numpy(value)
        weights[f"{layer.name}.{name}"] = value
    with torch.inference_mode():
        answer = module(torch.from_numpy(volume)[None])[0].numpy()
    return answer, oracle.KINDS[layer.kind](layer, weights, volume)


def noise(*shape, seed=0):
    """Positive and negative random numbers."""
    return np.random.default_rng(seed).uniform(-1, 1, shape).astype(np.float32)


def test_the_oracle_knows_every_kind():
    assert oracle.KINDS.keys() == layers.KINDS.keys()


def test_kinds_are_sorted_and_listed_by_their_own_name():
    assert list(layers.KINDS) == sorted(layers.KINDS)
    assert all(kind.model_fields["kind"].default == name for name, kind in layers.KINDS.items())


def test_two_kinds_of_one_name_raise(monkeypatch, tmp_path):
    (tmp_path / "another_relu.py").write_text("from app.network.layers.relu import LAYER\n")
    monkeypatch.setattr(layers, "__path__", [*layers.__path__, str(tmp_path)])
    with pytest.raises(ValueError, match="two layer kinds are called 'relu'"):
        layers._collect()


def test_a_kind_that_does_not_say_its_pooling_name_raises(monkeypatch, tmp_path):
    (tmp_path / "nameless.py").write_text(
        "from typing import Literal\n"
        "from app.network.layers.layer import Layer\n"
        "class Nameless(Layer):\n"
        "    kind: Literal['nameless'] = 'nameless'\n"
        "LAYER = Nameless\n"
    )
    monkeypatch.setattr(layers, "__path__", [*layers.__path__, str(tmp_path)])
    with pytest.raises(ValueError, match="layer kind 'nameless': expected a `pooling_name`"):
        layers._collect()


@pytest.mark.parametrize(("layer", "shape"), oracle.EXAMPLES.values(), ids=oracle.EXAMPLES)
def test_a_layer_computes_what_the_oracle_computes(layer, shape):
    answer, expected = answers(layer, noise(*shape))
    np.testing.assert_allclose(answer, expected, rtol=0, atol=1e-5)
    assert answer.shape == layer.output_shape(shape)


def test_a_convolution_adds_products_and_bias_and_does_not_flip_the_kernel():
    module = Conv(name="a", channels=1, kernel=3).build((1, 2, 2))
    module.weight.data = torch.arange(9.0).reshape(1, 1, 3, 3)
    module.bias.data = torch.tensor([100.0])
    answer = module(torch.tensor([[[[1.0, 2.0], [3.0, 4.0]]]]))
    # By hand: the kernel's centre, weight 4, lies on the cell; 5 to its right; 7 below.
    assert answer[0, 0, 0, 0] == 100 + 4 * 1 + 5 * 2 + 7 * 3 + 8 * 4
    assert answer[0, 0, 1, 1] == 100 + 0 * 1 + 1 * 2 + 3 * 3 + 4 * 4


def test_max_pooling_keeps_the_largest_even_below_zero():
    answer, _ = answers(MaxPool(name="a", size=2), np.float32([[[-5, -2], [-3, -4]]]))
    assert answer.tolist() == [[[-2]]]


@pytest.mark.parametrize("shape", [(16, 64, 64), (3, 41, 37), (1025,)])
def test_a_wide_fully_connected_layer_is_as_exact_for_one_picture_as_for_many(shape):
    layer = FullyConnected(name="a", units=8)
    volume = np.abs(noise(*shape))
    module = layer.build(shape).eval()
    rng = np.random.default_rng(0)
    weight = np.abs(rng.uniform(-0.5, 0.5, (8, volume.size))).astype(np.float32)
    bias = rng.uniform(-0.5, 0.5, 8).astype(np.float32)
    module.weight.data, module.bias.data = torch.from_numpy(weight), torch.from_numpy(bias)
    exact = weight.astype(np.float64) @ volume.ravel().astype(np.float64) + bias
    with torch.inference_mode():
        for count in (1, 3, 4):
            answers = module(torch.from_numpy(np.stack([volume] * count))).numpy()
            np.testing.assert_allclose(answers, np.stack([exact] * count), rtol=1e-6)


def test_a_fully_connected_unit_counts_channel_then_row_then_col():
    module = FullyConnected(name="a", units=1).build((2, 3, 4))
    module.weight.data = torch.zeros(1, 24)
    module.weight.data[0, 1 * 12 + 2 * 4 + 3] = 1
    module.bias.data = torch.zeros(1)
    volume = torch.zeros(1, 2, 3, 4)
    volume[0, 1, 2, 3] = 5
    assert module(volume).item() == 5


@pytest.mark.parametrize("layer", [Conv(name="a", channels=1, kernel=3), MaxPool(name="a")])
def test_a_layer_that_needs_rows_and_cols_refuses_a_vector_and_names_itself(layer):
    with pytest.raises(BrokenNetwork, match=r"layer a \(.*\): expected a volume.*\(6,\)") as caught:
        layer.output_shape((6,))
    assert caught.value.where == "a"


@pytest.mark.parametrize("size", [2, 3])
def test_adaptive_sampling_keeps_the_same_content_after_any_cyclic_shift(size):
    volume = torch.from_numpy(noise(1, 2, 6, 6))
    module = ApsPool(name="a", size=size).build((2, 6, 6))
    kept = module(volume).flatten(2).sort().values
    for shift in np.ndindex(6, 6):
        moved = module(volume.roll(shift, (2, 3))).flatten(2).sort().values
        assert torch.equal(moved, kept)


def test_adaptive_sampling_chooses_for_each_picture_of_a_batch_on_its_own():
    module = ApsPool(name="a").build((1, 4, 4))
    batch = torch.zeros(2, 1, 4, 4)
    batch[0, 0, 1, 2] = 5
    batch[1, 0, 2, 3] = 7
    assert module.chosen(batch).tolist() == [2, 1]
    assert module(batch).flatten(1).amax(1).tolist() == [5, 7]


def test_adaptive_sampling_refuses_rows_that_do_not_divide():
    with pytest.raises(BrokenNetwork, match=r"layer a \(apspool\): expected rows and cols that 2"):
        ApsPool(name="a").output_shape((1, 5, 4))


def test_circular_padding_refuses_to_wrap_twice():
    with pytest.raises(BrokenNetwork, match="expected at least 7 rows and cols"):
        Conv(name="a", channels=1, kernel=15, padding="circular").output_shape((1, 6, 9))


@pytest.mark.parametrize(
    ("layer", "shape"),
    [
        (FullyConnected(name="a", units=3), (2, 3, 4)),
        (ReLU(name="a"), (7,)),
        (GlobalAvg(name="a"), (2, 3, 4)),
        (GlobalMax(name="a"), (2, 3, 4)),
        (GlobalAvg(name="a", keep=True), (2, 3, 4)),
        (GlobalMax(name="a", keep=True), (2, 3, 4)),
        (FullyConnected(name="a", units=3, bias=False), (5,)),
        (Flatten(name="a"), (2, 3, 4)),
        (Identity(name="a"), (2, 3, 4)),
        (BatchNorm(name="a"), (2, 3, 4)),
        (Softmax(name="a"), (7,)),
        (Conv(name="a", channels=2, kernel=3, stride=2, padding=(0, 1, 1, 0)), (2, 5, 6)),
    ],
)
def test_the_vjp_of_a_layer_is_its_gradient(layer, shape):
    module = layer.build(shape)
    x = torch.from_numpy(noise(*shape)).requires_grad_()
    y = module(x[None])[0]
    gradient = torch.from_numpy(noise(*y.shape, seed=1))
    (y * gradient).sum().backward()
    with torch.inference_mode():
        product = layer.vjp(module, gradient, x.detach(), y.detach())
    torch.testing.assert_close(product, x.grad)


@pytest.mark.parametrize(("layer", "shapes"), oracle.MERGES.values(), ids=oracle.MERGES)
def test_a_merge_and_its_gradient_are_those_of_the_oracle_and_of_torch(layer, shapes):
    volumes = [noise(*shape) + number for number, shape in enumerate(shapes)]
    module = layer.build(shapes[0])
    xs = [torch.from_numpy(volume).requires_grad_() for volume in volumes]
    y = module(*[x[None] for x in xs])[0]
    expected = oracle.KINDS[layer.kind](layer, {}, *volumes)
    np.testing.assert_allclose(y.detach(), expected, rtol=0, atol=1e-5)
    assert tuple(y.shape) == layer.shape_after(shapes)
    gradient = torch.from_numpy(noise(*y.shape))
    (y * gradient).sum().backward()
    with torch.inference_mode():
        products = layer.vjps(module, gradient, [x.detach() for x in xs], y.detach())
    for product, x in zip(products, xs, strict=True):
        torch.testing.assert_close(product, x.grad)


def test_a_gradient_passes_layers_of_volumes_in_a_head():
    x = torch.tensor([[[1.0, 2.0], [4.0, 3.0]]])
    layer = MaxPool(name="a")
    with torch.inference_mode():
        found = layer.vjp(layer.build((1, 2, 2)), torch.tensor([[[5.0]]]), x, torch.ones(1, 1, 1))
    assert found.tolist() == [[[0, 0], [5, 0]]]


@pytest.mark.parametrize("kernel", [0, 2, 4, 14, 65, -1, 1.5, (3, 2), (3, 3, 3)])
def test_a_kernel_with_a_named_padding_is_odd_and_at_most_sixty_four(kernel):
    with pytest.raises(ValidationError, match="kernel"):
        Conv(name="a", channels=1, kernel=kernel)


@pytest.mark.parametrize(
    ("options", "where"),
    [
        ({"stride": 65}, "stride"),
        ({"dilation": 0}, "dilation"),
        ({"channels": 8193}, "channels"),
        ({"groups": 0}, "groups"),
        ({"padding": (1, 1)}, "padding"),
        ({"padding": (1, 1, -1, 1)}, "padding"),
        ({"padding": (0, 0, 0, 1025)}, "padding"),
        ({"padding": "zero", "mode": "reflect"}, "mode"),
        ({"padding": "full", "stride": 2}, "full"),
        ({"padding": "full", "dilation": (1, 2)}, "full"),
    ],
    ids=str,
)
def test_a_convolution_keeps_its_bounds(options, where):
    with pytest.raises(ValidationError, match=where):
        Conv.model_validate({"name": "a", "channels": 1, "kernel": 3, **options})


FIVE = (0, 0, 5, 5)
MISFITS = [
    (Conv(name="a", channels=4, kernel=3, groups=2), (3, 8, 8), "2 groups divide, got 3 to 4"),
    (Conv(name="a", channels=3, kernel=3, groups=2), (4, 8, 8), "2 groups divide, got 4 to 3"),
    (Conv(name="a", channels=1, kernel=(2, 6), padding=(0, 0, 0, 1)), (1, 4, 4), "6 cols .* and 5"),
    (Conv(name="a", channels=1, kernel=3, dilation=4, padding="valid"), (1, 8, 9), "least 9 rows"),
    (Conv(name="a", channels=1, kernel=1, padding=FIVE, mode="reflect"), (1, 5, 6), "most 4 rows"),
    (Conv(name="a", channels=1, kernel=1, padding=FIVE, mode="circular"), (1, 6, 4), "most 4 cols"),
    (Conv(name="a", channels=1, kernel=1, padding=(1024,) * 4), (4, 9, 9), "16777216 cells"),
    (Pad(name="a", padding=FIVE, mode="reflect"), (1, 5, 6), "most 4 rows, got 5"),
    (MaxPool(name="a", size=3, padding=(0, 3, 0, 0)), (1, 8, 8), "window's 3 cols, got 3"),
    (MaxPool(name="a", size=9), (1, 8, 9), "at least 9 rows with padding, got 8"),
    (MaxPool(name="a", size=2, dilation=3, padding=(2, 0, 2, 0)), (1, 1, 8), "padding alone"),
    (AvgPool(name="a", size=2, padding=(2, 0, 0, 0)), (1, 8, 8), "window's 2 rows, got 2"),
    (Mean(name="a", axis="rows", keep=False), (3, 4, 5), r"a vector .* \(3, 1, 5\)"),
    (Mean(name="a", axis="rows"), (3,), "expected a volume"),
]


@pytest.mark.parametrize(
    ("layer", "shape", "message"), MISFITS, ids=[message for *_, message in MISFITS]
)
def test_options_that_do_not_fit_the_input_are_refused(layer, shape, message):
    with pytest.raises(BrokenNetwork, match=message) as caught:
        layer.output_shape(shape)
    assert caught.value.where == "a"


@pytest.mark.parametrize(
    ("layer", "shapes", "message"),
    [
        (Concat(name="a"), [(3, 4, 5), (3, 4, 6)], "equal rows and cols"),
        (Concat(name="a"), [(3, 4, 5), (3,)], "equal rows and cols"),
        (Multiply(name="a"), [(3, 4, 5), (2, 1, 1)], r"gates of shape \(3, 1, 1\)"),
        (Multiply(name="a"), [(3,), (1,)], r"inputs of shape \(3,\)"),
        (Multiply(name="a"), [], "expected inputs, got none"),
    ],
)
def test_inputs_that_do_not_fit_each_other_are_refused(layer, shapes, message):
    with pytest.raises(BrokenNetwork, match=message) as caught:
        layer.shape_after(shapes)
    assert caught.value.where == "a"


@pytest.mark.parametrize("options", [{}, {"low": 2, "high": 1}, {"low": float("nan")}], ids=str)
def test_a_clip_has_an_end_and_its_ends_are_in_order(options):
    with pytest.raises(ValidationError):
        Clip.model_validate({"name": "a", **options})


def test_a_variance_that_has_no_root_is_refused():
    spec = small_spec((2, 3, 4), ("batchnorm", {"epsilon": 0.25}))
    weights = random_weights(spec)
    weights["batchnorm0.variance"] = torch.tensor([1.0, -0.25])
    with pytest.raises(BrokenNetwork, match=r"batchnorm0 .*variances above -0\.25, got -0\.25"):
        assemble("a", spec, weights)


def test_a_gate_makes_cells_depend_on_a_whole_volume():
    layer = Multiply(name="a")
    assert layer.windows_after([(3, 4, 5), (3, 4, 5)]) == ONE_CELL
    assert layer.windows_after([(3, 4, 5), (3, 1, 1)]) is None


@pytest.mark.parametrize(
    ("layer", "after_positive", "after_both"),
    [
        (Conv(name="a", channels=1, kernel=1), True, True),
        (ReLU(name="a"), False, False),
        (Clip(name="a", low=0), False, False),
        (Clip(name="a", high=6), False, True),
        (Clip(name="a", high=-1), True, True),
        (LeakyReLU(name="a"), False, True),
        (LeakyReLU(name="a", slope=-1), False, False),
        (Sigmoid(name="a"), False, False),
        (Tanh(name="a"), False, True),
        (Softmax(name="a"), False, False),
        (BatchNorm(name="a"), True, True),
        (Pad(name="a", padding=FIVE), False, True),
        (Pad(name="a", padding=FIVE, value=-1), True, True),
    ],
)
def test_a_layer_knows_whether_its_values_can_be_negative(layer, after_positive, after_both):
    assert layer.signed(False) is after_positive
    assert layer.signed(True) is after_both


@pytest.mark.parametrize("name", ["", "Upper", "1st", "a.b", "a/b", "../a", "a b", "a" * 33])
def test_a_layer_name_is_a_short_plain_word(name):
    with pytest.raises(ValidationError, match="name"):
        ReLU(name=name)


def test_windows_say_what_a_cell_sees():
    assert Conv(name="a", channels=1, kernel=5).windows() == square(
        Window(size=5, stride=1, padding=2)
    )
    assert MaxPool(name="a", size=3).windows() == square(Window(size=3, stride=3))
    assert ReLU(name="a").windows() == ONE_CELL
    assert FullyConnected(name="a", units=1).windows() is None


def test_a_bare_layer_promises_nothing():
    bare = Layer(kind="bare", name="a")
    with pytest.raises(NotImplementedError):
        bare.output_shape((1, 1, 1))
    with pytest.raises(NotImplementedError):
        bare.build((1, 1, 1))
