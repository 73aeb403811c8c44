"""The process: a job done in a process of its own, below the priority of whatever serves."""

import logging
import os
import sys
import time
from collections.abc import Callable, Iterator

import torch

from app.errors import ShiftscopeError
from app.live_training.events import Event, SnapshotStored, failed
from app.live_training.given import given_by
from app.live_training.job import Job
from app.live_training.journal import LAST, Journal
from app.live_training.run import run
from app.live_training.snapshot import Snapshot
from app.live_training.stopping import until_stopped
from app.network.build import parameters
from app.own.shared_folder import SharedFolder

NICE = 19
"""Steps of priority below the process that serves."""

log = logging.getLogger("shiftscope")


def work(job: Job, clock: Callable[[], float] = time.monotonic) -> None:
    """Trains, and writes events into the journal and snapshots into the folder.

    Whatever goes wrong is the journal's last line.
    """
    journal = Journal(job.folder, job.training)
    shared = SharedFolder(job.folder, job.count, job.total, job.kept)
    try:
        events = stored(run(job.config, given_by(job.config, shared.read)), shared)
        for event in until_stopped(events, journal, job.seconds, clock):
            # Whoever watches may have given it up.
            if not (event.type in LAST and journal.ended):
                journal.append(event)
    except ShiftscopeError as error:
        journal.append(failed(error.code, error.message, error.where))
    except Exception:
        log.exception("a training failed")
        journal.append(failed("internal", "the training failed; the server's log says why"))


def stored(
    events: Iterator[Event | Snapshot | None], shared: SharedFolder
) -> Iterator[Event | None]:
    """The events, with each snapshot in the folder before its event.

    Raises:
        OSError: a snapshot cannot be written.
    """
    for event in events:
        if not isinstance(event, Snapshot):
            yield event
            continue
        if not shared.write(event.card, parameters(event.network.stack)):
            raise OSError("a snapshot cannot be written")
        yield SnapshotStored(step=event.step, model=event.card.id)


def main() -> None:
    """Reads a job from standard input, and does it."""
    logging.basicConfig(level=logging.WARNING)
    if hasattr(os, "nice"):
        os.nice(NICE)
    torch.set_num_threads(1)
    work(Job.model_validate_json(sys.stdin.buffer.read()))
