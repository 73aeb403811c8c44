"""The desk: the line of trainings, and what those in it are told."""

import asyncio
import json
import os

import pytest

from app.errors import Busy
from app.live_training.config import TrainingConfig
from app.live_training.desk import (
    GUESS_SECONDS,
    KEPT_SECONDS,
    LEAST_SECONDS,
    MOST_WAITING,
    START_SECONDS,
    Desk,
)
from app.own.shared_folder import SharedFolder


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A desk whose trainings never end."""

    async def forever(self, job):
        await asyncio.Event().wait()

    monkeypatch.setattr(Desk, "_run", forever)
    return lambda at_once: Desk(SharedFolder(tmp_path, 64, 10**9, 3600.0), at_once, 600.0)


def ordered(desk, *steps):
    """The newest line of each training, ordered one after the other."""

    async def order():
        ids = [desk.order(TrainingConfig(region=[(0, 0, 28, 28)], steps=count)) for count in steps]
        await asyncio.sleep(0)
        return [json.loads(desk.journal(training).newest) for training in ids]

    return asyncio.run(order())


def test_those_in_line_wait_for_whichever_ends_first(desk):
    long, short, third, fourth = ordered(desk(2), 4000, 400, 1000, 100)
    assert (long["type"], short["type"]) == ("started", "started")
    assert (third["before"], fourth["before"]) == (0, 1)
    # The short one ends first, and then the third.
    first = START_SECONDS + 400 * GUESS_SECONDS
    assert third["seconds"] == pytest.approx(first, abs=2)
    assert fourth["seconds"] == pytest.approx(first + START_SECONDS + 1000 * GUESS_SECONDS, abs=2)


def test_a_training_that_takes_longer_than_thought_is_still_waited_for(desk):
    one = desk(1)

    async def late():
        one.order(TrainingConfig(region=[(0, 0, 28, 28)], steps=400))
        ((training, (job, begun)),) = one._begun.items()
        one._begun[training] = job, begun - 1000
        waiting = one.order(TrainingConfig(region=[(0, 0, 28, 28)], steps=400))
        await asyncio.sleep(0)
        return json.loads(one.journal(waiting).newest)

    assert asyncio.run(late())["seconds"] == LEAST_SECONDS


CORNER = TrainingConfig(region=[(0, 0, 28, 28)], steps=400)


def test_the_line_has_an_end(desk):
    one = desk(1)

    async def many():
        for _ in range(MOST_WAITING + 1):
            one.order(CORNER)
        one.order(CORNER)

    with pytest.raises(Busy, match="in line"):
        asyncio.run(many())


@pytest.mark.parametrize(("by", "reason"), [("stop", "asked"), ("absence", "unwatched")])
def test_a_training_in_line_that_nobody_wants_any_more_leaves_it(desk, tmp_path, by, reason):
    one = desk(1)

    async def ordered_and_left():
        one.order(CORNER)
        training = one.order(CORNER)
        if by == "stop":
            # As another process of the server asks.
            one.journal(training).ask("stop")
        else:
            (watched,) = tmp_path.glob(f"training-{training}.watched")
            os.utime(watched, (0, 0))
        one._leave()
        return json.loads(one.journal(training).newest)

    last = asyncio.run(ordered_and_left())
    assert (last["type"], last["reason"]) == ("ended", reason)


def test_the_journal_of_a_training_that_pauses_is_kept(desk, tmp_path):
    one = desk(1)
    training = asyncio.run(begun(one))
    (events,) = tmp_path.glob("*.ndjson")
    old = events.stat().st_mtime - KEPT_SECONDS - 10
    os.utime(events, (old, old))
    one.prune()
    assert one.known(training)
    for path in tmp_path.glob("training-*"):
        os.utime(path, (old, old))
    one.prune()
    assert not [*tmp_path.glob("training-*")]


async def begun(desk):
    """The id of a training that has begun."""
    return desk.order(CORNER)
