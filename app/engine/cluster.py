"""The cluster, as a server sees it: calls of functions on its nodes, by way of the gateway."""

import asyncio
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing, suppress

from app.engine.link import AGAIN_SECONDS, Link, gone, linked
from app.errors import ClusterGone
from app.network.library import Entry


class Cluster:
    """Calls of functions on a cluster. All methods belong to the event loop.

    The gateway is started by the first call, and anew by the first call after it has ended.

    Args:
        address: of the cluster, as `ray.init` takes it.

    Attributes:
        link: to the gateway; None before the first call.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.link: Link | None = None
        self._joining: asyncio.Task[Link] | None = None
        self._again = 0.0
        """When another try to join makes sense, on the monotonic clock."""

    @property
    def cores(self) -> int:
        """How many cores the cluster has, as far as is known; at least one."""
        return max(1, self.link.cores if self.link else 1)

    @property
    def pending(self) -> int:
        """How many calls have not ended yet, those that were cancelled among them."""
        return len(self.link.replies) if self.link else 0

    async def join(self) -> Link:
        """The link to a gateway that runs.

        Raises:
            ClusterGone: there is none: the cluster does not answer.
        """
        if self.link is not None and self.link.open:
            return self.link
        if self._joining is None:
            if time.monotonic() < self._again:
                raise gone()
            self._joining = asyncio.create_task(self._join())
        return await asyncio.shield(self._joining)

    async def _join(self) -> Link:
        try:
            self.link = await linked(self.address)
        except ClusterGone:
            self._again = time.monotonic() + AGAIN_SECONDS
            raise
        finally:
            self._joining = None
        return self.link

    async def call(self, function: str, entries: Sequence[Entry], arguments: bytes) -> bytes:
        """What a function of a module returns, called on some node.

        A node that dies meanwhile does no harm: another one does the work again. A call that is
        cancelled ends on the node, too.

        Args:
            function: as `module:function`; it takes the networks and the arguments.

        Raises:
            ClusterGone: the cluster does not answer, or not any more.
            RuntimeError: the function failed.
        """
        async with aclosing(self._results(function, entries, arguments, steps=False)) as results:
            async for found in results:
                return found
        raise RuntimeError("expected a result from the cluster; got none")

    def results(
        self, function: str, entries: Sequence[Entry], arguments: bytes
    ) -> AsyncGenerator[bytes]:
        """The same for a function that yields results, as they come; to be closed at the end.

        If its node dies, another one begins anew, and what was here already is left out: a function
        must yield the same each time.
        """
        return self._results(function, entries, arguments, steps=True)

    async def _results(
        self, function: str, entries: Sequence[Entry], arguments: bytes, steps: bool
    ) -> AsyncGenerator[bytes]:
        link = await self.join()
        networks = [await link.keep(entry) for entry in entries]
        head = {"do": "call", "function": function, "networks": networks, "steps": steps}
        async with aclosing(link.ask(head, arguments)) as found:
            async for result in found:
                yield result

    async def close(self) -> None:
        """Ends the gateway, and with it what it has begun."""
        if self._joining is not None:
            self._joining.cancel()
            with suppress(asyncio.CancelledError, ClusterGone):
                await self._joining
        if self.link is not None:
            await self.link.close()
