"""The desk: where trainings are ordered; a few run at once, the others wait in a fair line."""

import asyncio
import json
import logging
import secrets
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from heapq import heapify, heappop, heappush
from typing import Literal, NamedTuple

from app.errors import Busy
from app.live_training.config import TrainingConfig
from app.live_training.events import GONE, Ended, Started, Waiting, failed
from app.live_training.job import UNWATCHED_SECONDS, Job
from app.live_training.journal import ID, Journal, is_last
from app.own.shared_folder import SharedFolder
from app.runtime.fair_queue import Caller, FairQueue, caller

POLL_SECONDS = 0.1
"""Between two looks into a journal."""
WATCH_SECONDS = 2.0
"""Between two notes that somebody watches."""
MOST_WAITING = 100
"""Trainings in line, at most."""
START_SECONDS, GUESS_SECONDS = 4.0, 0.065
"""What a training takes beside its steps, and a step before a training has ended, about."""
FEWEST_STEPS = 100
"""Of a training that tells what a step takes."""
LEAST_SECONDS = 2.0
"""What a training that takes longer than thought is thought to need still."""
KEPT_SECONDS = 3600.0
"""A journal is removed so long after its last line."""
STOP_SECONDS = 1.0
HOLD_SECONDS, UNHELD_SECONDS = 5.0, 30.0
"""Between two notes that a training's process is there, and without any until it is given up."""

log = logging.getLogger("shiftscope")


class Order(NamedTuple):
    """A training that waits for its turn."""

    job: Job
    who: Caller


class Desk:
    """The trainings of one process that serves. All methods belong to the event loop.

    Args:
        shared: the folder of visitors' networks, which other processes share; journals lie there,
            too.
        at_once: how many run at once.
        seconds: of one training, at most.
    """

    def __init__(self, shared: SharedFolder, at_once: int, seconds: float) -> None:
        self.shared = shared
        self.at_once = at_once
        self.seconds = seconds
        self._line: FairQueue[Order] = FairQueue()
        self._running: dict[str, asyncio.Task[None]] = {}
        self._processes: dict[str, asyncio.subprocess.Process] = {}
        self._step_seconds = GUESS_SECONDS
        self._begun: dict[str, tuple[Job, float]] = {}
        self._closed = False
        self._holding: asyncio.Task[None] | None = None

    def order(self, config: TrainingConfig) -> str:
        """Begins a training, or puts it into the line; gives its id.

        Raises:
            Busy: the line is full.
        """
        if len(self._waiting()) >= MOST_WAITING:
            raise Busy(f"expected fewer than {MOST_WAITING} trainings in line; try again later")
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
        journal.hold()
        self._line.put(caller.get(), Order(job, caller.get()))
        self._advance()
        if self._holding is None or self._holding.done():
            self._holding = asyncio.create_task(self._hold())
        return training

    def journal(self, training: str) -> Journal:
        """The journal of a training."""
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
                if journal.unheld > UNHELD_SECONDS and not journal.ended:
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
        if self._holding is not None:
            self._holding.cancel()
        for order in self._line.drain():
            self.journal(order.job.training).append(GONE)
        processes, tasks = dict(self._processes), list(self._running.values())
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

    async def _hold(self) -> None:
        """Notes that this process is there, as long as any of its trainings runs or waits."""
        while self._running or self._line:
            with suppress_disk_errors():
                self._leave()
                for order in self._waiting():
                    self.journal(order.job.training).hold()
                for training in self._running:
                    self.journal(training).hold()
                self._tell()
            await asyncio.sleep(HOLD_SECONDS)

    def _leave(self) -> None:
        """Takes those out of the line that were stopped, or that nobody watches any more."""
        for order in self._waiting():
            journal = self.journal(order.job.training)
            stopped = journal.asked == "stop"
            if stopped or journal.unwatched >= UNWATCHED_SECONDS:
                self._drop(order.job.training)
                reason: Literal["asked", "unwatched"] = "asked" if stopped else "unwatched"
                journal.append(Ended(step=0, model=None, reason=reason))

    def _waiting(self) -> list[Order]:
        """All that wait, in the order in which they will begin."""
        orders = self._line.drain()
        for order in orders:
            self._line.put(order.who, order)
        return orders

    def _drop(self, training: str) -> bool:
        """Takes a training out of the line; whether it was there."""
        orders = self._line.drain()
        others = [order for order in orders if order.job.training != training]
        for order in others:
            self._line.put(order.who, order)
        return len(others) < len(orders)

    def _advance(self) -> None:
        """Begins what may begin, and tells the others how long they wait."""
        while self._line and len(self._running) < self.at_once and not self._closed:
            order = self._line.get()
            training = order.job.training
            self._begun[training] = order.job, time.monotonic()
            self._running[training] = asyncio.create_task(self._run(order.job))
        self._tell()

    def _tell(self) -> None:
        """Tells those that wait how many are before them, and for how long about."""
        orders, now = self._waiting(), time.monotonic()
        free = [
            max(self._expected(job) - (now - begun), LEAST_SECONDS)
            for job, begun in self._begun.values()
        ]
        heapify(free)
        for before, order in enumerate(orders):
            # Each takes the place of whichever ends first.
            wait = heappop(free) if len(free) >= self.at_once else 0.0
            heappush(free, wait + self._expected(order.job))
            line = Waiting(before=before, seconds=round(wait, 1))
            self.journal(order.job.training).append(line)

    async def _run(self, job: Job) -> None:
        """One training, in a process of its own."""
        begun, journal = time.monotonic(), self.journal(job.training)
        try:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "app.live_training"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.DEVNULL,
            )
            self._processes[job.training] = process
            await process.communicate(job.model_dump_json().encode())
            if not self._closed and journal.exists and not journal.ended:
                log.error("a training's process ended with status %s", process.returncode)
                journal.append(failed("internal", "the training's process ended early"))
        except OSError as error:
            log.error("a training cannot begin: %s", error)
            journal.append(failed("busy", "expected room for one more process; got none"))
        finally:
            self._learn_from(job, journal, time.monotonic() - begun)
            self._begun.pop(job.training, None)
            self._running.pop(job.training, None)
            self._processes.pop(job.training, None)
            self._advance()

    def _expected(self, job: Job) -> float:
        """What a training takes from its start to its end, about, s."""
        return START_SECONDS + job.config.steps * self._step_seconds

    def _learn_from(self, job: Job, journal: Journal, seconds: float) -> None:
        """Takes into account how long a training took that came to its end without a pause."""
        newest = journal.newest if journal.exists else None
        if not newest or json.loads(newest)["type"] != "done":
            return
        if journal.was_paused or job.config.start is not None or job.config.steps < FEWEST_STEPS:
            return
        found = max(seconds - START_SECONDS, 0.0) / job.config.steps
        self._step_seconds = (self._step_seconds + found) / 2


@contextmanager
def suppress_disk_errors() -> Iterator[None]:
    """Logs what a full disk refuses: no training may end because another one cannot be noted."""
    try:
        yield
    except OSError as error:
        log.error("journals of trainings cannot be written: %s", error)
