"""Stopping: what ends a training before its last step, and what makes it pause."""

import os
import time
from collections.abc import Callable, Iterator

from app.live_training.events import GONE, Ended, Event, SnapshotStored
from app.live_training.journal import Journal

UNWATCHED_SECONDS = 60.0
"""A training that nobody has watched for so long ends."""
PAUSE_SECONDS, MOST_PAUSE_SECONDS = 0.1, 120.0
"""Between two looks during a pause, and of all pauses of a training, which keeps others waiting."""


def until_stopped(
    events: Iterator[Event | None],
    journal: Journal,
    seconds: float,
    clock: Callable[[], float],
) -> Iterator[Event]:
    """The events, until a visitor or the time ends the training, or all or its server are gone.

    Args:
        seconds: of training, at most; pauses do not count.
        clock: s.
    """
    begun, paused, step, parent = clock(), 0.0, 0, os.getppid()
    model: str | None = None
    for event in events:
        if event is not None:
            yield event
            step = getattr(event, "step", step)
            model = event.model if isinstance(event, SnapshotStored) else model
            if event.type == "done":
                return
        while (
            journal.asked == "pause"
            and journal.unwatched < UNWATCHED_SECONDS
            and paused < MOST_PAUSE_SECONDS
            and os.getppid() == parent
        ):
            since = clock()
            time.sleep(PAUSE_SECONDS)
            paused += clock() - since
        if os.getppid() != parent:
            # The server was killed: nobody could end what goes on without it.
            yield GONE
            return
        if journal.asked == "stop":
            yield Ended(step=step, model=model, reason="asked")
            return
        if journal.unwatched >= UNWATCHED_SECONDS:
            yield Ended(step=step, model=model, reason="unwatched")
            return
        if journal.asked == "pause":
            yield Ended(step=step, model=model, reason="paused")
            return
        if clock() - begun - paused > seconds:
            yield Ended(step=step, model=model, reason="time")
            return
