"""Hyperbolic tangent: every value comes between -1 and 1."""

from collections.abc import Callable, Sequence
from typing import Literal

import torch
from torch import Tensor, nn

from app.network.layers.layer import Shape
from app.network.layers.pointwise import Pointwise
from app.network.onnx_graph import OnnxGraph


class Tanh(Pointwise):
    """`out = tanh(in)`, cell by cell."""

    kind: Literal["tanh"] = "tanh"
    bent = True

    def build(self, shape: Shape) -> nn.Module:
        """A `Tanh`."""
        return nn.Tanh()

    def function(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """`torch.tanh`."""
        return torch.tanh

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`Tanh`."""
        return graph.node("Tanh", *inputs)


LAYER = Tanh
