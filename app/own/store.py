"""The store of visitors' networks: within bounds of memory, number and time."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from app.errors import NetworkGone
from app.network.build import Network, parameters
from app.network.card import Card
from app.network.library import Entry
from app.network.patch_cache import CAPACITY
from app.own.shared_folder import ID, SharedFolder

PREFIX = "own-"
"""What ids of visitors' networks begin with; those of the library do not."""
PASSES = 3
"""Passes whose volumes a network in use has in memory: over black, over another background, and of
a frame."""


def is_own(name: str) -> bool:
    """Whether a name can be the id of a visitor's network."""
    return ID.fullmatch(name) is not None


def label_of(name: str) -> str:
    """A network's name in metrics, where visitors' networks are one."""
    return "own" if is_own(name) else name


def bytes_of(network: Network) -> int:
    """Bytes of memory that a network takes while it is used, about."""
    weights: int = sum(value.nbytes for value in network.stack.state_dict().values())
    return weights + PASSES * 4 * network.cells + CAPACITY


class Kept(NamedTuple):
    """A network in the store.

    Args:
        size: bytes that it takes.
        shared: whether it is in the folder, too.
        used: when it was last used, in s.
    """

    entry: Entry
    size: int
    shared: bool
    used: float


class OwnNetworks:
    """Visitors' networks by id, the most recently used ones. Any thread may call any method.

    With a folder, other processes have the same networks; one that is no longer in the folder is
    gone from memory, too.

    Args:
        count: networks in memory, at most.
        memory: bytes that they take together, at most.
        seconds: without use, after which a network is dropped.
        clock: s, of any beginning.
    """

    def __init__(
        self,
        count: int,
        memory: int,
        seconds: float,
        folder: SharedFolder | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.count = count
        self.memory = memory
        self.seconds = seconds
        self.folder = folder
        self.clock = clock
        self.taken = 0
        """Bytes of all networks in memory."""
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def held(self, name: str) -> Entry | None:
        """The network in memory, which counts as a use; None without one. It takes some µs."""
        with self._lock:
            self._expire()
            kept = self._kept.get(name)
            if kept is None:
                return None
            if kept.shared and self.folder is not None and not self.folder.has(name):
                self._drop(name)
                return None
            self._kept[name] = kept._replace(used=self.clock())
            self._kept.move_to_end(name)
            return kept.entry

    def find(self, name: str, where: str = "model") -> Entry:
        """The network, from memory or read from the folder, which takes some ms for each MB.

        Raises:
            NetworkGone: neither has it.
        """
        entry = self.held(name)
        if entry is None and self.folder is not None:
            entry = self.folder.read(name)
            if entry is not None:
                self._keep(entry, shared=True)
        if entry is None:
            raise NetworkGone(
                f"expected a network that this server still has; got {name[:80]!r}: send its file "
                "again",
                where,
            )
        return entry

    def known(self, name: str) -> Entry | None:
        """As `find`, but None where neither has it."""
        try:
            return self.find(name)
        except NetworkGone:
            return None

    def put(self, entry: Entry, card: Card) -> None:
        """Keeps a network; the least recently used others make room for it."""
        shared = self.folder is not None and self.folder.write(
            card, parameters(entry.network.stack)
        )
        self._keep(entry, shared)

    def remove(self, name: str) -> bool:
        """Drops a network, here and in the folder; whether there was one."""
        with self._lock:
            had = self._drop(name)
        return (self.folder is not None and self.folder.remove(name)) or had

    def prune(self) -> None:
        """Drops what has not been used for too long."""
        with self._lock:
            self._expire()
        if self.folder is not None:
            self.folder.prune()

    def _keep(self, entry: Entry, shared: bool) -> None:
        name, size = entry.card.id, bytes_of(entry.network)
        with self._lock:
            self._drop(name)
            self._expire()
            self._kept[name] = Kept(entry, size, shared, self.clock())
            self.taken += size
            while len(self._kept) > 1 and (
                len(self._kept) > self.count or self.taken > self.memory
            ):
                self._drop(next(iter(self._kept)))

    def _expire(self) -> None:
        """Drops what is too old; the least recently used come first."""
        oldest = self.clock() - self.seconds
        while self._kept:
            name, kept = next(iter(self._kept.items()))
            if kept.used >= oldest:
                return
            self._drop(name)

    def _drop(self, name: str) -> bool:
        """Whether there was a network of that name."""
        if (kept := self._kept.pop(name, None)) is None:
            return False
        self.taken -= kept.size
        return True
