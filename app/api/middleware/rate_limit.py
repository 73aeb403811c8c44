"""How often one client may ask: a bucket of tokens for each address."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from app.errors import TooOften

KEPT = 4096
"""Buckets that are kept; of more clients, those that asked longest ago are forgotten."""


class Rate:
    """A bucket that holds as many tokens as are granted in a minute, and fills evenly.

    Args:
        per_minute: tokens; 0 grants as many as are asked for.
        what: is asked for, for the error.
    """

    def __init__(
        self, per_minute: int, what: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.per_minute = per_minute
        self.what = what
        self.clock = clock
        self.buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, who: str) -> None:
        """Takes one token.

        Raises:
            TooOften: the bucket is empty; it says when it will not be.
        """
        if not self.per_minute:
            return
        now = self.clock()
        tokens, then = self.buckets.pop(who, (float(self.per_minute), now))
        tokens = min(self.per_minute, tokens + (now - then) * self.per_minute / 60)
        enough = tokens >= 1
        self.buckets[who] = (tokens - enough, now)
        if len(self.buckets) > KEPT:
            self.buckets.popitem(last=False)
        if not enough:
            after = math.ceil((1 - tokens) * 60 / self.per_minute)
            expected = f"expected at most {self.per_minute} {self.what} a minute; got more"
            raise TooOften(f"{expected}: try again in {after} s", after=after)

    def give_back(self, who: str) -> None:
        """Puts back a token that was taken for nothing."""
        if who in self.buckets:
            tokens, then = self.buckets[who]
            self.buckets[who] = (tokens + 1, then)
