"""Elsewhere: what becomes of objects outside the region, in the last volume and in the outputs."""

from itertools import product

import numpy as np
from jaxtyping import Bool, Float, Int64

from app.live_training.accuracy_map import AccuracyMap
from app.live_training.events import Elsewhere
from app.live_training.painted_task import PaintedTask
from app.network.build import Network
from app.network.interior import edge_affected
from app.network.norm import norm
from app.network.receptive_field import receptive_fields
from app.network.shift import shifted
from app.network.trace import Trace, trace
from app.training.task import Stream, generator

MOST_PLACES = {"inside": 4, "outside": 8}
"""Places of each kind at most, spread over all of a map's."""


def elsewhere(
    network: Network, task: PaintedTask, found: AccuracyMap, seed: int
) -> Elsewhere | None:
    """Measures a network at some of the places of its map.

    Returns:
        None where no kind has places both inside and outside, or where the network does not respond
        to objects inside.
    """
    spec = network.spec
    *_, (name, fields) = (
        (layer.name, fields)
        for layer, fields in zip(spec.layers, receptive_fields(spec), strict=True)
        if layer.role == "volume" and fields is not None
    )
    stride = fields.rows.stride
    # An adaptive lattice depends on the picture: volumes may be one cell apart from it.
    reach = range(-1, 2) if any(layer.adaptive for layer in spec.layers) else range(1)
    black = trace(network, np.zeros(spec.input_shape, np.float32))
    clear = ~edge_affected(spec)[name]
    base, answer = black.volume(name).values, black.logits.argmax()
    lengths: dict[str, list[tuple[float, float]]] = {"inside": [], "outside": []}
    residuals, confidences, blank = [], [], []
    for kind, output in enumerate(task.outputs):
        places = {"inside": found.inside[kind], "outside": ~found.inside[kind]}
        if not all(mask.any() for mask in places.values()):
            continue

        def seen(at: list[int], kind: int = kind, output: str = output) -> Trace:
            # The same picture at each place.
            rng = generator(seed, Stream.HELD_OUT, kind, 0)
            place = found.rows[at[0]], found.cols[at[1]]
            return trace(network, task.evaluation_batch(rng, output, place, 1)[0])

        home = middle(np.argwhere(places["inside"]))
        before = seen(home).volume(name).values - base
        for where, mask in places.items():
            for at in spread(np.argwhere(mask), MOST_PLACES[where]).tolist():
                now = seen(at)
                after = now.volume(name).values - base
                lengths[where].append((norm(after), norm(now.logits - black.logits)))
                if where == "inside":
                    continue
                cells = (
                    (found.rows[at[0]] - found.rows[home[0]]) // stride,
                    (found.cols[at[1]] - found.cols[home[1]]) // stride,
                )
                residuals.append(relative_residual(before, after, cells, reach, clear))
                confidences.append(float(now.scores.max()))
                blank.append(now.logits.argmax() == answer)
    if not residuals:
        return None
    inside, outside = (np.mean(lengths[where], 0) for where in lengths)
    if not inside.all():
        return None
    volume_response_ratio, logit_response_ratio = map(float, outside / inside)
    known = [value for value in residuals if value is not None]
    return Elsewhere(
        pictures=len(residuals),
        volume_response_ratio=volume_response_ratio,
        volume_residual=float(np.mean(known)) if known else None,
        logit_response_ratio=logit_response_ratio,
        confidence=float(np.mean(confidences)),
        blank=float(np.mean(blank)),
    )


def middle(places: Int64[np.ndarray, "place 2"]) -> list[int]:
    """The place nearest to the mean of all."""
    nearest: list[int] = places[np.abs(places - places.mean(0)).sum(1).argmin()].tolist()
    return nearest


def spread(places: Int64[np.ndarray, "place 2"], most: int) -> Int64[np.ndarray, "some 2"]:
    """At most so many of the places, evenly spread over their order."""
    chosen = np.linspace(0, len(places) - 1, min(most, len(places))).round().astype(int)
    some: np.ndarray = places[chosen]
    return some


def relative_residual(
    before: Float[np.ndarray, "channel row col"],
    after: Float[np.ndarray, "channel row col"],
    cells: tuple[int, int],
    reach: range,
    clear: Bool[np.ndarray, "row col"],
) -> float | None:
    """`||after - T before|| / ||T before||`, T shifting by `cells`, or nearly so.

    Only cells count that are `clear` in both; None where nothing of `before` lies in them.

    Args:
        reach: how many cells more or less are tried, along each axis; the best counts.
    """
    tries = []
    for i, j in product(reach, repeat=2):
        by = cells[0] + i, cells[1] + j
        both = clear & shifted(clear, *by, "canvas")
        then = shifted(before, *by, "canvas")[:, both]
        if length := norm(then):
            tries.append(norm(after[:, both] - then) / length)
    return min(tries, default=None)
