"""The accuracy map: how often a network is right with each kind at each place."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from jaxtyping import Bool, Float32, Float64, Int64

from app.live_training.black_canvas import BlackCanvas
from app.live_training.painted_task import PaintedTask
from app.network.build import Network
from app.training.task import Stream, generator


@dataclass(frozen=True, eq=False)
class AccuracyMap:
    """Shares of right answers on held-out pictures.

    Args:
        rows, cols: of the objects' top-left px.
        shares: for each kind and place.
        inside: whether an object of that kind lies wholly in the region there.
    """

    rows: tuple[int, ...]
    cols: tuple[int, ...]
    shares: Float64[np.ndarray, "kind row col"]
    inside: Bool[np.ndarray, "kind row col"]

    @property
    def correct(self) -> Float64[np.ndarray, "row col"]:
        """The share of right answers at each place, over all kinds."""
        return np.asarray(self.shares.mean(0))

    @property
    def accuracy_inside(self) -> float:
        """The mean over all kinds and places inside the region."""
        return float(self.shares[self.inside].mean())

    @property
    def accuracy_outside(self) -> float | None:
        """The mean over all others; None where there are none."""
        outside = self.shares[~self.inside]
        return float(outside.mean()) if len(outside) else None


def accuracy_map(
    network: Network, task: PaintedTask, seed: int, step: int, samples: int
) -> AccuracyMap:
    """Measures a network at places `step` px apart.

    The pictures are those that `app/training/measure.py` takes.

    Args:
        samples: held-out pictures of each kind at each place.
    """
    rows, cols = places_of(task, step)
    logits = held_out_logits(BlackCanvas(network), task, seed, step, samples)
    right = logits.argmax(3) == np.arange(len(task.kinds))[:, None, None]
    shares = right.mean(2).reshape(-1, len(rows), len(cols))
    inside = [task.region.inside(*kind.size)[np.ix_(rows, cols)] for kind in task.kinds]
    return AccuracyMap(rows, cols, shares, np.stack(inside))


def places_of(task: PaintedTask, step: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Rows and cols of a map's places: `step` px apart, where every kind lies on the canvas.

    They begin at the canvas's corner, or as near to it as a place in the region allows.
    """
    rows, cols = task.measured.shape
    # A narrow region may lie between the places that are counted from the corner.
    top, left = min(map(tuple, np.argwhere(task.measured) % step))
    return tuple(range(int(top), rows, step)), tuple(range(int(left), cols, step))


def held_out_logits(
    canvas: BlackCanvas, task: PaintedTask, seed: int, step: int, samples: int
) -> Float32[np.ndarray, "kind place sample output"]:
    """The logits for the pictures of a map; its places are row by row."""
    rows, cols = places_of(task, step)
    places = np.array([(row, col) for row in rows for col in cols])
    drawn = draws(task, seed, len(places), samples)
    found = np.empty((*drawn.shape, len(task.outputs)), np.float32)
    for size in {kind.size for kind in task.kinds}:
        numbers = [n for n, kind in enumerate(task.kinds) if kind.size == size]
        pictures = [task.kinds[number].held_out for number in numbers]
        begins = np.cumsum([0, *map(len, pictures[:-1])])
        which = drawn[numbers] + begins[:, None, None]
        where = np.broadcast_to(places[:, None], (*which.shape, 2)).reshape(-1, 2)
        logits = canvas.logits(np.concatenate(pictures), which.ravel(), where)
        found[numbers] = logits.reshape(*which.shape, -1)
    return found


@lru_cache(4)
def draws(
    task: PaintedTask, seed: int, places: int, samples: int
) -> Int64[np.ndarray, "kind place sample"]:
    """The numbers of the held-out pictures of each kind at each place of a map.

    All maps of a training show the same pictures, so they are drawn once.
    """
    return np.array(
        [
            [
                task.drawn(generator(seed, Stream.HELD_OUT, number, place), number, samples)
                for place in range(places)
            ]
            for number in range(len(task.kinds))
        ]
    )
