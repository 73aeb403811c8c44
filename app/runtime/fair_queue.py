"""A fair queue: clients take turns (round robin), and so do the connections of one client."""

from collections import OrderedDict, deque
from collections.abc import Hashable
from contextvars import ContextVar
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Caller(NamedTuple):
    """The origin of a job: a client, and one of its connections."""

    client: Hashable = None
    """The client, by its IP address."""
    connection: Hashable = None
    """One of the client's live connections; None for all of its REST requests."""


ANONYMOUS = Caller()
caller: ContextVar[Caller] = ContextVar("caller", default=ANONYMOUS)
"""The caller of the current request."""


class FairQueue(Generic[T]):
    """Round robin over clients; within a client, round robin over its connections.

    Items of one connection keep their order. A client with many connections gets no larger share
    than a client with one; all clients behind one IP address count as one.
    """

    def __init__(self) -> None:
        self._clients: OrderedDict[Hashable, OrderedDict[Hashable, deque[T]]] = OrderedDict()

    def __bool__(self) -> bool:
        """Whether an item is queued."""
        return bool(self._clients)

    def put(self, who: Caller, item: T) -> None:
        """Appends an item to its caller's queue."""
        connections = self._clients.setdefault(who.client, OrderedDict())
        connections.setdefault(who.connection, deque()).append(item)

    def peek(self) -> T:
        """The item that `get` would return; raises IndexError on an empty queue."""
        for connections in self._clients.values():
            for items in connections.values():
                return items[0]
        raise IndexError("the queue is empty")

    def get(self) -> T:
        """Removes the next item and moves its client to the end.

        Raises:
            IndexError: the queue is empty.
        """
        if not self._clients:
            raise IndexError("the queue is empty")
        client, connections = self._clients.popitem(last=False)
        connection, items = connections.popitem(last=False)
        item = items.popleft()
        if items:
            connections[connection] = items
        if connections:
            self._clients[client] = connections
        return item

    def drain(self) -> list[T]:
        """Removes and returns all items, in order."""
        items = []
        while self:
            items.append(self.get())
        return items
