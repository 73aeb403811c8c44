"""The engine: where the parts of long work are computed."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol, runtime_checkable

from app.engine.cluster import Cluster
from app.engine.cluster_parts import ClusterParts
from app.engine.division import Division, Line, Part
from app.network.library import Entry


class Remote(NamedTuple):
    """How a machine that has only this app computes parts of a division.

    Args:
        entry: the network.
        function: `module:function`, see `Cluster.call`; it returns encoded parts.
        arguments: for the parts from the first number up to the second.
    """

    entry: Entry
    function: str
    arguments: Callable[[int, int], bytes]


@runtime_checkable
class Parts(Protocol):
    """The parts of a division, in order; None while the next one is not there yet."""

    def __iter__(self) -> Iterator[Part | None]:
        """Itself."""

    def __next__(self) -> Part | None:
        """The next part; called on a thread that computes."""

    async def wait(self) -> None:
        """Waits a moment for the next part, if that is computed elsewhere."""

    async def close(self) -> None:
        """Gives up what has not been computed yet."""


@runtime_checkable
class Engine(Protocol):
    """Where parts are computed."""

    async def ready(self) -> None:
        """Raises ClusterGone where nothing can be computed now."""

    def parts(self, division: Division[Line], remote: Remote) -> Parts:
        """The parts of a division, to be closed at the end."""

    async def close(self) -> None:
        """Ends everything."""


class Here:
    """The engine of a server that computes by itself."""

    async def ready(self) -> None:
        """It always is."""

    def parts(self, division: Division[Line], remote: Remote) -> Parts:
        """The parts, each computed when it is asked for."""
        return HereParts(division.parts())

    async def close(self) -> None:
        """Nothing is left to end."""


class HereParts:
    """Parts that are computed when they are asked for."""

    def __init__(self, parts: Iterator[Part | None]) -> None:
        self._parts = parts

    def __iter__(self) -> Iterator[Part | None]:
        """Itself."""
        return self

    def __next__(self) -> Part | None:
        """The next part, or None after a step."""
        return next(self._parts)

    async def wait(self) -> None:
        """Nothing is computed elsewhere."""

    async def close(self) -> None:
        """What nobody asks for is not computed."""


class OnCluster:
    """The engine of a server that has a cluster."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster

    async def ready(self) -> None:
        """Raises ClusterGone where the cluster does not answer."""
        await self.cluster.join()

    def parts(self, division: Division[Line], remote: Remote) -> Parts:
        """The parts, of which the next ones are computed on all nodes at once."""

        async def compute(first: int, last: int) -> bytes:
            arguments = remote.arguments(first, last)
            return await self.cluster.call(remote.function, [remote.entry], arguments)

        return ClusterParts(division.count, compute, lambda: self.cluster.cores)

    async def close(self) -> None:
        """Ends the gateway."""
        await self.cluster.close()


def engine(address: str) -> Engine:
    """The engine of a server: this process, or the cluster at an address."""
    return OnCluster(Cluster(address)) if address else Here()
