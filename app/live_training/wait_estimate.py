"""The wait estimate: how long trainings in the queue wait, about."""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from app.live_training.config import TrainingConfig

START_SECONDS, GUESS_SECONDS = 4.0, 0.065
"""What a training takes beside its steps, and a step before a training has ended, about."""
FEWEST_STEPS = 100
"""Of a training that tells what a step takes."""
LEAST_SECONDS = 2.0
"""What a training that takes longer than thought is thought to need still."""


class WaitEstimate:
    """What trainings take, learned from those that came to their end."""

    def __init__(self) -> None:
        self.step_seconds = GUESS_SECONDS

    def seconds(self, config: TrainingConfig) -> float:
        """From a training's start to its end, s."""
        return START_SECONDS + config.steps * self.step_seconds

    def learn(self, config: TrainingConfig, seconds: float) -> None:
        """Takes into account how long a training took that took all of its steps, without pause."""
        if config.start is not None or config.steps < FEWEST_STEPS:
            return
        found = max(seconds - START_SECONDS, 0.0) / config.steps
        self.step_seconds = (self.step_seconds + found) / 2

    def waits(
        self,
        running: Sequence[tuple[TrainingConfig, float]],
        queued: Sequence[TrainingConfig],
        at_once: int,
    ) -> list[float]:
        """Until each queued training begins, s.

        Args:
            running: those that run, and for how long they have, s.
            queued: in the order in which they begin.
            at_once: how many run at once.
        """
        free = [max(self.seconds(config) - since, LEAST_SECONDS) for config, since in running]
        heapify(free)
        found = []
        for config in queued:
            # Each takes the place of whichever ends first.
            found.append(heappop(free) if len(free) >= at_once else 0.0)
            heappush(free, found[-1] + self.seconds(config))
        return found
