"""Class distance: the logits of each class's samples, and the distance between the classes."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from jaxtyping import Float32

from app.experiments.chunk_size import pictures_per_chunk
from app.experiments.samples import samples
from app.network.library import Entry
from app.network.picture_batch import logits_together
from app.scene.raster import background, with_channels
from app.scene.scene import Scene

SAMPLES = 20
"""Most samples of each class that are used: the first ones of the sheet."""


def class_logits(
    entry: Entry, row: int, col: int, scene: Scene | None = None
) -> Iterator[Float32[np.ndarray, "sample output"] | None]:
    """The logits of each class's samples, class by class; yields None after each chunk.

    Each sample lies alone, its corner at (row, col) px, or at the nearest position wholly on the
    canvas, on the background of `scene`, by default black. Samples larger than the canvas are left
    out.
    """
    shape, convert = entry.card.input_shape, entry.card.input.apply
    _, height, width = shape
    behind = background(scene, shape) if scene else None
    cache = entry.backgrounds.of(None if behind is None else with_channels(behind, shape[0]))
    chunk = pictures_per_chunk(entry.network)
    for kind in samples(entry.card.labels).values():
        pictures = []
        bottom, right = 0, 0
        for sample in (sample for sample in kind[:SAMPLES] if sample.fits(height, width)):
            down = min(max(row, 0), height - sample.height)
            along = min(max(col, 0), width - sample.width)
            picture = sample.picture(down, along, shape, convert, behind)
            pictures.append((picture, down, along))
            bottom, right = max(bottom, down + sample.height), max(right, along + sample.width)
        found = []
        for first in range(0, len(pictures), chunk):
            some, tops, lefts = zip(*pictures[first : first + chunk], strict=True)
            box = min(tops), min(lefts), bottom, right
            found.append(logits_together(cache, some, box))
            yield None
        if found:
            yield np.concatenate(found)


def class_distance(classes: Sequence[Float32[np.ndarray, "_ output"]]) -> float | None:
    """The median, over all pairs of classes, of the distance between their mean logits.

    None for fewer than two classes, or when the median is zero.
    """
    means = [logits.mean(0, dtype=np.float64) for logits in classes]
    apart = [float(np.linalg.norm(one - other)) for one, other in combinations(means, 2)]
    return (float(np.median(apart)) or None) if apart else None
