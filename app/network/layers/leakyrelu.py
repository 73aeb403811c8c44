"""Leaky ReLU: negative values are made smaller."""

from collections.abc import Callable, Sequence
from typing import Annotated, Literal

from pydantic import Field
from torch import Tensor, nn
from torch.nn import functional

from app.network.cell_step import Index, Scale, place
from app.network.layers.layer import Shape
from app.network.layers.pointwise import Pointwise
from app.network.onnx_graph import OnnxGraph


class LeakyReLU(Pointwise):
    """`out = in` where in > 0, else `slope * in`, cell by cell."""

    kind: Literal["leakyrelu"] = "leakyrelu"
    slope: Annotated[float, Field(ge=-1e6, le=1e6)] = 0.01

    def signed(self, before: bool) -> bool:
        """As before, unless the slope turns negative values round."""
        return before and self.slope > 0

    def build(self, shape: Shape) -> nn.Module:
        """A `LeakyReLU`."""
        return nn.LeakyReLU(self.slope)

    def function(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """Torch's function."""
        slope = self.slope
        return lambda x: functional.leaky_relu(x, slope)

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`LeakyRelu`."""
        return graph.node("LeakyRelu", *inputs, alpha=self.slope)

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Scale:
        """The input's value, and the slope where it is negative."""
        before = float(x[at])
        factor = 1.0 if before > 0 else self.slope
        total = before * factor
        return Scale(before=before, factor=factor, offset=0, total=total, strongest=place(at))


LAYER = LeakyReLU
