"""From the graph of an ONNX file to a network, node by node."""

import numpy as np
from onnx import ModelProto, NodeProto

from app.errors import MalformedOnnx, RefusedFile
from app.network.deadline import look
from app.network.onnx_file import graph
from app.network.onnx_file.builder import Builder
from app.network.onnx_file.folding import FOLDS, fold
from app.network.onnx_file.node import Node, title
from app.network.onnx_file.operators import OPERATORS
from app.network.onnx_file.scope import Scope
from app.network.onnx_file.source_name import source_name
from app.network.onnx_file.value import Tensor, Value
from app.network.onnx_file.wrapping import part
from app.network.quoted import quoted

SPARE = 2**24
"""Bytes of weights and computed constants, beside twice the file's size."""


class Conversion:
    """One conversion.

    Attributes:
        builder: the layers so far.
        input_name: the name of the tensor that is the picture.
        input_shape: `(channel, row, col)`.
        output_name: the name of the tensor that is the output.
    """

    def __init__(self, model: ModelProto) -> None:
        """Finds the picture, the nodes and the output, and converts none yet.

        Raises:
            MalformedOnnx: the graph breaks the rules of ONNX.
            UnsupportedNode: a node is of a kind that is not taken.
            RefusedFile: the graph as a whole is not taken.
        """
        self.builder = Builder(2 * model.ByteSize() + SPARE)
        self.opset = graph.opset_of(model)
        graph.check_extent(model)
        self.nodes = graph.needed_nodes(model.graph)
        outputs = model.graph.output
        self.output_name = outputs[0].name
        if len(outputs) > 1:
            self.builder.note(
                f"The first of the file's {len(outputs)} outputs is read, the others are not."
            )
        used = {name for node in self.nodes for name in node.input} | {self.output_name}
        self.scope = Scope(model.graph.initializer, self.nodes)
        picture = graph.only_input(model.graph, self.scope, used)
        self.input_name = picture.name
        graph.check_kinds(self.nodes, picture.name)
        turned = graph.turns_channels(self.nodes, picture.name)
        self.input_shape, axes, self.batch = graph.picture_axes(picture, turned)
        if self.batch > 1:
            self.builder.note(f"A batch of {self.batch} is read as one picture.")
        if axes != (0, 1, 2):
            self.builder.note("Channels come last in the file; here they come first.")
        self.scope.set(picture.name, Value("input", self.input_shape, axes))

    def run(self) -> Value:
        """Converts all nodes; the output of the network.

        Raises:
            MalformedOnnx: a node breaks the rules of ONNX.
            UnsupportedNode: a node has an option, or takes a tensor, that is not taken.
            RefusedFile: the output does not depend on the picture.
        """
        # Constants first: what follows a node may decide what becomes of it.
        for node in sorted(self.nodes, key=lambda node: node.op_type != "Constant"):
            look()
            self.convert(node)
        result = self.scope.get(self.output_name)
        if not isinstance(result, Value) or not self.builder.layers:
            raise RefusedFile(
                f"expected an output that depends on the picture, got {quoted(self.output_name)}",
                quoted(self.output_name),
            )
        return result

    def convert(self, proto: NodeProto) -> None:
        """Converts one node; the scope then has what it computes."""
        if not proto.output or not proto.output[0]:
            raise MalformedOnnx(f"node {title(proto)}: expected an output", title(proto))
        output = proto.output[0]
        if output in self.scope:
            raise MalformedOnnx(f"two tensors are called {quoted(output)}", title(proto))
        if output in self.scope.fused:
            made = self.scope.fused[output]
            self.scope.set(output, made)
            self.name(made, output)
            return
        node = Node(
            proto,
            [self.input(name, proto) for name in proto.input],
            self.builder,
            opset=self.opset,
            last=output == self.output_name,
            batch=self.batch,
            scope=self.scope,
        )
        if proto.op_type in FOLDS and not any(isinstance(x, Value) for x in node.inputs):
            self.scope.set(output, self.folded(node))
        elif proto.op_type == "Slice":
            self.scope.set(output, part(node))
        elif proto.op_type in OPERATORS:
            self.scope.set(output, self.layered(node, output))
        else:
            raise node.refuse("expected constants, got an input that depends on the picture")
        node.attributes.end()

    def folded(self, node: Node) -> np.ndarray:
        """The constant that a node of constants computes."""
        constant = fold(node)
        # A view takes nothing more, and a node's own constant is part of the file's size.
        inputs = [array for array in node.inputs if isinstance(array, np.ndarray)]
        if inputs and not any(np.may_share_memory(constant, array) for array in inputs):
            self.builder.take(constant.nbytes)
        return constant

    def layered(self, node: Node, output: str) -> Tensor:
        """What a node computes of the picture, by new layers as a rule."""
        before = len(self.builder.layers)
        result = OPERATORS[node.kind](node)
        new = {layer.name for layer in self.builder.layers[before:]}
        if source := source_name(node.proto):
            self.builder.sources.update(dict.fromkeys(new, source))
        fused = self.scope.fused.values()
        if isinstance(result, Value) and result.layer in new and result not in fused:
            self.name(result, output)
        return result

    def name(self, value: Value, output: str) -> None:
        """Notes that a layer equals the tensor called `output`, unless its axes are others."""
        if value.plain:
            self.builder.values[value.layer] = output

    def input(self, name: str, proto: NodeProto) -> Tensor | None:
        """The tensor called `name`; None for the empty name, an input that is left out."""
        found = self.scope.get(name) if name else None
        if name and found is None:
            raise MalformedOnnx(
                f"node {title(proto)}: expected inputs that are computed before it, "
                f"got {quoted(name)}",
                title(proto),
            )
        return found
