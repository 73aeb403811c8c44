"""PReLU: a leaky ReLU whose slope is learnt (He, Zhang, Ren & Sun 2015)."""

from collections.abc import Callable, Sequence
from typing import Literal, cast

import torch
from torch import Tensor, nn

from app.network.cell_step import Index, Scale, place
from app.network.layers.layer import Shape
from app.network.layers.pointwise import Pointwise
from app.network.onnx_graph import OnnxGraph


class PReLU(Pointwise):
    """`out = in` where in > 0, else `weight[k] * in`, in slice (or unit) k.

    With `shared` there is one weight, for all slices.
    """

    kind: Literal["prelu"] = "prelu"
    shared: bool = False

    def build(self, shape: Shape) -> nn.Module:
        """A `PReLU`."""
        return nn.PReLU(1 if self.shared else shape[0])

    def function(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """Torch's function."""
        weight = cast(nn.PReLU, module).weight
        return lambda x: torch.prelu(x, weight)

    def signed(self, before: bool) -> bool:
        """As before: what a slope turns round is not known."""
        return before

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`PRelu`."""
        weight = cast(nn.PReLU, module).weight
        slope = graph.constant("weight", weight.view(-1, *(1,) * (len(shapes[0]) - 1)))
        return graph.node("PRelu", *inputs, slope)

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Scale:
        """The input's value, and the slope where it is negative."""
        weight = cast(nn.PReLU, module).weight
        before = float(x[at])
        factor = 1.0 if before > 0 else float(weight[0 if self.shared else at[0]])
        total = before * factor
        return Scale(before=before, factor=factor, offset=0, total=total, strongest=place(at))


LAYER = PReLU
