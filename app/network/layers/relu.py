"""ReLU: negative values become zero."""

from collections.abc import Callable, Sequence
from typing import Literal

import torch
from torch import Tensor, nn

from app.network.cell_step import Cut, Index, place
from app.network.layers.layer import Layer, Shape
from app.network.onnx_graph import OnnxGraph


class ReLU(Layer):
    """`out = max(in, 0)`, cell by cell."""

    kind: Literal["relu"] = "relu"
    pooling_name = None

    def output_shape(self, shape: Shape) -> Shape:
        """Unchanged."""
        return shape

    def signed(self, before: bool) -> bool:
        """False: no output is negative."""
        return False

    def build(self, shape: Shape) -> nn.Module:
        """A `ReLU`."""
        return nn.ReLU()

    def function(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """`torch.relu`."""
        return torch.relu

    def unpadded(self, module: nn.Module) -> Callable[[Tensor], Tensor] | None:
        """`torch.relu`: it has no padding."""
        return torch.relu

    def vjp(self, module: nn.Module, gradient: Tensor, x: Tensor, y: Tensor) -> Tensor:
        """The gradient where the layer is active, zero elsewhere."""
        return gradient * (y > 0)

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`Relu`."""
        return graph.node("Relu", *inputs)

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Cut:
        """The input's value."""
        before = float(x[at])
        return Cut(before=before, cut=before < 0, strongest=place(at))


LAYER = ReLU
