"""The bootstrap: intervals that widen with the seeds and the hands, and cover what they should."""

from math import sqrt
from statistics import NormalDist

import numpy as np
import pytest

from app.experiments.bootstrap import CLASSES, Bootstrap

EACH = 20
HANDS = CLASSES * EACH


def interval(table, draws=4000):
    """The interval of the mean over seeds and hands."""
    bootstrap = Bootstrap(EACH, len(table), draws)
    return bootstrap.interval(bootstrap.mean("any", np.asarray(table, float)))


def test_the_first_row_is_the_sample_itself():
    table = np.random.default_rng(0).random((5, HANDS))
    bootstrap = Bootstrap(EACH, 5, 100)
    assert bootstrap.mean("any", table)[0] == pytest.approx(table.mean())
    assert bootstrap.over_hands(table)[0] == pytest.approx(table.mean(1))
    assert len(bootstrap.mean("any", table)) == 101


def test_every_draw_has_all_digits_equally_often():
    hands = Bootstrap(EACH, 5, 50).hands
    assert hands.shape == (51, CLASSES, EACH)
    assert hands.sum(2) == pytest.approx(1)
    # A digit with another mean then adds nothing to the spread.
    table = np.repeat(np.arange(CLASSES), EACH)[None] * np.ones((5, 1))
    assert interval(table).high - interval(table).low == pytest.approx(0)


def test_the_same_draws_come_again_and_networks_have_seeds_of_their_own():
    table = np.random.default_rng(1).random((5, HANDS))
    one, two = Bootstrap(EACH, 5, 200), Bootstrap(EACH, 5, 200)
    assert (one.mean("a", table) == two.mean("a", table)).all()
    assert not (one.mean("a", table) == one.mean("b", table)).all()
    # Hands are drawn alike for all networks, so a difference that every hand has is exact.
    gap = one.over_hands(table + 0.25) - one.over_hands(table)
    assert gap == pytest.approx(0.25)


def test_with_one_seed_it_is_the_usual_interval_over_hands():
    table = np.random.default_rng(2).normal(size=(1, HANDS))
    found = interval(table, 20_000)
    within = table.reshape(CLASSES, EACH).var(1).mean()
    width = 2 * NormalDist().inv_cdf(0.975) * sqrt(within / HANDS)
    assert found.high - found.low == pytest.approx(width, rel=0.05)


def test_seeds_count_although_there_are_many_hands():
    """Five seeds that differ: about the width of Student's t, not of the normal distribution."""
    seeds = np.array([0.1, 0.3, 0.4, 0.5, 0.7])
    found = interval(seeds[:, None] * np.ones((1, HANDS)), 20_000)
    width = 2 * 2.776 * seeds.std(ddof=1) / sqrt(5)
    assert found.high - found.low == pytest.approx(width, rel=0.15)
    assert found.low < 0.4 < found.high


@pytest.mark.parametrize(("hands", "share"), [(0, 0.92), (1.4, 0.94), (4.2, 0.98)])
def test_intervals_cover_the_truth_about_as_often_as_they_say(hands, share):
    """Five normal seeds; the error from 200 hands is 0, a tenth and three tenths of their spread.

    Plain percentiles would cover 83 % where hands add nothing.
    """
    rng = np.random.default_rng(3)
    bootstrap = Bootstrap(EACH, 5, 1000)
    trials, covered = 500, 0
    for _ in range(trials):
        table = rng.normal(0, 1, (5, 1)) + rng.normal(0, hands, (1, HANDS))
        found = bootstrap.interval(bootstrap.mean(str(rng.integers(9**9)), table))
        covered += found.low <= 0 <= found.high
    assert covered / trials == pytest.approx(share, abs=0.02)
