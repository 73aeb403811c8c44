import numpy as np
import pytest
import torch
from pydantic import ValidationError

from app.errors import BrokenNetwork
from app.network import layers
from app.network.layers.apspool import ApsPool
from app.network.layers.conv import Conv
from app.network.layers.fc import FullyConnected
from app.network.layers.gap import GlobalAvg
from app.network.layers.gmp import GlobalMax
from app.network.layers.layer import Layer, Window
from app.network.layers.maxpool import MaxPool
from app.network.layers.relu import ReLU
from tests import oracle


def answers(layer, volume, seed=0):
    """The layer's output and the oracle's, with the same random weights."""
    module = layer.build(volume.shape)
    rng = np.random.default_rng(seed)
    weights = {}
    for name, weight in module.named_parameters():
        value = rng.uniform(-0.5, 0.5, weight.shape).astype(np.float32)
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


def test_a_layer_of_volumes_cannot_be_part_of_a_head():
    with pytest.raises(BrokenNetwork, match="cannot be part of a head"):
        MaxPool(name="a").vjp(torch.nn.Identity(), *[torch.zeros(1)] * 3)


@pytest.mark.parametrize("kernel", [0, 2, 4, 14, 17, -1, 1.5])
def test_a_kernel_is_odd_and_at_most_fifteen(kernel):
    with pytest.raises(ValidationError, match="kernel"):
        Conv(name="a", channels=1, kernel=kernel)


@pytest.mark.parametrize("name", ["", "Upper", "1st", "a.b", "a/b", "../a", "a b", "a" * 33])
def test_a_layer_name_is_a_short_plain_word(name):
    with pytest.raises(ValidationError, match="name"):
        ReLU(name=name)


def test_windows_say_what_a_cell_sees():
    assert Conv(name="a", channels=1, kernel=5).window() == Window(size=5, stride=1, padding=2)
    assert MaxPool(name="a", size=3).window() == Window(size=3, stride=3, padding=0)
    assert ReLU(name="a").window() == Window(size=1, stride=1, padding=0)
    assert FullyConnected(name="a", units=1).window() is None


def test_a_bare_layer_promises_nothing():
    bare = Layer(kind="bare", name="a")
    with pytest.raises(NotImplementedError):
        bare.output_shape((1, 1, 1))
    with pytest.raises(NotImplementedError):
        bare.build((1, 1, 1))
