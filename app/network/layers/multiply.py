"""Multiplication: cells at the same place, of all inputs; a gate weighs whole slices."""

from collections.abc import Sequence
from functools import reduce
from math import prod
from operator import mul
from typing import Literal

from torch import Tensor, nn

from app.network.cell_step import Factors, Index, place
from app.network.layers.layer import Merge, Shape
from app.network.onnx_graph import OnnxGraph
from app.network.window import ONE_CELL, Windows


class Product(nn.Module):
    """The product of its inputs."""

    def forward(self, *values: Tensor) -> Tensor:
        """`out = in0 * in1 * …`, cell by cell."""
        return reduce(mul, values)


class Multiply(Merge):
    """`out = in0 * in1 * …`, cell by cell.

    Inputs have one shape, or are gates: one row and one column, by which a slice is multiplied
    (Hu, Shen & Sun 2018, Squeeze-and-Excitation Networks).
    """

    kind: Literal["multiply"] = "multiply"
    bent = True

    def merged_shape(self, shapes: Sequence[Shape]) -> Shape:
        """The largest input's; raises BrokenNetwork where another is neither equal nor a gate."""
        whole = max(shapes, key=prod)
        gate = (whole[0], 1, 1) if len(whole) == 3 else whole
        if not {whole, gate}.issuperset(shapes):
            raise self.broken(
                f"expected inputs of shape {whole} or gates of shape {gate}, "
                f"got {', '.join(map(str, shapes))}"
            )
        return whole

    def windows_after(self, shapes: Sequence[Shape]) -> Windows | None:
        """One cell; None where a gate weighs cells at other places than its own."""
        return ONE_CELL if len(set(shapes)) == 1 else None

    def build(self, shape: Shape) -> nn.Module:
        """A `Product`."""
        return Product()

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`Mul`, of two inputs at a time."""
        return graph.chain("Mul", inputs)

    def explain_all(
        self, module: nn.Module, xs: Sequence[Tensor], y: Tensor, at: Index, top: int
    ) -> tuple[Factors, int]:
        """Each input's cell, or its gate; the way back leads to the first that is no gate."""
        values = [float(x[at] if x.shape == y.shape else x[at[0], 0, 0]) for x in xs]
        first = next(number for number, x in enumerate(xs) if x.shape == y.shape)
        return Factors(values=values, total=prod(values), strongest=place(at)), first


LAYER = Multiply
