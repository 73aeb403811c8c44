"""Stopping: trainings that pause, and that end before their last step."""

import pytest

from app.live_training.events import GONE, Ended, Progress, SnapshotStored, Started
from app.live_training.journal import Journal
from app.live_training.stopping import MOST_PAUSE_SECONDS, UNWATCHED_SECONDS, until_stopped
from tests.live_training.conftest import ID

LONGEST = 60.0
"""S of a training here, at most."""


class Clock:
    """A clock that only sleep advances.

    Args:
        slower: how many times as long a sleep takes as was asked for.
    """

    def __init__(self, monkeypatch, slower=1.0):
        self.now, self.sleeps, self.slower = 1000.0, 0, slower
        monkeypatch.setattr("app.live_training.stopping.time.sleep", self.sleep)

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.sleeps += 1
        self.now += self.slower * seconds


def progress(steps=5):
    """Events of a training that would go on."""
    for step in range(1, steps + 1):
        yield SnapshotStored(step=step, model=f"own-{step:016x}")
        yield None
        yield Progress(step=step, steps=steps, loss=1.0, accuracy=None)


def test_a_training_that_is_stopped_names_its_last_snapshot(journal):
    events = until_stopped(progress(), journal, 60.0, lambda: 0.0)
    assert [next(events).step, next(events).step] == [1, 1]
    journal.ask("stop")
    *_, last = events
    assert last == Ended(step=1, model=f"own-{1:016x}", reason="asked")


def test_a_training_ends_when_nobody_watches(tmp_path):
    late = Journal(tmp_path, ID)
    late.append(Started(training=ID))
    late.watch()
    late.clock = lambda: late.events.stat().st_mtime + UNWATCHED_SECONDS + 10
    *_, last = until_stopped(progress(), late, 60.0, lambda: 0.0)
    assert last.reason == "unwatched"


def test_a_training_ends_when_its_time_is_over(journal):
    times = iter(range(0, 1000, 10))
    *_, last = until_stopped(progress(50), journal, 60.0, lambda: next(times))
    assert last.reason == "time"


def test_a_training_ends_when_its_server_was_killed(journal, monkeypatch):
    events = until_stopped(progress(), journal, 60.0, lambda: 0.0)
    next(events)
    monkeypatch.setattr("app.live_training.stopping.os.getppid", lambda: 1)
    *_, last = events
    assert last == GONE


@pytest.mark.parametrize("after", [0.0, LONGEST + 1])
def test_a_pause_stops_the_steps_and_is_no_training_time(journal, monkeypatch, after):
    class Pause(Clock):
        def sleep(self, seconds):
            super().sleep(seconds)
            if self.now > 1000 + 1.5 * LONGEST:
                journal.ask("go on")

    # A busy machine sleeps for longer than it was asked to.
    clock = Pause(monkeypatch, slower=50.0)
    journal.ask("pause")
    events = until_stopped(progress(), journal, LONGEST, clock)
    assert [next(events).step, next(events).step] == [1, 1]
    assert clock.now > 1000 + 1.5 * LONGEST
    clock.now += after
    *_, last = events
    if after:
        assert last == Ended(step=1, model=f"own-{1:016x}", reason="time")
    else:
        assert last == Progress(step=5, steps=5, loss=1.0, accuracy=None)


def test_a_pause_that_keeps_others_waiting_has_an_end(journal, monkeypatch):
    class Watched(Clock):
        def sleep(self, seconds):
            super().sleep(seconds)
            journal.watch()

    clock = Watched(monkeypatch, slower=50.0)
    journal.ask("pause")
    *_, last = until_stopped(progress(), journal, LONGEST, clock)
    assert last == Ended(step=1, model=f"own-{1:016x}", reason="paused")
    assert MOST_PAUSE_SECONDS <= clock.now - 1000 < MOST_PAUSE_SECONDS + 10
