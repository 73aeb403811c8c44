"""Turns: of those who wait, whose turn is next."""

from collections import OrderedDict, deque
from collections.abc import Hashable
from contextvars import ContextVar
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Caller(NamedTuple):
    """On whose behalf something is done."""

    client: Hashable = None
    """Who asks, by address."""
    part: Hashable = None
    """What of it asks: one of its live connections, or None for all else."""


NOBODY = Caller()
caller: ContextVar[Caller] = ContextVar("caller", default=NOBODY)
"""Who asks now."""


class Turns(Generic[T]):
    """Clients take turns; in the turn of one client, its parts do.

    What one part asks for comes in the order in which it came. So a client with many connections
    has no more of the server than one with a single one, and those behind one address share alike.
    """

    def __init__(self) -> None:
        self._clients: OrderedDict[Hashable, OrderedDict[Hashable, deque[T]]] = OrderedDict()

    def __bool__(self) -> bool:
        """Whether anybody waits."""
        return bool(self._clients)

    def add(self, who: Caller, item: T) -> None:
        """Lets it wait behind what waits already."""
        parts = self._clients.setdefault(who.client, OrderedDict())
        parts.setdefault(who.part, deque()).append(item)

    def next(self) -> T:
        """What `take` would take; IndexError where nobody waits."""
        for parts in self._clients.values():
            for items in parts.values():
                return items[0]
        raise IndexError("nobody waits")

    def take(self) -> T:
        """Whose turn is longest past has it, and comes last now; IndexError where nobody waits."""
        if not self._clients:
            raise IndexError("nobody waits")
        client, parts = self._clients.popitem(last=False)
        part, items = parts.popitem(last=False)
        item = items.popleft()
        if items:
            parts[part] = items
        if parts:
            self._clients[client] = parts
        return item

    def clear(self) -> list[T]:
        """Takes all."""
        items = []
        while self:
            items.append(self.take())
        return items
