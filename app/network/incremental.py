"""Incremental inference: in each volume, compute only the cells that a changed box reaches.

A cell of a convolution or a pooling sees a window of the layer before it and nothing else. So two
pictures that differ only inside a box have volumes that differ only inside a box. That box is
computed from the changed cells and their neighbours, and written into a copy of the other picture's
volume. Both ways add up the same products.

Nothing here remembers a picture: `app/network/patch_cache.py` does.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from app.network.block import Block, Change, Local, Span
from app.network.build import Function, Network

Box = tuple[int, int, int, int]
"""Top, left, bottom, right of a part of the picture, px, half-open."""

MAX_SHARE = 0.5
"""The largest share of the picture for which computing a part is quicker than the whole."""
MARGIN = 8
"""Approximate margin in px recomputed around a changed box."""


@dataclass(frozen=True)
class AxisReach:
    """The reach of a change along one axis, block by block.

    Args:
        spans: one for each block.
        keys: one for each block, equal for two changes that differ only by a shift: they read and
            write as many cells, equally far from where the change begins.
    """

    spans: tuple[Span, ...]
    keys: tuple[tuple[object, ...], ...]


class Reach(NamedTuple):
    """The reach of a change of a box, along both axes."""

    rows: AxisReach
    cols: AxisReach


class IncrementalNetwork:
    """A network as blocks, each of which can compute a part of its volume, and the layers behind.

    Attributes:
        blocks: in the order of the flow. Each ends with a layer that has a role, whose output
            several layers take, or before one that goes round the border or takes several inputs.
            A network has none that samples adaptively, or in which volumes depend on whole ones.
        rest: the functions of the layers behind, which need whole volumes; their sources are 0 for
            the picture, then the blocks, then the rest.
        taken: the numbers of the blocks that `rest` takes.
        shown: numbers and names of those and of the blocks that end with a layer that people are
            shown.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self.blocks: list[Block] = []
        spec = network.spec
        shapes = [spec.input_shape, *spec.shapes()]
        count = _local_count(network)
        users: dict[int, list[int]] = {}
        for number, sources in enumerate(spec.sources, 1):
            for source in set(sources):
                users.setdefault(source, []).append(number)
        # The number of the block that ends with a layer, by the layer's number; 0 is the picture.
        ends = {0: -1}
        chain: list[int] = []
        for number in range(1, count + 1):
            chain.append(number)
            layer, after = spec.layers[number - 1], users.get(number, [])
            if _ends_block(network, number, after, count) or layer.role is not None:
                first, *_ = chain
                block = Block(
                    layer.name,
                    tuple(ends[source] for source in spec.sources[first - 1]),
                    [_local(network, one) for one in chain],
                    [shapes[spec.sources[first - 1][0]], *(shapes[one] for one in chain)],
                )
                ends[number] = len(self.blocks)
                self.blocks.append(block)
                chain = []
        places = {number: block + 1 for number, block in ends.items()}
        for number in range(count + 1, len(spec.layers) + 1):
            places[number] = len(self.blocks) + number - count
        self.rest = tuple(
            Function(name, call, tuple(places[source] for source in sources))
            for name, call, sources in network.functions[count:]
        )
        self.taken = sorted(
            {source - 1 for _, _, sources in self.rest for source in sources}
            & set(range(len(self.blocks)))
        )
        roles = network.roles
        shown = {n for n, block in enumerate(self.blocks) if roles[block.name] is not None}
        self.shown = [(n, self.blocks[n].name) for n in sorted({*self.taken, *shown})]
        self.names = ["input", *(block.name for block in self.blocks)]
        self._count = count
        self.axis_reach = lru_cache(1024)(self._axis_reach)

    def reach(self, box: Box) -> Reach:
        """The reach of a change of that box."""
        top, left, bottom, right = box
        return Reach(self.axis_reach(1, top, bottom), self.axis_reach(2, left, right))

    def _axis_reach(self, axis: int, first: int, last: int) -> AxisReach:
        """The reach of a change of px `first` to `last` along axis 1 or 2."""
        spans: list[Span] = []
        keys: list[tuple[object, ...]] = []
        strides: list[int] = []
        for block in self.blocks:
            changes = [
                (first, last) if source < 0 else (spans[source].first, spans[source].last)
                for source in block.sources
            ]
            held = [change for change in changes if change[0] < change[1]] or [(0, 0)]
            span = block.span(axis, min(at for at, _ in held), max(end for _, end in held))
            source = block.sources[0]
            stride = 1 if source < 0 else strides[source]
            spans.append(span)
            read: tuple[int, ...]
            if isinstance(span.read, slice) and block.movable:
                read = span.read.start * stride - first, span.read.stop * stride - first
            else:
                read = span.first, span.last, first
            for local in block.layers:
                stride *= local.windows[axis - 1].stride
            strides.append(stride)
            write = span.first * stride - first, span.last - span.first
            keys.append((last - first, read, span.pads, *write))
        return AxisReach(tuple(spans), tuple(keys))

    def pays_off(self, boxes: Sequence[Box], max_share: float = MAX_SHARE) -> bool:
        """Whether boxes and their margins cover at most that share of the picture."""
        _, rows, cols = self.network.spec.input_shape
        cells = 0
        for top, left, bottom, right in boxes:
            height, width = bottom - top + 2 * MARGIN, right - left + 2 * MARGIN
            cells += min(height, rows) * min(width, cols)
        return cells <= max_share * rows * cols

    def whole(self, pictures: Float[Tensor, "batch channel row col"]) -> dict[str, Tensor]:
        """The volume after each block, by name, computed from whole pictures."""
        values = [pictures.contiguous(memory_format=torch.channels_last)]
        volumes, names = {}, {block.name for block in self.blocks}
        for name, call, sources in self.network.functions[: self._count]:
            values.append(call(*[values[number] for number in sources]))
            if name in names:
                volumes[name] = values[-1]
        return volumes

    def updated(
        self,
        background: Mapping[str, Tensor],
        pictures: Float[Tensor, "batch channel row col"],
        box: Box,
    ) -> dict[str, Tensor]:
        """The volume after each block, by name, of pictures that differ from a background in a box.

        Args:
            background: its volumes, as `whole` gives them; they stay as they are.
            box: outside of it each picture equals the background.
        """
        reach, values = self.reach(box), {-1: pictures}
        for number, block in enumerate(self.blocks):
            sources = [values[source] for source in block.sources]
            values[number] = self.volume(number, background, sources, reach)
        return {block.name: values[number] for number, block in enumerate(self.blocks)}

    def patch(
        self,
        number: int,
        picture: Callable[[], Float[Tensor, "batch channel row col"]],
        background: Mapping[str, Tensor],
        patches: Sequence[Float[Tensor, "batch _ _ _"] | None],
        reach: Reach,
    ) -> Float[Tensor, "batch _ _ _"]:
        """The cells of a block's volume that a change of the picture reaches, at least one.

        Args:
            picture: gives the changed pictures, whole.
            background: the volumes without the change, as `whole` gives them.
            patches: of the blocks before it; None for those that it does not reach.
            reach: of the change.
        """
        block, rows, cols = self.blocks[number], reach.rows.spans, reach.cols.spans
        volumes: list[Tensor] = []
        changes: list[Change | None] = []
        for source in block.sources:
            if source < 0:
                volumes.append(picture())
                changes.append(None)
                continue
            volume, patch = background[self.blocks[source].name], patches[source]
            if patch is None:
                changes.append(None)
            else:
                volume = volume.expand(len(patch), -1, -1, -1)
                changes.append(Change(patch, rows[source], cols[source]))
            volumes.append(volume)
        return block.patch(volumes, changes, rows[number], cols[number])

    def volume(
        self,
        number: int,
        background: Mapping[str, Tensor],
        sources: Sequence[Float[Tensor, "batch _ _ _"]],
        reach: Reach,
    ) -> Float[Tensor, "batch _ _ _"]:
        """The volume after one block, of pictures that differ from a background in a box.

        Args:
            background: its volumes, as `whole` gives them; they stay as they are.
            sources: the block's inputs, whole.
            reach: of the box.
        """
        block, rows, cols = self.blocks[number], reach.rows.spans[number], reach.cols.spans[number]
        patch = None
        if rows.first < rows.last and cols.first < cols.last:
            patch = block.patch(sources, [None] * len(sources), rows, cols)
            if rows.whole and cols.whole:
                return patch
        volume = repeated(background[block.name], len(sources[0]))
        if patch is not None:
            volume[:, :, rows.write, cols.write] = patch
        return volume

    def finished(self, activations: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """The activations with those of `rest`, computed from them.

        Args:
            activations: of the picture and of each block, in order; of the blocks that `rest` does
                not take, some may be missing.
        """
        values = [*map(activations.get, self.names)]
        found = dict(activations)
        with torch.inference_mode():
            for name, call, sources in self.rest:
                found[name] = x = call(*[values[number] for number in sources])
                values.append(x)
        return found


def repeated(volume: Float[Tensor, "1 _ _ _"], count: int) -> Float[Tensor, "batch _ _ _"]:
    """So many copies of a volume, channel last in memory, as the network leaves volumes."""
    copies = torch.empty((count, *volume.shape[1:]), memory_format=torch.channels_last)
    return copies.copy_(volume)


def _local_count(network: Network) -> int:
    """How many of the first layers are computed in parts: all up to the head's input.

    0 where volumes depend on whole ones. The head is computed whole, so that its path is known.

    Adaptive sampling chooses by the whole volume, and a difference in the last digit may turn its
    choice: then the layers before it are computed whole too.
    """
    spec = network.spec
    for number, (layer, windows) in enumerate(zip(spec.layers, spec.windows, strict=True)):
        if layer.adaptive:
            return 0
        if windows is None:
            return spec.head_input if spec.head_input <= number else 0
    return spec.head_input


def _local(network: Network, number: int) -> Local:
    """Layer number `number`, counted from 1."""
    layer = network.spec.layers[number - 1]
    windows = network.spec.windows[number - 1]
    if windows is None:
        raise ValueError(f"expected a layer whose cells see windows, got {layer.name}")
    module = network.stack.layers[layer.name]
    function = layer.unpadded(module)
    return Local(windows, function, layer.function(module), layer.fill)


def _ends_block(network: Network, number: int, users: Sequence[int], count: int) -> bool:
    """Whether a layer's volume is kept: what comes next cannot be computed from a part of it."""
    if len(users) != 1 or number == count or users[0] > count:
        return True
    if users[0] != number + 1 or len(network.spec.sources[users[0] - 1]) > 1:
        return True
    here, after = _local(network, number), _local(network, users[0])
    return after.windows.wraps or after.function is None or here.function is None
