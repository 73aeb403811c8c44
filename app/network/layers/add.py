"""Addition: cells at the same place, of all inputs; a residual block ends in one."""

from collections.abc import Sequence
from functools import reduce
from operator import add
from typing import Literal

from torch import Tensor, nn

from app.network.cell_step import Index, Terms
from app.network.layers.layer import Merge, Shape
from app.network.onnx_graph import OnnxGraph
from app.network.weighted_sums import terms


class Sum(nn.Module):
    """The sum of its inputs."""

    def forward(self, *values: Tensor) -> Tensor:
        """`out = in0 + in1 + …`, cell by cell."""
        return reduce(add, values)


class Add(Merge):
    """`out = in0 + in1 + …`, cell by cell; all inputs have one shape."""

    kind: Literal["add"] = "add"

    def merged_shape(self, shapes: Sequence[Shape]) -> Shape:
        """Unchanged; raises BrokenNetwork where shapes differ."""
        if len(set(shapes)) > 1:
            raise self.broken(f"expected inputs of one shape, got {', '.join(map(str, shapes))}")
        return shapes[0]

    def build(self, shape: Shape) -> nn.Module:
        """A `Sum`."""
        return Sum()

    def vjps(
        self, module: nn.Module, gradient: Tensor, xs: Sequence[Tensor], y: Tensor
    ) -> Sequence[Tensor]:
        """The gradient, for each input."""
        return [gradient] * len(xs)

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`Add`, of two inputs at a time."""
        return graph.chain("Add", inputs)

    def explain_all(
        self, module: nn.Module, xs: Sequence[Tensor], y: Tensor, at: Index, top: int
    ) -> tuple[Terms, int]:
        """Each input's cell at that place."""
        return terms([float(x[at]) for x in xs], at)


LAYER = Add
