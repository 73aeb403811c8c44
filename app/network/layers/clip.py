"""Clip: values are cut off at a low and a high end; ReLU6 is clipping at 0 and 6."""

from collections.abc import Callable, Sequence
from typing import Annotated, Literal

import torch
from pydantic import Field, model_validator
from torch import Tensor, nn

from app.network.layers.layer import Shape
from app.network.layers.pointwise import Pointwise
from app.network.onnx_graph import OnnxGraph

Limit = Annotated[float, Field(ge=-1e30, le=1e30)]


class Clamp(nn.Module):
    """Cuts values off at both ends."""

    def __init__(self, low: float | None, high: float | None) -> None:
        super().__init__()
        self.low, self.high = low, high

    def forward(self, values: Tensor) -> Tensor:
        """`min(max(in, low), high)`."""
        return torch.clamp(values, self.low, self.high)


class Clip(Pointwise):
    """`out = min(max(in, low), high)`, cell by cell; an end that is null is open."""

    kind: Literal["clip"] = "clip"
    low: Limit | None = None
    high: Limit | None = None

    @model_validator(mode="after")
    def _some_end_in_order(self) -> "Clip":
        """ValueError where both ends are open, or the low one is above the high one."""
        if self.low is None and self.high is None:
            raise ValueError("expected a low or a high end, got neither")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"expected low at most high, got {self.low} and {self.high}")
        return self

    def signed(self, before: bool) -> bool:
        """As before, unless an end decides."""
        if self.high is not None and self.high < 0:
            return True
        return before and (self.low is None or self.low < 0)

    def build(self, shape: Shape) -> nn.Module:
        """A `Clamp`."""
        return Clamp(self.low, self.high)

    def function(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """`torch.clamp` with the ends."""
        low, high = self.low, self.high
        return lambda x: torch.clamp(x, low, high)

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`Clip`; an empty name stands for an open end."""
        ends = [
            "" if end is None else graph.constant(name, end)
            for name, end in (("low", self.low), ("high", self.high))
        ]
        return graph.node("Clip", *inputs, *ends)


LAYER = Clip
