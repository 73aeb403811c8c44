"""The parts of a division as a cluster computes them: several at once, taken in order."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Iterator

from app.engine.division import Part, decode

TASK_SECONDS = 0.25
"""What a task should take: much more than its way to the node and back, and soon cancelled."""
PER_CORE = 2
"""Tasks for each core of the cluster, so that none waits for its next one."""
LOOK_SECONDS = 0.25
"""The longest wait for a part: then somebody looks whether the client is still there."""


class ClusterParts:
    """The parts in order, with tasks of consecutive parts in progress.

    At most `PER_CORE` tasks a core are in progress or wait to be taken: so a client that reads
    slowly slows its own work down, and several at once share the cluster. The first tasks are
    short; then their size follows from the time that parts took, and towards the end they become
    shorter, so that all cores end together. The sizes change no result.

    Args:
        count: of all parts.
        compute: computes the parts from the first number up to the second, encoded.
        cores: how many cores the cluster has now.
    """

    def __init__(
        self,
        count: int,
        compute: Callable[[int, int], Awaitable[bytes]],
        cores: Callable[[], int],
    ) -> None:
        self.count = count
        self._compute = compute
        self._cores = cores
        self._next = 0
        self._assigned = 0
        self._seconds: float | None = None
        self._arrived: dict[int, Part] = {}
        self._tasks: dict[asyncio.Task[list[Part]], int] = {}

    def __iter__(self) -> Iterator[Part | None]:
        """Itself."""
        return self

    def __next__(self) -> Part | None:
        """The next part, or None if it has not arrived yet."""
        if self._next == self.count:
            raise StopIteration
        if self._next not in self._arrived:
            return None
        part = self._arrived.pop(self._next)
        self._next += 1
        return part

    async def wait(self) -> None:
        """Waits a moment for the next part, unless that is there; raises what `compute` does."""
        self._assign()
        if self._next in self._arrived or not self._tasks:
            return
        done, _ = await asyncio.wait(
            self._tasks, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        for task in done:
            first = self._tasks.pop(task)
            self._arrived.update(enumerate(task.result(), first))
        self._assign()

    async def close(self) -> None:
        """Cancels the tasks in progress."""
        tasks, self._tasks = [*self._tasks], {}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _assign(self) -> None:
        """Begins tasks, as many as may be in progress."""
        most = PER_CORE * self._cores()
        while self._assigned < self.count and len(self._tasks) < most:
            size = self._size()
            # Parts that nobody has taken yet count as tasks of this size.
            if len(self._tasks) + len(self._arrived) // size >= most:
                return
            first, self._assigned = self._assigned, min(self._assigned + size, self.count)
            self._tasks[asyncio.create_task(self._computed(first, self._assigned))] = first

    def _size(self) -> int:
        """How many parts the next task has."""
        share = math.ceil((self.count - self._assigned) / (PER_CORE * self._cores()))
        if self._seconds is None:
            return 1
        return max(1, min(share, int(TASK_SECONDS / self._seconds)))

    async def _computed(self, first: int, last: int) -> list[Part]:
        begun = time.monotonic()
        found = decode(await self._compute(first, last))
        # The least: others waited for a core, or for a node that had to load the network.
        taken = (time.monotonic() - begun) / (last - first)
        self._seconds = min(taken, self._seconds or taken)
        return found
