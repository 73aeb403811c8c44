"""HardSigmoid: a sigmoid made of three straight pieces."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field
from torch import Tensor, nn

from app.network.layers.layer import Shape
from app.network.layers.pointwise import Pointwise
from app.network.onnx_graph import OnnxGraph

Coefficient = Annotated[float, Field(ge=-1e6, le=1e6)]


class Ramp(nn.Module):
    """A straight line, cut off at 0 and 1."""

    def __init__(self, alpha: float, beta: float) -> None:
        super().__init__()
        self.alpha, self.beta = alpha, beta

    def forward(self, values: Tensor) -> Tensor:
        """`min(max(alpha * in + beta, 0), 1)`."""
        return (values * self.alpha + self.beta).clamp(0, 1)


class HardSigmoid(Pointwise):
    """`out = min(max(alpha * in + beta, 0), 1)`, cell by cell."""

    kind: Literal["hardsigmoid"] = "hardsigmoid"
    alpha: Coefficient = 0.2
    beta: Coefficient = 0.5

    def signed(self, before: bool) -> bool:
        """False: no output is negative."""
        return False

    def build(self, shape: Shape) -> nn.Module:
        """A `Ramp`."""
        return Ramp(self.alpha, self.beta)

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`HardSigmoid`."""
        return graph.node("HardSigmoid", *inputs, alpha=self.alpha, beta=self.beta)


LAYER = HardSigmoid
