"""The scheduler: a few trainings run at once, the others wait in a fair queue."""

import asyncio
import json
import logging
import secrets
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from typing import Literal, NamedTuple

from app.live_training.config import TrainingConfig
from app.live_training.events import GONE, Ended, Started, Waiting, failed
from app.live_training.job import Job
from app.live_training.journal import ID, Journal, is_last
from app.live_training.stopping import UNWATCHED_SECONDS
from app.live_training.wait_estimate import WaitEstimate
from app.own.shared_folder import SharedFolder
from app.runtime.concurrency_quota import Quota
from app.runtime.fair_queue import Caller, FairQueue, caller

POLL_SECONDS = 0.1
"""Between two looks into a journal."""
WATCH_SECONDS = 2.0
"""Between two notes that somebody watches."""
MOST_WAITING, RETRY_AFTER = 100, 10
"""Trainings in the queue, at most, and when whoever found no room should try again, s."""
KEPT_SECONDS = 3600.0
"""A journal is removed so long after its last line."""
STOP_SECONDS = 1.0
HEARTBEAT_SECONDS, SILENT_SECONDS = 5.0, 30.0
"""Between two notes that a training's process is there, and without any until it is given up."""

log = logging.getLogger("shiftscope")


class Queued(NamedTuple):
    """A training that waits for its turn."""

    job: Job
    who: Caller


class Running(NamedTuple):
    """A training that has begun, at a time of `time.monotonic`, s."""

    job: Job
    begun: float
    task: asyncio.Task[None]


