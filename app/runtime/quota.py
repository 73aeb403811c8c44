"""Room for what is open or held at once: so much in all, so much of it for one client."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from app.errors import Busy


class Room:
    """Counts what is taken, for each client and in all.

    Args:
        limit: how much there may be in all.
        per_client: how much of one client.
        things: what they are, for the error.
        after: s after which one that found no room should try again.
        where: the part of a request that found none.
    """

    def __init__(
        self, limit: int, per_client: int, things: str, after: int, where: str | None = None
    ) -> None:
        self.limit = limit
        self.per_client = per_client
        self.things = things
        self.after = after
        self.where = where
        self.taken = 0
        self.by_client: Counter[str] = Counter()

    def check(self, who: str | None, amount: int = 1) -> None:
        """Raises Busy where so much more of a client finds no room.

        None is somebody who speaks for many, as a proxy does: the limit of one is none of its.
        """
        limits = [(self.taken, self.limit, "in all")]
        if who is not None:
            limits.append((self.by_client[who], self.per_client, "of one client"))
        for taken, limit, whose in limits:
            if taken + amount > limit:
                expected = f"expected at most {limit} {self.things} {whose}"
                again = f"try again in {self.after} s"
                raise Busy(f"{expected}; got more: {again}", self.where, after=self.after)

    def take(self, who: str | None, amount: int = 1) -> None:
        """Counts so much more; raises Busy, and counts nothing, where there is no room."""
        self.check(who, amount)
        self.taken += amount
        if who is not None:
            self.by_client[who] += amount

    def give_back(self, who: str | None, amount: int = 1) -> None:
        """Counts so much less."""
        self.taken -= amount
        if who is not None:
            self.by_client[who] -= amount
            # Or everybody who ever came would be remembered.
            if not self.by_client[who]:
                del self.by_client[who]

    @contextmanager
    def holding(self, who: str | None) -> Iterator[None]:
        """Counts one for as long as it lasts; raises Busy where there is no room."""
        self.take(who)
        try:
            yield
        finally:
            self.give_back(who)
