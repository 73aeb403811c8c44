"""SiLU, also called Swish: a value times its own sigmoid."""

from collections.abc import Callable, Sequence
from typing import Literal

from torch import Tensor, nn
from torch.nn import functional

from app.network.layers.layer import Shape
from app.network.layers.pointwise import Pointwise
from app.network.onnx_graph import OnnxGraph


class SiLU(Pointwise):
    """`out = in / (1 + exp(-in))`, cell by cell."""

    kind: Literal["silu"] = "silu"
    bent = True

    def build(self, shape: Shape) -> nn.Module:
        """A `SiLU`."""
        return nn.SiLU()

    def function(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """Torch's function."""
        return functional.silu

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`Sigmoid` and `Mul`."""
        return graph.node("Mul", *inputs, graph.node("Sigmoid", *inputs))


LAYER = SiLU
