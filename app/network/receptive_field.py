"""Receptive fields: the box of px that a cell sees, and how it moves from cell to cell."""

from dataclasses import dataclass

from app.network.layers.layer import Window
from app.network.spec import Spec


@dataclass(frozen=True)
class ReceptiveField:
    """The pixels that a layer's cells see, the same along rows and columns.

    Cell `i` sees the pixels `offset + i * stride` to `offset + i * stride + size`, half-open. Those
    outside the picture are padding, and a cell that sees some is edge-affected.

    Args:
        stride: px from one cell's field to the next, cumulative over the layers so far.
        size: px.
        offset: the first px that cell 0 sees; negative outside the picture.
    """

    stride: int = 1
    size: int = 1
    offset: int = 0

    def through(self, window: Window) -> "ReceptiveField":
        """The field after one more layer with that window.

        With stride s, size k and offset o before: `s' = s * stride`, `k' = k + (size - 1) * s`,
        `o' = o - padding * s` (Araujo, Norris & Sim 2019, Computing Receptive Fields, eq. 1 to 4).
        """
        return ReceptiveField(
            stride=self.stride * window.stride,
            size=self.size + (window.size - 1) * self.stride,
            offset=self.offset - window.padding * self.stride,
        )

    def span(self, cell: int) -> tuple[int, int]:
        """The px that cell number `cell` sees along one axis, half-open, not clipped."""
        first = self.offset + cell * self.stride
        return first, first + self.size


def receptive_fields(spec: Spec) -> list[ReceptiveField | None]:
    """One field for each layer, in order; None from the first layer that sees its whole input."""
    field: ReceptiveField | None = ReceptiveField()
    found: list[ReceptiveField | None] = []
    for layer in spec.layers:
        window = layer.window()
        field = field.through(window) if field is not None and window is not None else None
        found.append(field)
    return found
