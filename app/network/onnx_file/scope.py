"""The tensors of a graph by name, as far as they are known, and who takes them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from onnx import NodeProto, TensorProto

from app.errors import MalformedOnnx
from app.network.onnx_file import tensors
from app.network.onnx_file.value import Part, Tensor, Value


class Scope:
    """The tensors of one graph.

    Attributes:
        fused: values that a node before has computed together with its own, by name.
    """

    def __init__(self, stored: Sequence[TensorProto], nodes: Iterable[NodeProto]) -> None:
        self._stored = {tensor.name: tensor for tensor in stored}
        if len(self._stored) < len(stored):
            raise MalformedOnnx("two tensors of the file share a name")
        self._known: dict[str, Tensor] = {}
        self._followers: dict[str, list[NodeProto]] = defaultdict(list)
        for node in nodes:
            for name in dict.fromkeys(node.input):
                self._followers[name].append(node)
        self.fused: dict[str, Value] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._known or name in self._stored

    def set(self, name: str, tensor: Tensor) -> None:
        """A tensor that is known from now on."""
        self._known[name] = tensor

    def get(self, name: str) -> Tensor | None:
        """The tensor called `name`, None where it is not known yet; raises as `tensors.array`."""
        if name not in self._known and name in self._stored:
            self._known[name] = tensors.array(self._stored[name])
        return self._known.get(name)

    def constant(self, name: str) -> np.ndarray | None:
        """As `get`, but None where the tensor depends on the picture."""
        found = self.get(name)
        return None if isinstance(found, (Value, Part)) else found

    def follower(self, node: NodeProto, kind: str) -> NodeProto | None:
        """The one node that takes the node's output; None for several, or one of another kind."""
        found = self._followers[node.output[0]]
        alone = len(found) == 1 and found[0].op_type == kind and len(found[0].input) == 2
        return found[0] if alone else None
