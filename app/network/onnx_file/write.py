"""From a network to the bytes of an ONNX file."""

from collections.abc import Mapping

from onnx import ModelProto, TensorProto, helper, numpy_helper

from app.network.build import Network
from app.network.layers.layer import Shape
from app.network.onnx_graph import OnnxGraph

INPUT, OUTPUT, BATCH = "input", "logits", "batch"
"""Names of the file's input, output and open axis."""


def write(network: Network, notes: Mapping[str, str]) -> bytes:
    """The network as an ONNX file; equal networks with equal notes make equal files.

    Its input is `input`, `(batch, channel, row, col)`, in the network's own format; its output is
    `logits`, `(batch, output)`: the values of the last layer. Every other layer's values have its
    name.

    Args:
        notes: what the file says of the network, as ONNX's `metadata_props`.

    Raises:
        NotExportable: a layer has no counterpart in ONNX; names it.
    """
    graph = OnnxGraph()
    spec = network.spec
    shapes = [spec.input_shape, *spec.shapes()]
    # A layer of the output's name has another.
    names = [f"{name}.values" if name == OUTPUT else name for name in spec.names[:-1]]
    names.append(OUTPUT)
    for number, (layer, sources) in enumerate(zip(spec.layers, spec.sources, strict=True), 1):
        graph.begin(layer.name)
        output = layer.to_onnx(
            graph,
            network.stack.layers[layer.name],
            [shapes[source] for source in sources],
            [names[source] for source in sources],
        )
        graph.end(output, names[number])
    model = model_of(graph, {INPUT: shapes[0]}, {OUTPUT: shapes[-1]}, network.name)
    helper.set_model_props(model, dict(notes))
    raw: bytes = model.SerializeToString(deterministic=True)
    return raw


def model_of(
    graph: OnnxGraph, inputs: Mapping[str, Shape], outputs: Mapping[str, Shape], name: str
) -> ModelProto:
    """A graph as a model.

    Args:
        inputs, outputs: shapes by name, without the batch axis, which is open.
        name: of the graph.
    """
    first, last = (
        [
            helper.make_tensor_value_info(value, TensorProto.FLOAT, [BATCH, *shape])
            for value, shape in ends.items()
        ]
        for ends in (inputs, outputs)
    )
    nodes = [
        helper.make_node(node.operator, node.inputs, [node.output], node.output, **node.attributes)
        for node in graph.nodes
    ]
    constants = [numpy_helper.from_array(array, name) for name, array in graph.constants.items()]
    opset = helper.make_opsetid("", graph.opset)
    return helper.make_model(
        helper.make_graph(nodes, name, first, last, constants),
        opset_imports=[opset],
        ir_version=helper.find_min_ir_version_for([opset]),
        producer_name="shiftscope",
    )
