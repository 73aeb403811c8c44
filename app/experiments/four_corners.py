"""Four corners: a network's accuracy and response in each corner of the canvas."""

from collections.abc import Mapping
from functools import partial

import numpy as np
from jaxtyping import Float64

from app.experiments.experiment_record import Once, afresh
from app.experiments.held_out_digits import blank, held_out, logits, placed
from app.network.build import Network

FAR = 36
"""First row or col of the other corners, in px; training's digits covered rows and cols 0 to 27."""

CORNERS = ((0, 0), (0, FAR), (FAR, 0), (FAR, FAR))
"""First row and col of each corner, in px, the trained one first."""

Table = Float64[np.ndarray, "corner seed hand"]


class Corners:
    """A network's accuracy and response in the four corners, by seed and held-out hand.

    Both are means over the positions of a corner; the trained corner is the first. A response is
    the distance between the logits and those of the empty canvas.

    Args:
        kept: for each seed what `_measured` gives.
    """

    def __init__(self, kept: list[list[float]]) -> None:
        tables = np.array(kept).reshape(len(kept), 2, len(CORNERS), -1)
        self.accuracy: Table = tables[:, 0].transpose(1, 0, 2)
        self.response: Table = tables[:, 1].transpose(1, 0, 2)


def corners(
    groups: Mapping[str, Mapping[str, Network]],
    samples_per_digit: int,
    offsets: tuple[int, ...],
    once: Once = afresh,
) -> dict[str, Corners]:
    """Measures several networks, all by one call of `once`.

    Args:
        groups: by name, networks of one kind: one for each seed, by a key for its results.
        samples_per_digit: held-out samples of each digit.
        offsets: rows and cols of the positions in a corner, in px from the corner's first one.
    """
    every = iter(
        once(
            {
                f"corners/{name}": partial(_measured, network, samples_per_digit, offsets)
                for networks in groups.values()
                for name, network in networks.items()
            }
        )
    )
    return {group: Corners([next(every) for _ in networks]) for group, networks in groups.items()}


def _measured(network: Network, samples_per_digit: int, offsets: tuple[int, ...]) -> list[float]:
    """One seed's accuracy, then its response, by corner and hand."""
    digits, labels = held_out(samples_per_digit)
    nothing = blank(network)
    accuracy, response = [], []
    for top, left in CORNERS:
        answers = np.stack(
            [
                logits(network, placed(digits, top + down, left + right))
                for down in offsets
                for right in offsets
            ]
        )
        accuracy.append((answers.argmax(2) == labels).mean(0))
        response.append(np.linalg.norm(answers - nothing, axis=2).mean(0))
    kept: list[float] = np.array([accuracy, response]).ravel().tolist()
    return kept
