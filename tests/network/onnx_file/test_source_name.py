"""Names that the author of a file gave its layers."""

import pytest
import torch
from onnx import helper

from app.network.onnx_file.read import read
from app.network.onnx_file.source_name import LONGEST, source_name
from tests.network.onnx_file.exporting import export
from tests.network.onnx_file.networks import Residual, picture, settle


@pytest.mark.parametrize(
    ("kind", "name", "inputs", "said"),
    [
        ("Conv", "/layer1/layer1.0/conv1/Conv", ["x", "onnx::Conv_193"], "layer1.0.conv1"),
        ("Conv", "/Conv_12", ["x", "layer1.0.conv1.weight"], "layer1.0.conv1"),
        ("Relu", "/features/features.3/act/Relu_1", ["x"], "features.3.act"),
        ("Conv", "StatefulPartitionedCall/net/conv2d/Conv2D", ["x", "w"], "net.conv2d"),
        ("Relu", "StatefulPartitionedCall/net/conv2d/Relu", ["x"], "net.conv2d"),
        # These say nothing.
        ("Conv", "/Conv_12", ["x", "onnx::Conv_193"], None),
        ("Relu", "/Relu", ["x"], None),
        ("Relu", "node_relu_3", ["x"], None),
        ("Relu", "/7/7.1/Relu_1", ["x"], None),
        ("Relu", "", ["x"], None),
        ("Conv", "onnx_node!Conv", ["x", "w.weight.x"], None),
        # Hostile ones are bounded, and hold nothing that cannot be shown.
        ("Conv", "", ["x", "a\u202e\nb.weight"], "ab"),
        ("Relu", "/" + "n" * 500 + "/Relu", ["x"], None),
        ("Conv", "", ["x", "n" * 100 + ".weight"], "n" * LONGEST),
        ("Relu", "/<b>bold</b>/Relu", ["x"], "<b>bold<.b>"),
    ],
)
def test_a_name_is_taken_where_it_says_something(kind, name, inputs, said):
    node = helper.make_node(kind, inputs, ["y"], name)
    assert source_name(node) == said


@pytest.mark.parametrize("dynamo", [False, True])
def test_layers_of_an_exported_module_have_its_names(dynamo):
    class Net(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.stem = torch.nn.Conv2d(3, 4, 3)
            self.layer1 = torch.nn.Sequential(Residual(4, 4, 1), Residual(4, 8, 2))
            self.head = torch.nn.Linear(8, 3)

        def forward(self, x):
            return self.head(self.layer1(self.stem(x)).mean((2, 3)))

    raw = export(settle(Net(), picture(3, 32)), picture(3, 32), opset=18, dynamo=dynamo)
    found = read(raw)
    weighted = [
        found.sources.get(layer.name) for layer in found.spec.layers if layer.kind in ("conv", "fc")
    ]
    assert weighted[0] == "stem"
    assert weighted[-1] == "head"
    assert all(name.startswith("layer1.") for name in weighted[1:-1])
    assert len(set(weighted)) == len(weighted)
