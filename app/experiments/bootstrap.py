"""The bootstrap: intervals over training seeds and held-out hands.

A number about digit networks depends on two things that are drawn at random: the seeds of the
trainings, and the hands that wrote the held-out digits. Both are resampled (Efron & Tibshirani
1993, An Introduction to the Bootstrap): hands within their digit and alike for all networks, since
all read the same ones; seeds for each network by itself. Every draw computes the number anew.

The interval is the *expanded percentile interval* (Hesterberg 2015, What Teachers Should Know About
the Bootstrap): percentiles so far out that the interval comes near its level although there are few
seeds. Plain percentiles of five seeds would be narrower by about a third. In a simulation of five
normal seeds, it covers the mean in 92 % of cases where hands add nothing, and in 98 % where the
error from hands is three tenths of a seed's standard deviation.
"""

from statistics import NormalDist
from zlib import crc32

import numpy as np
from jaxtyping import Float

from app.network.card import Frozen

DRAWS = 10_000
CLASSES = 10
T_975 = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262}
"""Student's t: the quantile of .975 by degrees of freedom."""

LARGE_T = 2.228
"""The same from ten degrees on, where it hardly changes; a little wide beyond."""

Draws = Float[np.ndarray, "draw"]


class Interval(Frozen):
    """An interval of 95 %, both ends inclusive."""

    low: float
    high: float


class Bootstrap:
    """The draws of one record; the same on every machine.

    Row 0 of everything that it returns is the sample itself, each of the other rows is a draw.

    Args:
        each: held-out samples of each digit.
        seeds: training seeds of each network; with one, only hands are resampled.
    """

    def __init__(self, each: int, seeds: int, draws: int = DRAWS) -> None:
        rng = np.random.default_rng(0)
        found = rng.multinomial(each, np.full(each, 1 / each), (draws, CLASSES))
        same = np.ones((1, CLASSES, each), np.int64)
        self.hands: Float[np.ndarray, "draw digit hand"] = np.concatenate([same, found]) / each
        """The weight of each hand within its digit."""
        self._count, self._draws = seeds, draws

    def over_hands(self, table: Float[np.ndarray, "seed hand"]) -> Float[np.ndarray, "draw seed"]:
        """The mean over hands, which are in the order of `held_out`, of each seed's values."""
        weights = self.hands.reshape(len(self.hands), -1) / CLASSES
        means: np.ndarray = weights @ np.asarray(table, np.float64).T
        return means

    def over_seeds(self, name: str, values: Float[np.ndarray, "draw seed"]) -> Draws:
        """The mean over the seeds of network `name`, which has the same draws in every number."""
        rng = np.random.default_rng([1, crc32(name.encode())])
        count = self._count
        drawn = rng.multinomial(count, np.full(count, 1 / count), self._draws)
        weights = np.concatenate([np.ones((1, count)), drawn]) / count
        means: np.ndarray = (weights * values).sum(1)
        return means

    def mean(self, name: str, table: Float[np.ndarray, "seed hand"]) -> Draws:
        """The mean over hands and seeds."""
        return self.over_seeds(name, self.over_hands(table))

    def interval(self, draws: Draws) -> Interval:
        """The expanded percentile interval of a number, from its draws."""
        tail = self._tail()
        low, high = np.quantile(draws[1:], (tail, 1 - tail))
        return Interval(low=float(low), high=float(high))

    def _tail(self) -> float:
        """The share of draws beyond either end."""
        count = self._count
        if count == 1:
            return 0.025
        far = (count / (count - 1)) ** 0.5 * T_975.get(count - 1, LARGE_T)
        return NormalDist().cdf(-far)
