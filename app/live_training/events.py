"""The events of a training, one a line of its stream."""

from typing import Literal

from pydantic import Field

from app.network.card import Frozen


class Event(Frozen):
    """A line of the stream; the last one is `done`, `ended` or an error in the one shape."""

    type: str


class Shares(Frozen):
    """Shares of right answers on held-out pictures.

    Args:
        inside: with the object wholly inside the region.
        outside: elsewhere; null where there is no elsewhere.
    """

    inside: float
    outside: float | None


class Started(Event):
    """The first line."""

    type: Literal["started"] = "started"
    training: str


class Waiting(Event):
    """The training waits for its turn.

    Args:
        before: how many trainings begin before it.
        seconds: until it begins, about.
    """

    type: Literal["waiting"] = "waiting"
    before: int
    seconds: float


class Progress(Event):
    """How far it is.

    Args:
        loss: mean cross entropy of the batches since the line before.
        accuracy: of the last map; null before the first.
    """

    type: Literal["progress"] = "progress"
    step: int
    steps: int
    loss: float
    accuracy: Shares | None


class Map(Event):
    """Where the network is right.

    Args:
        correct: `[i][j]` is the share of right answers on held-out pictures of all outputs, with
            the object's top-left px at (rows[i], cols[j]).
    """

    type: Literal["map"] = "map"
    step: int
    rows: tuple[int, ...]
    cols: tuple[int, ...]
    correct: tuple[tuple[float, ...], ...]
    samples: int = Field(description="Held-out pictures of each output at each place.")


class SnapshotStored(Event):
    """The network as it is at a step is stored; `model` is served as any other."""

    type: Literal["snapshot"] = "snapshot"
    step: int
    model: str


class FinalShares(Shares):
    """The same, and the accuracy of guessing."""

    chance: float


class Problem(Frozen):
    """What was expected, what came, and where, as in every error."""

    code: str
    message: str
    where: str | None = None


class Failed(Event):
    """The last line of a training that failed, with the error in the one shape."""

    type: Literal["error"] = "error"
    error: Problem


class Elsewhere(Frozen):
    """What objects outside of the region come to, beside the same objects inside.

    A response is the difference to the black canvas. Ratios are of mean lengths.

    Args:
        pictures: how many were outside; held-out ones, one of each kind at each place.
        volume_response_ratio: the last volume's response outside, over that inside.
        volume_residual: the last volume's response outside less that inside, shifted by the whole
            cells between the two places, over the length of the latter; over the interior of both,
            see `app/network/interior.py`. None where they have none.
        logit_response_ratio: the logits' response outside, over that inside.
        confidence: the mean score of the strongest output, outside.
        blank: the share of pictures outside that get the black canvas's answer.
    """

    pictures: int
    volume_response_ratio: float
    volume_residual: float | None
    logit_response_ratio: float
    confidence: float
    blank: float


class Done(Event):
    """The last line of a training that came to its end.

    Args:
        elsewhere: null where there is no elsewhere.
    """

    type: Literal["done"] = "done"
    model: str
    accuracy: FinalShares
    elsewhere: Elsewhere | None


class Ended(Event):
    """The last line of a training that ended before.

    Args:
        reason: somebody asked for it, nobody watched, its time was over, or it paused too long.
        model: the last snapshot; null before the first.
    """

    type: Literal["ended"] = "ended"
    step: int
    model: str | None
    reason: Literal["asked", "unwatched", "time", "paused"]


def failed(code: str, message: str, where: str | None = None) -> Failed:
    """An error as a training's last line."""
    return Failed(error=Problem(code=code, message=message, where=where))


GONE = failed("restarting", "the server stops: go on from the last snapshot elsewhere")
"""The last line of a training whose server ends."""
