"""A graph of ONNX while it is written: nodes and constants, without any of the `onnx` package."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from torch import Tensor

from app.network.spatial import Mode, Padding

OPSET = 18
"""The version of ONNX's operators where no node needs a newer one."""
MODES: dict[Mode, str] = {
    "zero": "constant",
    "reflect": "reflect",
    "edge": "edge",
    "circular": "wrap",
}
"""What padding holds, as ONNX calls it."""
WRAP_OPSET = 19
"""The first version that pads with the opposite side."""


class OnnxNode(NamedTuple):
    """A node: its operator, the names of its inputs and of its output, and its attributes."""

    operator: str
    inputs: tuple[str, ...]
    output: str
    attributes: dict[str, Any]


class OnnxGraph:
    """The nodes of the layers so far. Values have a batch axis first.

    Attributes:
        nodes: in the order of the flow.
        constants: weights and other constants, by name.
        opset: the version of the operators that all nodes need.
    """

    def __init__(self) -> None:
        self.nodes: list[OnnxNode] = []
        self.constants: dict[str, np.ndarray] = {}
        self.opset = OPSET
        self._layer = ""

    def begin(self, layer: str) -> None:
        """Names of what follows begin with the layer's."""
        self._layer = layer

    def end(self, output: str, name: str) -> None:
        """Calls the output of the last node, `output`, by the name that others know it by."""
        last = self.nodes.pop()
        if last.output != output:
            raise ValueError(f"expected the output of the last node; got {output!r}")
        self.nodes.append(last._replace(output=name))

    def needs(self, opset: int) -> None:
        """Notes that a node needs this version of the operators."""
        self.opset = max(self.opset, opset)

    def node(self, operator: str, *inputs: str, **attributes: Any) -> str:
        """Adds a node; the name of its output."""
        output = f"{self._layer}.value{len(self.nodes)}"
        self.nodes.append(OnnxNode(operator, inputs, output, attributes))
        return output

    def chain(self, operator: str, values: Sequence[str]) -> str:
        """Adds nodes of an operator of two inputs, one after the other; the last one's output."""
        found, *others = values
        for value in others:
            found = self.node(operator, found, value)
        return found if others else self.node("Identity", found)

    def constant(self, name: str, value: Tensor | np.ndarray | float | Sequence[int]) -> str:
        """Adds a constant of the layer; its whole name. Floats are float32, whole numbers int64."""
        array = value.detach().cpu().numpy() if isinstance(value, Tensor) else np.asarray(value)
        kind = np.float32 if np.issubdtype(array.dtype, np.floating) else np.int64
        whole = f"{self._layer}.{name}"
        self.constants[whole] = np.ascontiguousarray(array, kind).reshape(array.shape)
        return whole

    def pad(self, value: str, padding: Padding, mode: Mode = "zero", filled: float = 0.0) -> str:
        """Adds padding around a volume; `filled` is what mode `zero` puts there."""
        top, left, bottom, right = padding
        if mode == "circular":
            self.needs(WRAP_OPSET)
        pads = self.constant("pads", [0, 0, top, left, 0, 0, bottom, right])
        inputs = [value, pads, *([self.constant("filled", filled)] if mode == "zero" else [])]
        return self.node("Pad", *inputs, mode=MODES[mode])
