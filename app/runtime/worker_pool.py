"""Worker threads for computation, so that the event loop never waits for torch."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple, Unpack

import torch

from app.runtime.fair_queue import FairQueue, caller
from app.runtime.metrics import JOB_SECONDS, WAITING, timed

CLOSE_TIMEOUT = 0.5
"""Seconds that each thread has to finish its job when the pool closes."""

Ts = TypeVarTuple("Ts")
T = TypeVar("T")


class WorkerPool:
    """Threads that take jobs from a fair queue.

    A client with many jobs delays any other client by one of them at most.
    """

    def __init__(self, threads: int, name: str = "compute") -> None:
        # Parallel requests use the cores better than one request split across them.
        torch.set_num_threads(1)
        self._queue: FairQueue[Job] = FairQueue()
        self._changed = threading.Condition()
        self._closed = False
        self._threads = [
            threading.Thread(target=self._work, name=f"{name}-{number}", daemon=True)
            for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    async def run(self, job: Callable[[Unpack[Ts]], T], *arguments: *Ts) -> T:
        """Runs `job(*arguments)` on a thread; returns its result or raises its exception.

        Raises:
            RuntimeError: the pool is closed.
        """
        queued = Job(lambda: job(*arguments))
        with self._changed:
            if self._closed:
                raise RuntimeError("the worker pool is closed")
            self._queue.put(caller.get(), queued)
            self._changed.notify()
        WAITING.inc()
        result: T = await queued.future
        return result

    def _work(self) -> None:
        while True:
            with self._changed:
                while not self._queue:
                    if self._closed:
                        return
                    self._changed.wait()
                job = self._queue.get()
            WAITING.dec()
            job.run()

    def close(self) -> None:
        """Stops the threads and cancels jobs that have not begun.

        A job that takes longer than `CLOSE_TIMEOUT` is abandoned: its thread is a daemon.
        """
        with self._changed:
            self._closed = True
            dropped = self._queue.drain()
            self._changed.notify_all()
        for job in dropped:
            job.future.cancel()
        for thread in self._threads:
            thread.join(CLOSE_TIMEOUT)


class Job:
    """Work for a thread, and the future on the event loop that receives its result."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self.work = work
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[Any] = self.loop.create_future()

    def run(self) -> None:
        """Runs the work, unless its caller was cancelled, and resolves the future."""
        if self.future.cancelled():
            return
        try:
            with timed(JOB_SECONDS):
                result = self.work()
        except BaseException as error:
            self._post(self.future.set_exception, error)
        else:
            self._post(self.future.set_result, result)

    def _post(self, setter: Callable[[Any], None], value: Any) -> None:
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._resolve, setter, value)

    def _resolve(self, setter: Callable[[Any], None], value: Any) -> None:
        if not self.future.done():
            setter(value)
