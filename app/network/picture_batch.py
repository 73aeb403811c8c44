"""The picture batch: the logits of several pictures that differ from one background, in steps.

What a picture changes little of is computed for each picture by itself, from patches, most of which
are cached. What it changes most of is computed for all pictures at once: such a patch seldom comes
again, and a large network reads its weights once for all of them.
"""

from collections.abc import Generator, Sequence
from functools import reduce
from math import prod

import numpy as np
import torch
from jaxtyping import Float32
from torch import Tensor

from app.network.incremental import MAX_SHARE, Box, IncrementalNetwork, Reach, repeated
from app.network.patch_cache import PatchCache, RasterLike, union
from app.network.trace import logits_of


def logits_together(
    cache: PatchCache, pictures: Sequence[Float32[np.ndarray, "channel row col"]], box: Box
) -> Float32[np.ndarray, "picture output"]:
    """The logits of several pictures that differ from the background only inside a box.

    No patch is kept.
    """
    batch = _stacked(pictures)
    with torch.inference_mode():
        volumes = cache.network.updated(cache.background, batch, box)
    *_, logits = cache.network.finished({"input": batch} | volumes).values()
    found: np.ndarray = logits.numpy()
    return found


def logits_in_steps(
    cache: PatchCache, rasters: Sequence[RasterLike]
) -> Generator[None, None, Float32[np.ndarray, "raster output"]]:
    """Returns the logits of several pictures; yields after each step, a part of the work.

    Args:
        rasters: at least one, each with one box that differs from the background.
    """
    network = cache.network
    if not network.taken:
        found = []
        for raster in rasters:
            found.append(logits_of(network.network, raster.picture))
            yield
        return np.stack(found)
    boxes = [box for raster in rasters for box in raster.boxes]
    reaches = [network.reach(box) for box in boxes]
    first = _first_together(network, reaches)
    sources = {source for block in network.blocks[first:] for source in block.sources}
    volumes = yield from _apart(cache, rasters, reaches, first, sources | set(network.taken))
    if sources:
        if -1 in sources:
            volumes[-1] = _stacked([raster.picture for raster in rasters])
        yield from _together(cache, volumes, network.reach(reduce(union, boxes)), first)
    given = {network.blocks[number].name: volumes[number] for number in network.taken}
    *_, logits = network.finished(given).values()
    return np.asarray(logits.numpy())


def _first_together(network: IncrementalNetwork, reaches: Sequence[Reach]) -> int:
    """The number of the first of the blocks at the end of whose volumes the pictures change most.

    In the mean over the pictures; the number of blocks where they do not change most of the last.
    """
    first = len(network.blocks)
    while first:
        changed = 0
        for rows, cols in reaches:
            down, along = rows.spans[first - 1], cols.spans[first - 1]
            changed += (down.last - down.first) * (along.last - along.first)
        if changed <= MAX_SHARE * prod(network.blocks[first - 1].shapes[-1][1:]) * len(reaches):
            break
        first -= 1
    return first


def _apart(
    cache: PatchCache,
    rasters: Sequence[RasterLike],
    reaches: Sequence[Reach],
    count: int,
    wanted: set[int],
) -> Generator[None, None, dict[int, Tensor]]:
    """Returns volumes of the first `count` blocks, by number: the background's, with patches.

    Args:
        wanted: the numbers of the blocks that are returned, and others.
    """
    blocks, volumes = cache.network.blocks, {}
    with torch.inference_mode():
        for number in wanted:
            if 0 <= number < count:
                volumes[number] = repeated(cache.background[blocks[number].name], len(rasters))
    # numpy is quicker at small copies.
    arrays = [(number, volume.numpy()) for number, volume in volumes.items()]
    for place, (raster, reach) in enumerate(zip(rasters, reaches, strict=True)):
        patches = cache.changed(raster, reach, count)
        rows, cols = reach
        for number, array in arrays:
            if (patch := patches[number]) is not None:
                write = rows.spans[number].write, cols.spans[number].write
                array[place][:, *write] = patch.numpy()[0]
        yield
    return volumes


def _together(
    cache: PatchCache, volumes: dict[int, Tensor], reach: Reach, first: int
) -> Generator[None, None, None]:
    """Adds to the volumes those after the blocks from number `first` on, for all pictures.

    It drops the volumes that are no longer needed.

    Args:
        reach: of a box around all that differs from the background.
    """
    network = cache.network
    users = {source: n for n, block in enumerate(network.blocks) for source in block.sources}
    for number, block in enumerate(network.blocks[first:], first):
        # Not around the loop: another thread may take the next step.
        with torch.inference_mode():
            sources = [volumes[source] for source in block.sources]
            volumes[number] = network.volume(number, cache.background, sources, reach)
        for source in set(block.sources) - set(network.taken):
            if users[source] == number:
                del volumes[source]
        yield


def _stacked(pictures: Sequence[Float32[np.ndarray, "channel row col"]]) -> Tensor:
    """The pictures as one batch, channel last in memory, as the network takes pictures."""
    stacked = np.stack([picture.transpose(1, 2, 0) for picture in pictures])
    return torch.from_numpy(stacked).permute(0, 3, 1, 2)
