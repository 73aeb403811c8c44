import numpy as np
import pytest
import torch
from pydantic import ValidationError

from app.errors import BrokenNetwork
from app.network import layers
from app.network.layers.conv import Conv
from app.network.layers.fc import FullyConnected
from app.network.layers.layer import Layer, Window
from app.network.layers.maxpool import MaxPool
from app.network.layers.relu import ReLU
from tests import oracle


def answers(layer, volume, seed=0):
    """The layer's answer and the oracle's, with the same random weights."""
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
    """Numbers on both sides of zero."""
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


@pytest.mark.parametrize(
    ("layer", "shape"),
    [
        pytest.param(Conv(name="a", channels=4, kernel=3), (2, 6, 9), id="3 by 3"),
        pytest.param(Conv(name="a", channels=1, kernel=1), (3, 5, 5), id="1 by 1"),
        pytest.param(Conv(name="a", channels=3, kernel=15), (2, 4, 3), id="kernel past the canvas"),
        pytest.param(Conv(name="a", channels=2, kernel=5), (1, 1, 12), id="a single row"),
        pytest.param(Conv(name="a", channels=2, kernel=5), (4, 1, 1), id="a single cell"),
        pytest.param(ReLU(name="a"), (3, 4, 5), id="relu"),
        pytest.param(ReLU(name="a"), (9,), id="relu of a vector"),
        pytest.param(MaxPool(name="a", size=2), (3, 6, 8), id="2 by 2"),
        pytest.param(MaxPool(name="a", size=2), (2, 7, 9), id="2 by 2 with a row and col left"),
        pytest.param(MaxPool(name="a", size=3), (1, 11, 10), id="3 by 3 with two rows left"),
        pytest.param(MaxPool(name="a", size=8), (2, 8, 15), id="8 by 8, one square"),
        pytest.param(FullyConnected(name="a", units=7), (2, 3, 4), id="fc of a volume"),
        pytest.param(FullyConnected(name="a", units=1), (5,), id="fc of a vector"),
    ],
)
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
    with pytest.raises(BrokenNetwork, match=r"layer a \(.*\) expected a volume.*\(6,\)") as caught:
        layer.output_shape((6,))
    assert caught.value.where == "a"


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
