"""Quotas: at most so many of something at once, in all and for each client."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from app.errors import Busy

RETRY_AFTER = 5
"""s after which a client should connect again, if it was refused or the server restarts."""


class Quota:
    """Counts what is in use, for each client and in all.

    Args:
        limit: how many may be in use in all.
        per_client: how many by one client.
        things: what is counted, for the error's message.
        retry_after: s after which a client that was refused should try again.
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
        self.used_by: Counter[str] = Counter()

    def check(self, client: str | None, amount: int = 1) -> None:
        """Raises Busy if `amount` more would exceed a limit.

        `client` is None for a trusted proxy, which speaks for many: only the limit in all counts.
        """
        limits = [(self.used, self.limit, "in all")]
        if client is not None:
            limits.append((self.used_by[client], self.per_client, "of one client"))
        for used, limit, whose in limits:
            if used + amount > limit:
                expected = f"expected at most {limit} {self.things} {whose}"
                again = f"try again in {self.retry_after} s"
                raise Busy(f"{expected}; got more: {again}", self.where, self.retry_after)

    def acquire(self, client: str | None, amount: int = 1) -> None:
        """Counts `amount` more; raises Busy, and counts nothing, if that exceeds a limit."""
        self.check(client, amount)
        self.used += amount
        if client is not None:
            self.used_by[client] += amount

    def release(self, client: str | None, amount: int = 1) -> None:
        """Counts `amount` less."""
        self.used -= amount
        if client is not None:
            self.used_by[client] -= amount
            # Clients that use nothing take no memory.
            if not self.used_by[client]:
                del self.used_by[client]

    @contextmanager
    def held(self, client: str | None) -> Iterator[None]:
        """Counts one while the context lasts; raises Busy if that exceeds a limit."""
        self.acquire(client)
        try:
            yield
        finally:
            self.release(client)
