"""The block: a chain of layers that computes any part of its volume from a part of its input."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import pad

from app.network.window import Window, Windows


@dataclass(frozen=True)
class Span:
    """The reach of a change along one axis, from the input of one block to its output.

    Args:
        read: cells of the block's input that the changed cells see; a list where they go round
            its border.
        pads: zeros before and after, for each layer of the block.
        first, last: the cells that change in the block's output, half-open.
        whole: whether these are all of its cells.
    """

    read: slice | list[int]
    pads: tuple[tuple[int, int], ...]
    first: int
    last: int
    whole: bool = False

    @cached_property
    def write(self) -> slice:
        """The cells that change."""
        return slice(self.first, self.last)


class Change(NamedTuple):
    """The cells of a volume that differ from another's, and where they are."""

    patch: Float[Tensor, "1 channel row col"]
    rows: Span
    cols: Span


class Local(NamedTuple):
    """A layer whose cells see a window of its input.

    Args:
        windows: along rows and columns.
        function: of input with its padding around it; None where a cell depends on more.
        whole: of the whole input.
        fill: the value of padding.
    """

    windows: Windows
    function: Callable[..., Tensor] | None
    whole: Callable[..., Tensor]
    fill: float


class Block:
    """The layers between volumes that are kept: a chain, whose first layer may have several inputs.

    Args:
        name: of the last layer.
        sources: the numbers of the blocks that feed it; -1 is the picture.
        layers: with their windows, and the functions that take padded input; without one, the
            block is a single layer that is computed from its whole input.
        shapes: of the block's input, then of each layer's output.

    Attributes:
        movable: whether its cells are the same functions wherever no window crosses a border.
    """

    def __init__(
        self,
        name: str,
        sources: tuple[int, ...],
        layers: Sequence[Local],
        shapes: Sequence[tuple[int, ...]],
    ) -> None:
        self.name = name
        self.sources = sources
        self.layers = layers
        self.shapes = shapes
        self.movable = layers[0].function is not None
        # A span depends on the architecture alone, and a drag comes to the same places again.
        self.span = lru_cache(1024)(self._span)

    def _span(self, axis: int, first: int, last: int) -> Span:
        """The reach of a change of input cells `first` to `last` along axis 1 or 2."""
        lengths = [shape[axis] for shape in self.shapes]
        windows = [local.windows[axis - 1] for local in self.layers]
        for window, (before, after) in zip(windows, pairwise(lengths), strict=True):
            if first < last:
                first, last = output_cells(window, first, last, before, after)
        if first >= last:
            return Span(slice(0, 0), ((0, 0),) * len(windows), 0, 0)
        pads, begin, end = [], first, last
        goes_round = False
        for window, length in zip(reversed(windows), reversed(lengths[:-1]), strict=True):
            begin, end = input_cells(window, begin, end)
            if window.wraps:
                goes_round = goes_round or begin < 0 or end > length
                pads.append((0, 0))
            else:
                pads.append((max(-begin, 0), max(end - length, 0)))
                begin, end = max(begin, 0), min(end, length)
        read: slice | list[int] = slice(begin, end)
        if goes_round:
            inside = [windows[0].inside(place, lengths[0]) for place in range(begin, end)]
            read = [cell for cell in inside if cell is not None]
        whole = (first, last) == (0, self.shapes[-1][axis])
        return Span(read, tuple(reversed(pads)), first, last, whole)

    def patch(
        self,
        volumes: Sequence[Float[Tensor, "batch _ _ _"]],
        changes: Sequence[Change | None],
        rows: Span,
        cols: Span,
    ) -> Float[Tensor, "batch channel_out row_out col_out"]:
        """The cells of the output that change.

        Args:
            volumes: the whole inputs; they stay as they are.
            changes: for each input how it differs from its volume; None where it does not.
        """
        sources = [*zip(volumes, changes, strict=True)]
        if not self.movable:
            values = [changed(volume, change) for volume, change in sources]
            return self.layers[0].whole(*values)[:, :, rows.write, cols.write]
        if rows.whole and cols.whole:
            values = [changed(volume, change) for volume, change in sources]
            for local in self.layers:
                values = [local.whole(*values)]
            return values[0]
        first, *others = self.layers
        around = *cols.pads[0], *rows.pads[0]
        values = [window(*source, rows, cols, around, first.fill) for source in sources]
        value = (first.function or first.whole)(*values)
        for local, (top, bottom), (left, right) in zip(
            others, rows.pads[1:], cols.pads[1:], strict=True
        ):
            if top + bottom + left + right:
                value = pad(value, (left, right, top, bottom), value=local.fill)
            value = (local.function or local.whole)(value)
        return value


