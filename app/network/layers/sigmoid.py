"""Sigmoid: every value comes between 0 and 1."""

from collections.abc import Callable, Sequence
from typing import Literal

import torch
from torch import Tensor, nn

from app.network.layers.layer import Shape
from app.network.layers.pointwise import Pointwise
from app.network.onnx_graph import OnnxGraph


class Sigmoid(Pointwise):
    """`out = 1 / (1 + exp(-in))`, cell by cell."""

    kind: Literal["sigmoid"] = "sigmoid"
    bent = True

    def signed(self, before: bool) -> bool:
        """False: no output is negative."""
        return False

    def build(self, shape: Shape) -> nn.Module:
        """A `Sigmoid`."""
        return nn.Sigmoid()

    def function(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """`torch.sigmoid`."""
        return torch.sigmoid

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`Sigmoid`."""
        return graph.node("Sigmoid", *inputs)


LAYER = Sigmoid
