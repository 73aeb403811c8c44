"""Softmax: values become positive shares whose sum is 1."""

from collections.abc import Callable, Sequence
from typing import Literal

import torch
from torch import Tensor, nn

from app.network.layers.layer import Shape
from app.network.layers.pointwise import Pointwise
from app.network.onnx_graph import OnnxGraph


class Softmax(Pointwise):
    """`out[k] = exp(in[k]) / sum(exp(in[j]))`, j over units, or over slices at each place."""

    kind: Literal["softmax"] = "softmax"
    bent = True

    def signed(self, before: bool) -> bool:
        """False: shares are positive."""
        return False

    def build(self, shape: Shape) -> nn.Module:
        """A `Softmax`."""
        return nn.Softmax(1)

    def function(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """`torch.softmax` over units or slices."""
        return lambda x: torch.softmax(x, 1)

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`Softmax` over units or slices."""
        return graph.node("Softmax", *inputs, axis=1)


LAYER = Softmax
