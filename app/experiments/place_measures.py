"""Place measures: what a network makes of a digit at each place, inside and outside of a region."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float64

from app.live_training.accuracy_map import accuracy_map, held_out_logits, places_of
from app.live_training.black_canvas import BlackCanvas
from app.live_training.config import CANVAS, TrainingConfig
from app.live_training.painted_task import task_of
from app.live_training.region import Box
from app.live_training.run import FINAL_SAMPLES, MAP_SAMPLES, MAP_STEP
from app.network.build import Network

REGIONS: Mapping[str, tuple[Box, ...]] = {
    "corner": ((0, 0, 28, 28),),
    "left half": ((0, 0, CANVAS, CANVAS // 2),),
    "centre": ((16, 16, 48, 48),),
    "two corners": ((0, 0, 28, 28), (36, 36, CANVAS, CANVAS)),
    "everywhere": ((0, 0, CANVAS, CANVAS),),
}
"""Those that the page offers."""
CORNER, EVERYWHERE = "corner", "everywhere"
PlaceTable = Float64[np.ndarray, "row col"]


@dataclass(frozen=True, eq=False)
class Measured:
    """What one training came to, by the place of the digit.

    Args:
        accuracy: the share of right answers, as in the last map that a visitor sees.
        response: the mean distance of the logits from those of the empty canvas.
    """

    accuracy: PlaceTable
    response: PlaceTable

    def inside(self, region: str) -> float:
        """The accuracy where a digit lies wholly in a region."""
        return float(self.accuracy[inside(region)].mean())

    def outside(self, region: str) -> float:
        """The accuracy elsewhere."""
        return float(self.accuracy[~inside(region)].mean())

    def heard(self, region: str) -> float:
        """The response outside of a region, over that inside."""
        return float(self.response[~inside(region)].mean() / self.response[inside(region)].mean())


def inside(region: str) -> Bool[np.ndarray, "row col"]:
    """At which places of a map a digit lies wholly in a region."""
    task = task_of(TrainingConfig(region=REGIONS[region]))
    rows, cols = places_of(task, MAP_STEP)
    (size,) = task.places
    found: np.ndarray = task.region.inside(*size)[np.ix_(rows, cols)]
    return found


def measured(network: Network, config: TrainingConfig, seconds: float) -> list[float]:
    """Accuracy and response at each place, then the seconds."""
    task, canvas = task_of(config), BlackCanvas(network)
    accuracy = accuracy_map(network, task, config.seed, MAP_STEP, FINAL_SAMPLES).correct
    logits = held_out_logits(canvas, task, config.seed, MAP_STEP, MAP_SAMPLES)
    response = np.linalg.norm(logits - canvas.blank, axis=3).mean((0, 2))
    return [*accuracy.ravel().tolist(), *response.tolist(), seconds]
