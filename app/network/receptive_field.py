"""Receptive fields: the box of px that a cell sees, and how it moves from cell to cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.network.spec import Spec
from app.network.window import Window


@dataclass(frozen=True)
class ReceptiveField:
    """The pixels that a layer's cells see along one axis.

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

        With stride s, size k and offset o before, and d = dilation: `s' = s * stride`,
        `k' = k + (size - 1) * d * s`, `o' = o - padding * s` (Araujo, Norris & Sim 2019, Computing
        Receptive Fields, eq. 1 to 4).
        """
        return ReceptiveField(
            stride=self.stride * window.stride,
            size=self.size + (window.extent - 1) * self.stride,
            offset=self.offset - window.padding * self.stride,
        )

    def span(self, cell: int) -> tuple[int, int]:
        """The px that cell number `cell` sees along one axis, half-open, not clipped."""
        first = self.offset + cell * self.stride
        return first, first + self.size


class Fields(NamedTuple):
    """The receptive field along rows and along columns."""

    rows: ReceptiveField = ReceptiveField()
    cols: ReceptiveField = ReceptiveField()


def receptive_fields(spec: Spec) -> list[Fields | None]:
    """The fields of each layer, in order; None for a layer that depends on whole volumes.

    Where branches meet, a cell sees what it sees through any of them (Araujo, Norris & Sim 2019,
    section 3). If they move at different strides there is no such field, and the layer has None.
    """
    found: list[Fields | None] = [Fields()]
    for windows, sources in zip(spec.windows, spec.sources, strict=True):
        before = [found[number] for number in sources]
        known = [fields for fields in before if fields is not None]
        if windows is None or len(known) < len(before):
            found.append(None)
            continue
        rows = joined([fields.rows.through(windows.rows) for fields in known])
        cols = joined([fields.cols.through(windows.cols) for fields in known])
        found.append(None if rows is None or cols is None else Fields(rows, cols))
    return found[1:]


def joined(fields: Sequence[ReceptiveField]) -> ReceptiveField | None:
    """The least field that holds all of them; None where their strides differ."""
    if len({field.stride for field in fields}) > 1:
        return None
    offset = min(field.offset for field in fields)
    end = max(field.offset + field.size for field in fields)
    return ReceptiveField(fields[0].stride, end - offset, offset)
