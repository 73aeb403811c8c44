"""The wait estimate: queues of trainings, and what is learned from those that ended."""

import pytest

from app.live_training.config import TrainingConfig
from app.live_training.wait_estimate import (
    FEWEST_STEPS,
    GUESS_SECONDS,
    LEAST_SECONDS,
    START_SECONDS,
    WaitEstimate,
)


def steps(count, **fields):
    return TrainingConfig(region=[(0, 0, 28, 28)], steps=count, **fields)


def test_each_takes_the_place_of_whichever_ends_first():
    estimate = WaitEstimate()
    running = [(steps(4000), 0.0), (steps(400), 10.0)]
    first = START_SECONDS + 400 * GUESS_SECONDS - 10
    found = estimate.waits(running, [steps(1000), steps(100)], 2)
    assert found == pytest.approx([first, first + START_SECONDS + 1000 * GUESS_SECONDS])
    assert estimate.waits(running[:1], [steps(1000)], 2) == [0.0]


def test_a_training_that_takes_longer_than_thought_is_still_waited_for():
    assert WaitEstimate().waits([(steps(400), 1000.0)], [steps(400)], 1) == [LEAST_SECONDS]


def test_what_a_step_takes_is_learned_from_whole_trainings():
    estimate = WaitEstimate()
    estimate.learn(steps(FEWEST_STEPS - 1), 1000.0)
    estimate.learn(steps(1000, start="own-0123456789abcdef"), 1000.0)
    assert estimate.step_seconds == GUESS_SECONDS
    estimate.learn(steps(1000), START_SECONDS + 1000 * 3 * GUESS_SECONDS)
    assert estimate.step_seconds == pytest.approx(2 * GUESS_SECONDS)
