"""Where the arithmetic is done: a few threads, so that the event loop never waits for torch."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, TypeVarTuple, Unpack

import torch

Ts = TypeVarTuple("Ts")
T = TypeVar("T")


class Compute:
    """A pool of threads that take jobs in the order in which they come.

    Each connection hands in one job at a time, so that order is fair to all of them.
    """

    def __init__(self, threads: int, name: str = "compute") -> None:
        # Several requests side by side make better use of the cores than one that is split.
        torch.set_num_threads(1)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)

    async def run(self, job: Callable[[Unpack[Ts]], T], *arguments: *Ts) -> T:
        """What `job(*arguments)` returns or raises."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, job, *arguments)

    def close(self) -> None:
        """Ends the threads; jobs that have not begun are dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)
