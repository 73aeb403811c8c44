"""Rate limit: a token bucket for each client address."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from app.errors import RateLimited

MAX_CLIENTS = 4096
"""Buckets in memory; beyond that, the least recently used one is dropped."""


class RateLimit:
    """Token buckets, one for each client, each with the tokens of one minute, refilled evenly.

    Args:
        per_minute: tokens; 0 means no limit.
        things: what is counted, for the error's message.
    """

    def __init__(
        self, per_minute: int, things: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.per_minute = per_minute
        self.things = things
        self.clock = clock
        self.buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> None:
        """Takes one token.

        Raises:
            RateLimited: the bucket is empty; `retry_after` says when it has a token again.
        """
        if not self.per_minute:
            return
        now = self.clock()
        tokens, then = self.buckets.pop(client, (float(self.per_minute), now))
        tokens = min(self.per_minute, tokens + (now - then) * self.per_minute / 60)
        enough = tokens >= 1
        self.buckets[client] = (tokens - enough, now)
        if len(self.buckets) > MAX_CLIENTS:
            self.buckets.popitem(last=False)
        if not enough:
            after = math.ceil((1 - tokens) * 60 / self.per_minute)
            expected = f"expected at most {self.per_minute} {self.things} a minute; got more"
            raise RateLimited(f"{expected}: try again in {after} s", retry_after=after)

    def refund(self, client: str) -> None:
        """Puts back one token."""
        if client in self.buckets:
            tokens, then = self.buckets[client]
            self.buckets[client] = (tokens + 1, then)
