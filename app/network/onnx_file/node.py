"""One node of a file, as operators see it: checked inputs and attributes, and ways to a layer."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from onnx import NodeProto

from app.errors import BrokenNetwork, UnsupportedNode
from app.network.onnx_file.attributes import Attributes
from app.network.onnx_file.builder import Builder
from app.network.onnx_file.scope import Scope
from app.network.onnx_file.value import Part, Tensor, Value
from app.network.quoted import quoted


class Node:
    """A node with its inputs.

    Attributes:
        kind: the operator.
        name: the node's own, or that of its first output.
        inputs: None where an optional one is left out.
        opset: the version of the operators.
        last: whether its output is the network's.
        batch: the size of the batch axis that the file asks for; 1 where it leaves it open.
        scope: the tensors of the graph.
    """

    def __init__(
        self,
        proto: NodeProto,
        inputs: Sequence[Tensor | None],
        builder: Builder,
        *,
        opset: int,
        last: bool,
        batch: int,
        scope: Scope,
    ) -> None:
        self.proto = proto
        self.kind = proto.op_type
        self.name = title(proto)
        self.inputs = list(inputs)
        self.builder = builder
        self.opset = opset
        self.last = last
        self.batch = batch
        self.scope = scope
        self.attributes = Attributes(proto, self.refuse)

    def refuse(self, why: str) -> UnsupportedNode:
        """The error that names this node and why it is not taken."""
        return UnsupportedNode(f"node {self.name} ({self.kind}): {why}", self.name)

    def input(self, number: int) -> Tensor | None:
        """An input; None where it is left out."""
        return self.inputs[number] if number < len(self.inputs) else None

    def value(self, number: int = 0) -> Value:
        """An input that depends on the picture."""
        found = self.input(number)
        if not isinstance(found, Value):
            got = "nothing" if found is None else "a constant"
            raise self.refuse(f"expected input {number} to depend on the picture, got {got}")
        return found

    def plain(self, number: int = 0) -> Value:
        """An input that depends on the picture, and is not transposed."""
        found = self.value(number)
        if found.order is not None:
            raise self.refuse(
                "expected a vector flattened in the order channel, row, col; "
                "got one in the order row, col, channel: only a fully connected layer can take it"
            )
        if not found.plain:
            raise self.refuse(
                "expected the axes (batch, channel, row, col), got them transposed or squeezed: "
                "export with channels first"
            )
        return found

    def volume(self, number: int = 0) -> Value:
        """An input of three axes, `(channel, row, col)`, behind the batch."""
        found = self.value(number)
        if len(found.axes) != 3:
            raise self.refuse(
                "expected an input of the axes (batch, channel, row, col), "
                f"got one of {len(found.axes) + 1} axes"
            )
        return self.plain(number)

    def constant(self, number: int) -> np.ndarray:
        """An input that is a constant."""
        found = self.optional(number)
        if found is None:
            raise self.refuse(f"expected an input {number}, got none")
        return found

    def optional(self, number: int) -> np.ndarray | None:
        """An input that is a constant, None where it is left out."""
        found = self.input(number)
        if isinstance(found, (Value, Part)):
            raise self.refuse(
                f"expected input {number} to be a constant, got one that depends on the picture"
            )
        return found

    def weights(self, number: int) -> np.ndarray:
        """An input that is a constant of finite floats, as float32."""
        return finite(self, self.constant(number))

    def whole(self, number: int) -> list[int] | None:
        """An input that is a constant list of whole numbers, None where it is left out."""
        found = self.optional(number)
        if found is None:
            return None
        if found.dtype.kind not in "iu" or found.ndim > 1 or found.size > 64:
            raise self.refuse(f"expected a short list of whole numbers as input {number}")
        return [int(value) for value in found.reshape(-1)]

    def axes(self, number: int = 1) -> list[int] | None:
        """The axes: an attribute in older files, input `number` in newer ones."""
        if "axes" in self.attributes:
            return self.attributes.wholes("axes")
        return self.whole(number)

    def axis(self, axis: int, rank: int) -> int:
        """An axis counted from 0, of `rank`; negative ones count from the end."""
        if not -rank <= axis < rank:
            raise self.refuse(f"expected an axis of {rank}, got {axis}")
        return axis % rank

    def layer(
        self,
        kind: str,
        sources: Sequence[Value],
        options: Mapping[str, Any] | None = None,
        weights: Mapping[str, np.ndarray] | None = None,
    ) -> Value:
        """A new layer; its output."""
        try:
            return self.builder.add(kind, sources, options or {}, weights or {})
        except BrokenNetwork as error:
            raise self.refuse(error.message) from None

    def each(
        self,
        kind: str,
        options: Mapping[str, Any] | None = None,
        weights: Mapping[str, np.ndarray] | None = None,
    ) -> Value:
        """A new layer that treats every cell of input 0 alike, so its axes may be transposed."""
        value = self.value()
        if value.order is not None and weights and any(w.size > 1 for w in weights.values()):
            return self.layer(kind, [self.plain()], options, weights)
        made = self.layer(kind, [value], options, weights)
        return Value(made.layer, made.shape, value.axes, value.order)


def finite(node: Node, array: np.ndarray) -> np.ndarray:
    """A constant of floats as float32; raises UnsupportedNode for whole or infinite numbers."""
    if array.dtype.kind != "f":
        raise node.refuse(
            f"expected constants of the type float32, float16 or float64, got {array.dtype}"
        )
    if array.dtype != np.float32:
        node.builder.note(f"Numbers of the file in {array.dtype} became float32.")
    with np.errstate(over="ignore"):
        floats = array.astype(np.float32)
    if not np.isfinite(floats).all():
        raise node.refuse("expected finite numbers as constants, got NaN or infinity")
    return floats


def title(proto: NodeProto) -> str:
    """The name of a node in messages: its own, or that of its first output."""
    return quoted(proto.name or next(iter(proto.output), "") or "without a name")