def changed(volume: Float[Tensor, "batch channel row col"], change: Change | None) -> Tensor:
    """The volume itself where nothing changes, else a copy with the change."""
    if change is None:
        return volume
    if change.patch.shape == volume.shape:
        return change.patch
    volume = volume.clone()
    volume[:, :, change.rows.write, change.cols.write] = change.patch
    return volume


def window(
    volume: Float[Tensor, "batch channel row col"],
    change: Change | None,
    rows: Span,
    cols: Span,
    around: tuple[int, int, int, int],
    fill: float,
) -> Tensor:
    """The cells of a volume that spans read, changed, with padding around them.

    Args:
        around: cells of padding at the left, right, top and bottom.
        fill: their value.
    """
    if change is None or not (isinstance(rows.read, slice) and isinstance(cols.read, slice)):
        return _padded(cut(changed(volume, change), rows, cols), around, fill)
    (top, down, up), (left, along, wide) = (
        _overlap(change.rows, rows.read),
        _overlap(change.cols, cols.read),
    )
    patch = change.patch[:, :, down, along]
    height, width = rows.read.stop - rows.read.start, cols.read.stop - cols.read.start
    if patch.shape[2:] == (height, width):
        return _padded(patch, around, fill)
    before, after, above, below = around
    channels_last = volume.is_contiguous(memory_format=torch.channels_last)
    values = torch.empty(
        (*volume.shape[:2], above + height + below, before + width + after),
        memory_format=torch.channels_last if channels_last else torch.contiguous_format,
    )
    if any(around):
        values.fill_(fill)
    inner = values[:, :, above : above + height, before : before + width]
    inner.copy_(volume[:, :, rows.read, cols.read])
    inner[:, :, top:up, left:wide] = patch
    return values


def _overlap(change: Span, read: slice) -> tuple[int, slice, int]:
    """Along one axis, where a change lies among the cells read, and which of its cells are."""
    first, last = max(change.first, read.start), min(change.last, read.stop)
    last = max(first, last)
    return first - read.start, slice(first - change.first, last - change.first), last - read.start


def _padded(values: Tensor, around: tuple[int, int, int, int], fill: float) -> Tensor:
    """The values with padding around them."""
    return pad(values, around, value=fill) if any(around) else values


def cut(volume: Float[Tensor, "batch channel row col"], rows: Span, cols: Span) -> Tensor:
    """The cells of a volume that spans read."""
    if isinstance(rows.read, slice):
        return volume[:, :, rows.read, cols.read]
    return volume[:, :, rows.read][:, :, :, cols.read]


def input_cells(window: Window, first: int, last: int) -> tuple[int, int]:
    """Along one axis, the input cells that output cells `first` to `last` see, half-open."""
    begin = first * window.stride - window.padding
    return begin, (last - 1) * window.stride - window.padding + window.extent


def output_cells(window: Window, first: int, last: int, before: int, after: int) -> tuple[int, int]:
    """Along one axis, the output cells that see one of the input cells `first` to `last`.

    At the border of a circular layer a change may go on at the opposite side; then all output cells
    count. At a border that mirrors or repeats the input, all up to the border do.

    Args:
        before, after: how many cells the input and the output have.
    """
    low = -((window.extent - 1 - window.padding - first) // window.stride)
    high = (last - 1 + window.padding) // window.stride + 1
    # By so many cells the last window reaches over the border.
    over = (after - 1) * window.stride - window.padding + window.extent - before
    if window.beyond == "circular" and (last > before - window.padding or first < over):
        return 0, after
    if window.beyond in ("reflect", "edge"):
        low = 0 if first <= window.padding else low
        high = after if last >= before - over else high
    return max(low, 0), min(high, after)