class TrainingScheduler:
    """The trainings of one process that serves. All methods belong to the event loop.

    Args:
        shared: the folder of visitors' networks, which other processes share; journals lie there,
            too.
        at_once: how many run at once.
        seconds: of one training, at most.
        per_client: trainings of one client that run or wait, at most.
    """

    def __init__(self, shared: SharedFolder, at_once: int, seconds: float, per_client: int) -> None:
        self.shared = shared
        self.at_once = at_once
        self.seconds = seconds
        self.estimate = WaitEstimate()
        things = "trainings that run or wait"
        self._quota = Quota(at_once + MOST_WAITING, per_client, things, RETRY_AFTER)
        self._queue: FairQueue[Queued] = FairQueue()
        self._running: dict[str, Running] = {}
        self._processes: dict[str, asyncio.subprocess.Process] = {}
        self._closed = False
        self._heart: asyncio.Task[None] | None = None

    def submit(self, config: TrainingConfig) -> str:
        """Begins a training, or puts it into the queue; gives its id.

        Raises:
            Busy: the queue is full, or the client has too many trainings.
        """
        who = caller.get()
        self._quota.check(who.client)
        training = secrets.token_hex(8)
        job = Job(
            training=training,
            config=config,
            folder=self.shared.folder,
            count=self.shared.count,
            total=self.shared.total,
            kept=self.shared.seconds,
            seconds=self.seconds,
        )
        journal = self.journal(training)
        journal.append(Started(training=training))
        journal.watch()
        journal.heartbeat()
        self._quota.acquire(who.client)
        self._queue.put(who, Queued(job, who))
        self._dispatch()
        if self._heart is None or self._heart.done():
            self._heart = asyncio.create_task(self._heartbeat())
        return training

    def journal(self, training: str) -> Journal:
        """The journal of a training.

        Raises:
            ValueError: `training` is no id.
        """
        return Journal(self.shared.folder, training)

    def known(self, training: str) -> bool:
        """Whether there is, or was a short time ago, a training of that id."""
        return bool(ID.fullmatch(training)) and self.journal(training).exists

    def stop(self, training: str) -> None:
        """Ends a training, whichever process runs it."""
        if self._drop(training):
            self.journal(training).append(Ended(step=0, model=None, reason="asked"))
        else:
            self.journal(training).ask("stop")

    async def lines(self, training: str) -> AsyncIterator[bytes]:
        """The training's lines from its beginning, as they come; the last one ends it."""
        journal, offset, noted = self.journal(training), 0, 0.0
        while journal.exists:
            if time.monotonic() - noted > WATCH_SECONDS:
                journal.watch()
                noted = time.monotonic()
            lines, offset = journal.read(offset)
            for line in lines:
                yield line
                if is_last(line):
                    return
            if not lines:
                if journal.silent > SILENT_SECONDS and not journal.ended:
                    # Its server was killed, and had no time to say so.
                    journal.append(GONE)
                await asyncio.sleep(POLL_SECONDS)

    def prune(self) -> None:
        """Removes journals whose training ended long ago; any thread may call it."""
        for path in self.shared.folder.glob("training-*.ndjson"):
            with suppress(OSError, ValueError):
                journal = self.journal(path.stem.removeprefix("training-"))
                if journal.idle > KEPT_SECONDS:
                    journal.remove()

    async def close(self) -> None:
        """Ends all trainings of this process; their journals say so, and their streams end."""
        if self._closed:
            return
        self._closed = True
        if self._heart is not None:
            self._heart.cancel()
        for queued in self._queue.drain():
            self.journal(queued.job.training).append(GONE)
        processes, tasks = dict(self._processes), [each.task for each in self._running.values()]
        for process in processes.values():
            with suppress(ProcessLookupError):
                process.terminate()
        if tasks:
            await asyncio.wait(tasks, timeout=STOP_SECONDS)
        for training, process in processes.items():
            with suppress(ProcessLookupError):
                process.kill()
            # Only now: nothing may follow the last line.
            if not self.journal(training).ended:
                self.journal(training).append(GONE)

    async def _heartbeat(self) -> None:
        """Notes that this process is there, as long as any of its trainings runs or waits."""
        while self._running or self._queue:
            with suppress_disk_errors():
                self._drop_unwanted()
                for queued in self._waiting():
                    self.journal(queued.job.training).heartbeat()
                for training in self._running:
                    self.journal(training).heartbeat()
                self._notify()
            await asyncio.sleep(HEARTBEAT_SECONDS)

    def _drop_unwanted(self) -> None:
        """Takes those out of the queue that were stopped, or that nobody watches any more."""
        for queued in self._waiting():
            journal = self.journal(queued.job.training)
            stopped = journal.asked == "stop"
            if stopped or journal.unwatched >= UNWATCHED_SECONDS:
                self._drop(queued.job.training)
                reason: Literal["asked", "unwatched"] = "asked" if stopped else "unwatched"
                journal.append(Ended(step=0, model=None, reason=reason))

    def _waiting(self) -> list[Queued]:
        """All that wait, in the order in which they will begin."""
        waiting = self._queue.drain()
        for queued in waiting:
            self._queue.put(queued.who, queued)
        return waiting

    def _drop(self, training: str) -> bool:
        """Takes a training out of the queue; whether it was there."""
        found = False
        for queued in self._queue.drain():
            if queued.job.training == training:
                found = True
                self._quota.release(queued.who.client)
            else:
                self._queue.put(queued.who, queued)
        return found

    def _dispatch(self) -> None:
        """Begins what may begin, and notifies the others of how long they wait."""
        while self._queue and len(self._running) < self.at_once and not self._closed:
            queued = self._queue.get()
            task = asyncio.create_task(self._run(queued))
            self._running[queued.job.training] = Running(queued.job, time.monotonic(), task)
        self._notify()

    def _notify(self) -> None:
        """Tells those that wait how many are before them, and for how long about."""
        waiting, now = self._waiting(), time.monotonic()
        seconds = self.estimate.waits(
            [(each.job.config, now - each.begun) for each in self._running.values()],
            [queued.job.config for queued in waiting],
            self.at_once,
        )
        for before, (queued, wait) in enumerate(zip(waiting, seconds, strict=True)):
            line = Waiting(before=before, seconds=round(wait, 1))
            self.journal(queued.job.training).append(line)

    async def _run(self, queued: Queued) -> None:
        """One training from its turn to its last line."""
        job = queued.job
        begun, journal = time.monotonic(), self.journal(job.training)
        try:
            status = await self._process(job)
            if not self._closed and journal.exists and not journal.ended:
                log.error("a training's process ended with status %s", status)
                journal.append(failed("internal", "the training's process ended early"))
        except OSError as error:
            log.error("a training cannot begin: %s", error)
            journal.append(failed("busy", "expected room for one more process; got none"))
        finally:
            if came_to_its_end(journal):
                self.estimate.learn(job.config, time.monotonic() - begun)
            self._running.pop(job.training, None)
            self._quota.release(queued.who.client)
            self._dispatch()

    async def _process(self, job: Job) -> int | None:
        """Does a job in a process of its own; returns its exit status."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "app.live_training"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
        )
        self._processes[job.training] = process
        try:
            await process.communicate(job.model_dump_json().encode())
        finally:
            self._processes.pop(job.training, None)
        return process.returncode


def came_to_its_end(journal: Journal) -> bool:
    """Whether a training took all of its steps, without a pause."""
    newest = journal.newest if journal.exists and not journal.was_paused else None
    return newest is not None and bool(json.loads(newest)["type"] == "done")


@contextmanager
def suppress_disk_errors() -> Iterator[None]:
    """Logs what a full disk refuses: no training may end because another one cannot be noted."""
    try:
        yield
    except OSError as error:
        log.error("journals of trainings cannot be written: %s", error)
