"""Where the arithmetic is done: a few threads, so that the event loop never waits for torch."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple, Unpack

import torch

from app.runtime.fair_queue import Turns, caller
from app.runtime.metrics import JOB_SECONDS, WAITING, timed

PATIENCE = 0.5
"""s that a job has to end when the threads do."""

Ts = TypeVarTuple("Ts")
T = TypeVar("T")


class Compute:
    """Threads that callers share by turns.

    A thread that is free takes the job whose turn is next, so that somebody with many jobs makes
    others wait for one of them at most.
    """

    def __init__(self, threads: int, name: str = "compute") -> None:
        # Several requests side by side make better use of the cores than one that is split.
        torch.set_num_threads(1)
        self._waiting: Turns[Job] = Turns()
        self._changed = threading.Condition()
        self._closed = False
        self._threads = [
            threading.Thread(target=self._work, name=f"{name}-{number}", daemon=True)
            for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    async def run(self, job: Callable[[Unpack[Ts]], T], *arguments: *Ts) -> T:
        """What `job(*arguments)` returns or raises; RuntimeError once closed."""
        wanted = Job(lambda: job(*arguments))
        with self._changed:
            if self._closed:
                raise RuntimeError("expected threads that compute; they have ended")
            self._waiting.add(caller.get(), wanted)
            self._changed.notify()
        WAITING.inc()
        result: T = await wanted.future
        return result

    def _work(self) -> None:
        while True:
            with self._changed:
                while not self._waiting:
                    if self._closed:
                        return
                    self._changed.wait()
                job = self._waiting.take()
            WAITING.dec()
            job.do()

    def close(self) -> None:
        """Ends the threads; jobs that have not begun are dropped.

        A job that takes longer than `PATIENCE` is not waited for: the process ends without it.
        """
        with self._changed:
            self._closed = True
            dropped = self._waiting.clear()
            self._changed.notify_all()
        for job in dropped:
            job.future.cancel()
        for thread in self._threads:
            thread.join(PATIENCE)


class Job:
    """One thing to do on a thread, and the future that waits for it on the event loop."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self.work = work
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[Any] = self.loop.create_future()

    def do(self) -> None:
        """Does it, unless nobody waits for it any more."""
        if self.future.cancelled():
            return
        try:
            with timed(JOB_SECONDS):
                result = self.work()
        except BaseException as error:
            self._tell(self.future.set_exception, error)
        else:
            self._tell(self.future.set_result, result)

    def _tell(self, say: Callable[[Any], None], what: Any) -> None:
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._settle, say, what)

    def _settle(self, say: Callable[[Any], None], what: Any) -> None:
        if not self.future.done():
            say(what)
