"""HardSwish: SiLU made of straight pieces and a parabola."""

from collections.abc import Callable, Sequence
from typing import Literal

from torch import Tensor, nn
from torch.nn import functional

from app.network.layers.layer import Shape
from app.network.layers.pointwise import Pointwise
from app.network.onnx_graph import OnnxGraph


class HardSwish(Pointwise):
    """`out = in * min(max(in / 6 + 1 / 2, 0), 1)`, cell by cell."""

    kind: Literal["hardswish"] = "hardswish"
    bent = True

    def build(self, shape: Shape) -> nn.Module:
        """A `Hardswish`."""
        return nn.Hardswish()

    def function(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """Torch's function."""
        return functional.hardswish

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`HardSwish`."""
        return graph.node("HardSwish", *inputs)


LAYER = HardSwish
