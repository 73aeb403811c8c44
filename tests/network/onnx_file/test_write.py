"""Networks as ONNX files: ONNX Runtime computes what we compute, and our reader takes them back."""

from itertools import product
from pathlib import Path
from typing import get_args

import numpy as np
import onnx
import pytest
import torch
from onnx.checker import check_model

from app.errors import NotExportable
from app.live_training.config import Pooling
from app.network import layers, library
from app.network.build import Network, assemble, fresh, parameters
from app.network.layers.conv import Conv, NamedPadding
from app.network.layers.fc import FullyConnected
from app.network.layers.softmax import Softmax
from app.network.onnx_file.read import read
from app.network.onnx_file.write import model_of, write
from app.network.onnx_graph import OnnxGraph
from app.network.spec import Spec
from app.training.architecture import Head, architecture
from tests import oracle
from tests.network.onnx_file.exporting import session

TOLERANCE = 1e-5
"""Of the largest value."""
WITHOUT_COUNTERPART = {"apspool"}
"""The kinds of layers that ONNX has no operators for."""
ENTRIES = library.read(Path(__file__).parents[3] / "models").entries
ALL = {
    **{name: (layer, (shape,)) for name, (layer, shape) in oracle.EXAMPLES.items()},
    **oracle.MERGES,
}
ARCHITECTURES = list(product(get_args(Pooling), get_args(Head), get_args(NamedPadding)))


def noise(*shape, seed=0, below=-1.0):
    """Random numbers up to 1."""
    return np.random.default_rng(seed).uniform(below, 1, shape).astype(np.float32)


def wrong(answer, expected):
    """The largest error over the largest value."""
    assert answer.shape == expected.shape
    return float(np.abs(answer - expected).max()) / (float(np.abs(expected).max()) or 1.0)


def alone(kind):
    """Layers, with the shapes of their inputs, whose kind has a counterpart, or has none."""
    return {
        name: example
        for name, example in ALL.items()
        if (example[0].kind in WITHOUT_COUNTERPART) != kind
    }


@pytest.mark.parametrize(("layer", "shapes"), alone(True).values(), ids=alone(True))
def test_a_layer_alone_is_computed_alike(layer, shapes):
    module = layer.build(shapes[0]).eval()
    for number, (name, weight) in enumerate(module.named_parameters()):
        weight.data = torch.from_numpy(noise(*weight.shape, seed=number))
        weight.data = weight.data.abs() + 0.25 if name == "variance" else weight.data
    volumes = {f"in{n}": noise(2, *shape, seed=9 + n) for n, shape in enumerate(shapes)}
    with torch.inference_mode():
        expected = module(*map(torch.from_numpy, volumes.values())).numpy()
    graph = OnnxGraph()
    graph.begin(layer.name)
    graph.end(layer.to_onnx(graph, module, shapes, list(volumes)), "out")
    inputs = dict(zip(volumes, shapes, strict=True))
    model = model_of(graph, inputs, {"out": layer.shape_after(shapes)}, "alone")
    check_model(model, full_check=True)
    (answer,) = session(model).run(None, volumes)
    assert wrong(answer, expected) <= TOLERANCE


@pytest.mark.parametrize(("layer", "shapes"), alone(False).values(), ids=alone(False))
def test_a_layer_without_a_counterpart_is_refused_by_its_name(layer, shapes):
    with pytest.raises(NotExportable, match=layer.kind) as caught:
        layer.to_onnx(OnnxGraph(), layer.build(shapes[0]), shapes, ["in"])
    assert caught.value.where == layer.name


def test_every_kind_of_layer_is_tried():
    assert {layer.kind for layer, _ in ALL.values()} == layers.KINDS.keys()


def exported(network: Network, pictures):
    """What the file's graph computes, and what our network of the file read back computes."""
    raw = write(network, {})
    model = onnx.load_from_string(raw)
    check_model(model, full_check=True)
    back = read(raw)
    assert back.notes == ()
    with torch.inference_mode():
        again = assemble("back", back.spec, back.weights).stack(torch.from_numpy(pictures))
    (answer,) = session(model).run(["logits"], {"input": pictures})
    return answer, again.numpy()


@pytest.mark.parametrize("name", ENTRIES)
def test_every_network_of_ours_is_a_file_that_computes_alike(name):
    network = ENTRIES[name].network
    refused = [layer for layer in network.spec.layers if layer.kind in WITHOUT_COUNTERPART]
    if refused:
        with pytest.raises(NotExportable) as caught:
            write(network, {})
        assert caught.value.where == refused[0].name
        return
    low = ENTRIES[name].card.input.limits[0]
    pictures = noise(3, *network.spec.input_shape, below=min(low, 0))
    with torch.inference_mode():
        expected = network.stack(torch.from_numpy(pictures)).numpy()
    for answer in exported(network, pictures):
        assert wrong(answer, expected) <= TOLERANCE


@pytest.mark.parametrize(("pooling", "head", "padding"), ARCHITECTURES)
def test_every_architecture_of_a_training_is_a_file(pooling, head, padding):
    spec = architecture(tuple("0123456789"), pooling, head, padding, channels=(4, 5))
    network = assemble("trained", spec, parameters(fresh(spec, 0)))
    if pooling == "aps":
        with pytest.raises(NotExportable, match="pool1"):
            write(network, {})
        return
    pictures = noise(2, *spec.input_shape, below=0)
    with torch.inference_mode():
        expected = network.stack(torch.from_numpy(pictures)).numpy()
    for answer in exported(network, pictures):
        assert wrong(answer, expected) <= TOLERANCE


def test_a_layer_may_have_the_name_of_the_files_output():
    spec = Spec(
        input_shape=(1, 16, 16),
        layers=(
            Conv(name="conv", channels=2, kernel=3),
            FullyConnected(name="logits", units=3),
            Softmax(name="shares"),
        ),
        outputs=("a", "b", "c"),
    )
    network = assemble("named", spec, parameters(fresh(spec, 0)))
    pictures = noise(1, 1, 16, 16)
    model = onnx.load_from_string(write(network, {}))
    (answer,) = session(model).run(["logits"], {"input": pictures})
    with torch.inference_mode():
        assert wrong(answer, network.stack(torch.from_numpy(pictures)).numpy()) <= TOLERANCE


def test_equal_networks_make_equal_files_with_what_is_said_of_them():
    network = ENTRIES["ludic"].network
    raw = write(network, {"title": "Ludic"})
    assert raw == write(network, {"title": "Ludic"})
    model = onnx.load_from_string(raw)
    assert {note.key: note.value for note in model.metadata_props} == {"title": "Ludic"}
    assert model.opset_import[0].version == 18
    values = [output for node in model.graph.node for output in node.output]
    assert {layer.name for layer in network.spec.layers[:-1]} <= set(values)
