"""The scheduler: the queue of trainings, and what those in it are told."""

import asyncio
import json
import os

import pytest

from app.errors import Busy
from app.live_training.config import TrainingConfig
from app.live_training.scheduler import (
    KEPT_SECONDS,
    MOST_WAITING,
    RETRY_AFTER,
    SILENT_SECONDS,
    TrainingScheduler,
)
from app.live_training.wait_estimate import GUESS_SECONDS, LEAST_SECONDS, START_SECONDS
from app.own.shared_folder import SharedFolder
from app.runtime.fair_queue import Caller, caller
from tests.live_training.conftest import ID


@pytest.fixture
def scheduler(tmp_path, monkeypatch):
    """A scheduler whose trainings never end."""

    async def forever(self, queued):
        await asyncio.Event().wait()

    monkeypatch.setattr(TrainingScheduler, "_run", forever)
    return lambda at_once: TrainingScheduler(
        SharedFolder(tmp_path, 64, 10**9, 3600.0), at_once, 600.0, 200
    )


def submitted(scheduler, *steps):
    """The newest line of each training, submitted one after the other."""

    async def submit():
        ids = [
            scheduler.submit(TrainingConfig(region=[(0, 0, 28, 28)], steps=count))
            for count in steps
        ]
        await asyncio.sleep(0)
        return [json.loads(scheduler.journal(training).newest) for training in ids]

    return asyncio.run(submit())


def test_those_in_line_wait_for_whichever_ends_first(scheduler):
    long, short, third, fourth = submitted(scheduler(2), 4000, 400, 1000, 100)
    assert (long["type"], short["type"]) == ("started", "started")
    assert (third["before"], fourth["before"]) == (0, 1)
    # The short one ends first, and then the third.
    first = START_SECONDS + 400 * GUESS_SECONDS
    assert third["seconds"] == pytest.approx(first, abs=2)
    assert fourth["seconds"] == pytest.approx(first + START_SECONDS + 1000 * GUESS_SECONDS, abs=2)


def test_a_training_that_takes_longer_than_thought_is_still_waited_for(scheduler):
    one = scheduler(1)

    async def late():
        one.submit(TrainingConfig(region=[(0, 0, 28, 28)], steps=400))
        ((training, running),) = one._running.items()
        one._running[training] = running._replace(begun=running.begun - 1000)
        waiting = one.submit(TrainingConfig(region=[(0, 0, 28, 28)], steps=400))
        await asyncio.sleep(0)
        return json.loads(one.journal(waiting).newest)

    assert asyncio.run(late())["seconds"] == LEAST_SECONDS


CORNER = TrainingConfig(region=[(0, 0, 28, 28)], steps=400)


def test_the_line_has_an_end(scheduler):
    one = scheduler(1)

    async def many():
        for _ in range(MOST_WAITING + 1):
            one.submit(CORNER)
        one.submit(CORNER)

    with pytest.raises(Busy, match="trainings that run or wait in all") as caught:
        asyncio.run(many())
    assert caught.value.retry_after == RETRY_AFTER


def test_a_client_has_only_so_many_trainings_until_one_ends(tmp_path, monkeypatch):
    end = {}

    async def until_ended(self, job):
        end[job.training] = asyncio.Event()
        await end[job.training].wait()
        return 0

    monkeypatch.setattr(TrainingScheduler, "_process", until_ended)
    one = TrainingScheduler(SharedFolder(tmp_path, 64, 10**9, 3600.0), 1, 600.0, per_client=2)

    async def submit():
        caller.set(Caller("a"))
        running, waiting = one.submit(CORNER), one.submit(CORNER)
        refused = pytest.raises(Busy, match="at most 2 trainings that run or wait of one client")
        with refused as caught:
            one.submit(CORNER)
        assert caught.value.retry_after == RETRY_AFTER
        caller.set(Caller("b"))
        one.submit(CORNER)
        caller.set(Caller("a"))
        # Whichever ends makes room: one that waits, and one that runs.
        one.stop(waiting)
        waiting = one.submit(CORNER)
        await asyncio.sleep(0)
        end[running].set()
        while running in one._running:
            await asyncio.sleep(0)
        one.submit(CORNER)
        with pytest.raises(Busy):
            one.submit(CORNER)
        while one._running:
            for each in end.values():
                each.set()
            await asyncio.sleep(0)
        assert not one._quota.used

    asyncio.run(submit())


@pytest.mark.parametrize(("by", "reason"), [("stop", "asked"), ("absence", "unwatched")])
def test_a_training_in_line_that_nobody_wants_any_more_leaves_it(scheduler, tmp_path, by, reason):
    one = scheduler(1)

    async def submitted_and_left():
        one.submit(CORNER)
        training = one.submit(CORNER)
        if by == "stop":
            # As another process of the server asks.
            one.journal(training).ask("stop")
        else:
            (watched,) = tmp_path.glob(f"training-{training}.watched")
            os.utime(watched, (0, 0))
        one._drop_unwanted()
        return json.loads(one.journal(training).newest)

    last = asyncio.run(submitted_and_left())
    assert (last["type"], last["reason"]) == ("ended", reason)


def test_the_journal_of_a_training_that_pauses_is_kept(scheduler, tmp_path):
    one = scheduler(1)
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


async def begun(scheduler):
    """The id of a training that has begun."""
    return scheduler.submit(CORNER)


def test_whoever_watches_hears_that_the_server_was_killed(journal, tmp_path):
    scheduler = TrainingScheduler(SharedFolder(tmp_path, 64, 10**9, 3600.0), 1, 600.0, 64)

    async def watched():
        return [json.loads(line) async for line in scheduler.lines(ID)]

    journal.heartbeat()
    beat = next(tmp_path.glob("*.heartbeat"))
    old = beat.stat().st_mtime - SILENT_SECONDS - 10
    os.utime(beat, (old, old))
    started, last = asyncio.run(asyncio.wait_for(watched(), 30))
    assert (started["type"], last["type"]) == ("started", "error")
    assert last["error"]["code"] == "restarting"
