"""The job: a training in a process of its own, below the priority of whatever serves."""

import logging
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import torch

from app.errors import ShiftscopeError
from app.live_training.config import TrainingConfig
from app.live_training.events import GONE, Ended, Event, Snapshot, failed
from app.live_training.journal import LAST, Journal
from app.live_training.run import run
from app.network.build import Network, parameters
from app.network.card import Card, Frozen
from app.own.shared_folder import SharedFolder

NICE = 19
"""Steps of priority below the process that serves."""
UNWATCHED_SECONDS = 60.0
"""A training that nobody has watched for so long ends."""
PAUSE_SECONDS, MOST_PAUSE_SECONDS = 0.1, 120.0
"""Between two looks during a pause, and of all pauses of a training, which keeps others waiting."""

log = logging.getLogger("shiftscope")


class Job(Frozen):
    """What a process needs to know to train.

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


def work(job: Job, clock: Callable[[], float] = time.monotonic) -> None:
    """Trains, and writes events into the journal and snapshots into the folder."""
    journal = Journal(job.folder, job.training)
    shared = SharedFolder(job.folder, job.count, job.total, job.kept)

    def keep(network: Network, card: Card) -> None:
        if not shared.write(card, parameters(network.stack)):
            raise OSError("a snapshot cannot be written")

    try:
        for event in bounded(run(job.config, keep, shared.read), journal, job.seconds, clock):
            # Whoever watches may have given it up.
            if not (event.type in LAST and journal.ended):
                journal.append(event)
    except ShiftscopeError as error:
        journal.append(failed(error.code, error.message, error.where))
    except Exception:
        log.exception("a training failed")
        journal.append(failed("internal", "the training failed; the server's log says why"))


def bounded(
    events: Iterator[Event | None],
    journal: Journal,
    seconds: float,
    clock: Callable[[], float],
) -> Iterator[Event]:
    """The events, until a visitor or the time ends the training, or all or its server are gone."""
    begun, paused, step, parent = clock(), 0.0, 0, os.getppid()
    model: str | None = None
    for event in events:
        if event is not None:
            yield event
            step = getattr(event, "step", step)
            model = event.model if isinstance(event, Snapshot) else model
            if event.type == "done":
                return
        while (
            journal.asked == "pause"
            and journal.unwatched < UNWATCHED_SECONDS
            and paused < MOST_PAUSE_SECONDS
            and os.getppid() == parent
        ):
            time.sleep(PAUSE_SECONDS)
            paused += PAUSE_SECONDS
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


def main() -> None:
    """Reads a job from standard input, and does it."""
    logging.basicConfig(level=logging.WARNING)
    if hasattr(os, "nice"):
        os.nice(NICE)
    torch.set_num_threads(1)
    work(Job.model_validate_json(sys.stdin.buffer.read()))
