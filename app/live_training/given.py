"""The given networks: snapshots whose weights a training takes over."""

from collections.abc import Callable
from dataclasses import dataclass

from app.errors import InvalidInput
from app.live_training.config import TrainingConfig
from app.network.input_format import PLAIN
from app.network.library import Entry
from app.network.spec import Spec

Find = Callable[[str], Entry | None]
"""What finds a snapshot by its id; None for one that is gone."""


@dataclass(frozen=True, eq=False)
class Given:
    """The snapshots that a config names, with their weights.

    Args:
        start: the training goes on from its weights, at its step.
        convolutions: its layers before the head stay as they are.
    """

    start: Entry | None = None
    convolutions: Entry | None = None

    @property
    def steps(self) -> int:
        """The step at which the training begins."""
        return (self.start.card.steps or 0) if self.start else 0

    def check(self, config: TrainingConfig, spec: Spec) -> None:
        """Checks that the networks can be taken over.

        Args:
            spec: of the network that is trained.

        Raises:
            InvalidInput: a snapshot has another architecture or wants other pixels, or is as far as
                the config goes; names the field.
            ValueError: a snapshot that the config names is not there, or the reverse.
        """
        for where, snapshot in (("start", self.start), ("convolutions", self.convolutions)):
            if (getattr(config, where) is None) != (snapshot is None):
                raise ValueError(f"expected the weights that the config names as {where!r}")
            if snapshot is not None:
                _check_same(snapshot, spec, where)
        if self.start is None:
            return
        steps = self.start.card.steps
        if steps is None:
            raise InvalidInput("expected a snapshot of a training; got another network", "start")
        if steps >= config.steps:
            raise InvalidInput(
                f"expected a snapshot before step {config.steps}; got one of step {steps}", "start"
            )


NOTHING = Given()
"""For a training that begins with random weights."""


def given_by(config: TrainingConfig, find: Find) -> Given:
    """The snapshots that a config names.

    Raises:
        InvalidInput: a snapshot is gone; names the field.
    """
    found = {}
    for where in ("start", "convolutions"):
        name = getattr(config, where)
        found[where] = None if name is None else find(name)
        if name is not None and found[where] is None:
            raise InvalidInput(
                f"expected a snapshot that this server still has; got {name!r}", where
            )
    return Given(**found)


def _check_same(snapshot: Entry, spec: Spec, where: str) -> None:
    """Raises InvalidInput unless a snapshot has this architecture and takes pixels as it does."""
    theirs = snapshot.network.spec
    if (theirs.resolved, theirs.outputs) != (spec.resolved, spec.outputs):
        raise InvalidInput(
            f"expected a snapshot of the same architecture; got {snapshot.card.title!r}", where
        )
    if snapshot.card.input != PLAIN:
        raise InvalidInput(
            "expected a snapshot that takes pixels as trainings do, from 0 to 1; got "
            f"{snapshot.card.input.model_dump_json(exclude_defaults=True)}",
            where,
        )
