"""The job: what somebody who trains needs to know, as JSON."""

from pathlib import Path

from app.live_training.config import TrainingConfig
from app.network.card import Frozen


class Job(Frozen):
    """A training to be done.

    Args:
        folder: of the journals and of visitors' networks.
        count, total, kept: bounds of that folder, see `SharedFolder`; `kept` in s.
        seconds: of training, at most; pauses do not count.
    """

    training: str
    config: TrainingConfig
    folder: Path
    count: int
    total: int
    kept: float
    seconds: float
