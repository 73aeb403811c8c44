"""Quotas: limits on concurrent use, in total and per client."""

from collections import Counter
from collections.abc import Hashable, Iterator
from contextlib import contextmanager

from app.errors import Busy

RETRY_AFTER = 5
"""Seconds after which a client should connect again after a refusal or a restart."""


class Quota:
    """Counts what is in use, in total and per client.

    Args:
        limit: the most that may be in use in total.
        per_client: the most that one client may use.
        things: the plural noun for what is counted, for the error's message.
        retry_after: seconds after which a client that was refused should try again.
        where: the part of a request that is refused, for the error.
    """

    def __init__(
        self, limit: int, per_client: int, things: str, retry_after: int, where: str | None = None
    ) -> None:
        self.limit = limit
        self.per_client = per_client
        self.things = things
        self.retry_after = retry_after
        self.where = where
        self.used = 0
        self.used_by: Counter[Hashable] = Counter()

    def check(self, client: Hashable, amount: int = 1) -> None:
        """Raises Busy if `amount` more would exceed a limit."""
        for used, limit, whose in (
            (self.used, self.limit, "in all"),
            (self.used_by[client], self.per_client, "of one client"),
        ):
            if used + amount > limit:
                expected = f"expected at most {limit} {self.things} {whose}"
                again = f"try again in {self.retry_after} s"
                raise Busy(f"{expected}; got more: {again}", self.where, self.retry_after)

    def acquire(self, client: Hashable, amount: int = 1) -> None:
        """Adds `amount` to the count; raises Busy and adds nothing if that exceeds a limit."""
        self.check(client, amount)
        self.used += amount
        self.used_by[client] += amount

    def release(self, client: Hashable, amount: int = 1) -> None:
        """Subtracts `amount` from the count."""
        self.used -= amount
        self.used_by[client] -= amount
        # Idle clients take no memory.
        if not self.used_by[client]:
            del self.used_by[client]

    @contextmanager
    def held(self, client: Hashable) -> Iterator[None]:
        """Adds one to the count for the body of the `with`; raises Busy if that exceeds a limit."""
        self.acquire(client)
        try:
            yield
        finally:
            self.release(client)
