"""Exports of well-known networks: every tensor equals ONNX Runtime's."""

from collections import Counter

import numpy as np
import onnx
import pytest
import torch
from torch import nn

from app.errors import ChooseReduce
from app.network.build import assemble
from app.network.onnx_file.read import read
from app.network.trace import forward, trace
from tests.network.onnx_file.exporting import errors, expected, export
from tests.network.onnx_file.networks import NETWORKS, picture, settle

TOLERANCE = 1e-5
"""Of a tensor's largest value."""

EXPORTERS = {
    "torchscript, opset 17": {"opset": 17},
    "dynamo, opset 18": {"opset": 18, "dynamo": True},
    "dynamo, its newest": {"opset": None, "dynamo": True},
}

WITHOUT_LAYER = {
    # Computed once, while reading.
    *("Constant", "ConstantOfShape", "Concat", "Reshape", "Slice", "Transpose", "Cast"),
    # At the end.
    *("Softmax", "LogSoftmax"),
    # The parts of GELU.
    *("Div", "Erf", "Add", "Mul"),
    # Of the detector's second output.
    "Conv",
}
"""Kinds of nodes whose result no layer equals, in one of the exports."""


# The newer exporter takes seconds for the many nodes of MobileNetV2: once is enough.
EXPORTS = [
    (name, exporter)
    for name in NETWORKS
    for exporter in EXPORTERS
    if (name, exporter) != ("MobileNetV2", "dynamo, opset 18")
]


@pytest.mark.parametrize(("name", "exporter"), EXPORTS)
def test_every_layer_equals_its_tensor(name, exporter):
    make, example = NETWORKS[name]
    torch.manual_seed(0)
    raw = export(settle(make(), example), example, **EXPORTERS[exporter])
    found = read(raw, "max")
    wrong = {
        layer: error
        for layer, error in errors(raw, found, example.numpy()).items()
        if not error <= TOLERANCE
    }
    assert wrong == {}
    named = set(found.values.values())
    nodes = onnx.load_from_string(raw).graph.node
    assert {node.op_type for node in nodes if named.isdisjoint(node.output)} <= WITHOUT_LAYER
    appended = {layer.name for layer in found.spec.layers} - set(found.values)
    assert appended == ({"gmp1"} if name == "detector" else set())


@pytest.mark.parametrize("opset", [9, 17])
def test_circular_padding_in_parts_is_one_layer_an_axis(opset):
    """The older exporter joins the last rows, all rows and the first rows, then the columns."""
    model = nn.Sequential(
        *(nn.Conv2d(3, 4, 5, padding=(2, 1), padding_mode="circular"), nn.ReLU()),
        *(nn.Conv2d(4, 4, 3, padding=(0, 1), padding_mode="circular"), nn.Flatten()),
        nn.Linear(4 * 14 * 14, 3),
    )
    raw = export(settle(model, picture(3, 16)), picture(3, 16), opset)
    kinds = Counter(node.op_type for node in onnx.load_from_string(raw).graph.node)
    assert (kinds["Slice"], kinds["Concat"]) == (6, 4)
    found = read(raw)
    pads = [layer.padding for layer in found.spec.layers if layer.kind == "pad"]
    assert pads == [(2, 0, 2, 0), (0, 1, 0, 1), (0, 1, 0, 1)]
    wrong = errors(raw, found, picture(3, 16).numpy())
    assert len(wrong) == 9
    assert max(wrong.values()) <= TOLERANCE


def test_a_batch_left_open_is_read_as_one_picture():
    model = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Flatten(), nn.Linear(784, 2))
    raw = export(model, picture(3, 16), dynamic_axes={"x": {0: "batch"}}, input_names=["x"])
    found = read(raw)
    assert found.notes == ()
    example = picture(3, 16).numpy()
    assert max(errors(raw, found, example).values()) <= TOLERANCE


def test_a_fixed_batch_is_read_as_one_picture():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv, self.fc = nn.Conv2d(3, 4, 3), nn.Linear(784, 2)

        def forward(self, x):
            return self.fc(self.conv(x).view(x.shape[0], -1))

    pictures = torch.cat([picture(3, 16), picture(3, 16).flip(3)])
    raw = export(Net(), pictures)
    assert b"x" in raw
    found = read(raw)
    assert found.spec.input_shape == (3, 16, 16)
    assert found.notes == ("A batch of 2 is read as one picture.",)
    assert max(errors(raw, found, pictures.numpy()).values()) <= TOLERANCE


