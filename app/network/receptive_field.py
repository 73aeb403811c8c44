"""The receptive field: the input box that a cell sees, and how it moves from cell to cell."""

from dataclasses import dataclass

from app.network.layers.layer import Window
from app.network.spec import Spec


@dataclass(frozen=True)
class ReceptiveField:
    """The pixels that a layer's cells see, the same along rows and columns.

    Cell `i` sees the pixels `offset + i * stride` to `offset + i * stride + size`, half-open. What
    falls outside the picture is padding, and the cell is edge-affected.

    Args:
        stride: px from one cell's field to the next, cumulative over the layers so far.
        size: px.
        offset: first pixel that cell 0 sees, in px; negative when it reaches over the border.
    """

    stride: int = 1
    size: int = 1
    offset: int = 0

    def through(self, window: Window) -> "ReceptiveField":
        """The field after one more layer that looks through `window`.

        With stride s, size k and offset o before: `s' = s * stride`, `k' = k + (size - 1) * s`,
        `o' = o - padding * s` (Araujo, Norris & Sim 2019, Computing Receptive Fields, eq. 1 to 4).
        """
        return ReceptiveField(
            stride=self.stride * window.stride,
            size=self.size + (window.size - 1) * self.stride,
            offset=self.offset - window.padding * self.stride,
        )

    def span(self, cell: int) -> tuple[int, int]:
        """The pixels that cell number `cell` sees along one axis, half-open, unclipped."""
        first = self.offset + cell * self.stride
        return first, first + self.size


def receptive_fields(spec: Spec) -> list[ReceptiveField | None]:
    """One field for each layer, in order; None once a layer sees the whole input."""
    field: ReceptiveField | None = ReceptiveField()
    found: list[ReceptiveField | None] = []
    for layer in spec.layers:
        window = layer.window()
        field = field.through(window) if field is not None and window is not None else None
        found.append(field)
    return found
