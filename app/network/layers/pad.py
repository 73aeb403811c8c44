"""Padding: rows and columns added around a volume."""

from collections.abc import Callable, Sequence
from typing import Annotated, Literal

from jaxtyping import Float
from pydantic import Field
from torch import Tensor, nn

from app.network.cell_step import Copy, Index, place
from app.network.layers.identity import same
from app.network.layers.layer import Layer, Shape
from app.network.onnx_graph import OnnxGraph
from app.network.spatial import BEYOND, Mode, Padding, misfit, padded
from app.network.window import Window, Windows


class Frame(nn.Module):
    """Puts rows and columns around each slice."""

    def __init__(self, padding: Padding, mode: Mode, value: float) -> None:
        super().__init__()
        self.padding, self.mode, self.value = padding, mode, value

    def forward(
        self, values: Float[Tensor, "batch channel row col"]
    ) -> Float[Tensor, "batch channel row_out col_out"]:
        """The padded volume."""
        return padded(values, self.padding, self.mode, self.value)


class Pad(Layer):
    """`out[k, r, c] = in[k, r - top, c - left]`; outside the input, what `mode` puts there.

    In mode `zero` that is `value`, the same everywhere.
    """

    kind: Literal["pad"] = "pad"
    pooling_name = None
    padding: Padding
    mode: Mode = "zero"
    value: Annotated[float, Field(ge=-1e30, le=1e30)] = 0.0

    def output_shape(self, shape: Shape) -> Shape:
        """Rows and columns grow by the padding."""
        channels, rows, cols = self.needs_volume(shape)
        if why := misfit(self.padding, self.mode, rows, cols):
            raise self.broken(why)
        top, left, bottom, right = self.padding
        return (channels, rows + top + bottom, cols + left + right)

    def signed(self, before: bool) -> bool:
        """As before, or where the value is negative."""
        return before or (self.mode == "zero" and self.value < 0)

    @property
    def fill(self) -> float:
        """The value."""
        return self.value

    def windows(self) -> Windows:
        """One cell."""
        top, left, _, _ = self.padding
        beyond = BEYOND[self.mode]
        return Windows(Window(padding=top, beyond=beyond), Window(padding=left, beyond=beyond))

    def build(self, shape: Shape) -> nn.Module:
        """A `Frame`."""
        return Frame(self.padding, self.mode, self.value)

    def unpadded(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """Nothing more is computed."""
        return same

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`Pad`."""
        return graph.pad(inputs[0], self.padding, self.mode, self.value)

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Copy:
        """The cell that stands there; none where a constant does."""
        channel, row, col = at
        rows, cols = self.windows()
        (high,), (wide,) = rows.covers(row, x.shape[1]), cols.covers(col, x.shape[2])
        if high is None or wide is None:
            return Copy(total=float(y[at]), strongest=None)
        return Copy(total=float(y[at]), strongest=place((channel, high, wide)))


LAYER = Pad