@pytest.mark.parametrize("dtype", [torch.float16, torch.float64])
def test_other_floats_become_float32(dtype):
    model = nn.Sequential(nn.Conv2d(1, 2, 3), nn.Flatten(), nn.Linear(392, 3))
    raw = export(model.to(dtype), picture(1, 16).to(dtype))
    found = read(raw)
    assert {str(weight.dtype) for weight in found.weights.values()} == {"torch.float32"}
    name = str(dtype).removeprefix("torch.")
    assert found.notes == (f"Numbers of the file in {name} became float32.",)
    got = forward(assemble("net", found.spec, found.weights), picture(1, 16))["fc1"]
    truth = model.double()(picture(1, 16).double())
    torch.testing.assert_close(got.double(), truth, rtol=1e-4, atol=1e-5)


def test_a_softmax_at_the_end_is_left_out_and_said():
    make, example = NETWORKS["gates"]
    raw = export(settle(make(), example), example)
    found = read(raw)
    assert found.spec.layers[-1].kind == "fc"
    assert found.reduced is None
    assert "Softmax at the end is left out" in found.notes[0]
    logits = forward(assemble("net", found.spec, found.weights), example)["fc3"]
    truth = expected(raw, [found.output_name], found.input_name, example.numpy())
    torch.testing.assert_close(
        logits.softmax(1), torch.from_numpy(truth[found.output_name]), rtol=1e-5, atol=1e-6
    )


def test_a_map_keeps_its_probabilities_and_is_reduced_as_chosen():
    make, example = NETWORKS["detector"]
    raw = export(settle(make(), example), example)
    for reduce, kind in (("max", "gmp"), ("mean", "gap")):
        found = read(raw, reduce)
        assert [layer.kind for layer in found.spec.layers][-2:] == ["softmax", kind]
        assert found.reduced == reduce
        # Two slices that exclude each other may have their largest values at two places.
        told = any("the largest value of its own slice" in note for note in found.notes)
        assert told == (reduce == "max")
        assert found.spec.outputs == ("output 0", "output 1")


class Halves(nn.Module):
    """Logits of a map of two slices."""

    def __init__(self, slices=2):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(3, 6, 3), nn.ReLU(), nn.Conv2d(6, slices, 3))

    def forward(self, x):
        return self.body(x)


@pytest.mark.parametrize("softmax", [False, True])
@pytest.mark.parametrize("place", [(0, 0), (3, 11), (11, 4)])
def test_the_difference_of_two_slices_gives_the_largest_probability(softmax, place):
    torch.manual_seed(0)
    example = picture(3, 16)
    example[0, :, place[0] : place[0] + 5, place[1] : place[1] + 5] *= 3
    module = nn.Sequential(Halves(), nn.Softmax(1)) if softmax else Halves()
    raw = export(settle(module, example), example)
    found = read(raw, "difference")
    assert found.reduced == "difference"
    assert [layer.kind for layer in found.spec.layers][-3:] == ["conv", "gmp", "fc"]
    assert all(layer.kind != "softmax" for layer in found.spec.layers)
    assert any("largest difference of the two" in note for note in found.notes)
    assert any("Softmax over them is left out" in note for note in found.notes) == softmax
    [theirs] = expected(raw, [found.output_name], found.input_name, example.numpy()).values()
    if not softmax:
        powers = np.exp(theirs - theirs.max())
        theirs = powers / powers.sum(1, keepdims=True)
    network = assemble("two", found.spec, found.weights)
    logits = trace(network, example[0].numpy()).logits
    scores = np.exp(logits) / np.exp(logits).sum()
    assert logits[0] == 0
    assert scores[1] == pytest.approx(theirs[0, 1].max(), abs=1e-5)


@pytest.mark.parametrize("slices", [1, 3])
def test_other_maps_have_no_difference(slices):
    example = picture(3, 16)
    raw = export(settle(Halves(slices), example), example)
    with pytest.raises(ChooseReduce, match=rf"2 slices .* got one of {slices}") as told:
        read(raw, "difference")
    assert told.value.where == "reduce"
    with pytest.raises(ChooseReduce) as told:
        read(raw)
    assert "difference" not in told.value.message


def test_the_choice_for_two_slices_offers_their_difference():
    """The page looks for these words."""
    example = picture(3, 16)
    with pytest.raises(ChooseReduce, match=", or the difference of the two as the answer"):
        read(export(settle(Halves(), example), example))
