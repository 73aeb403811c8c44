"""The journal and the job: whole lines, commands, and trainings that end before their end."""

import asyncio
import json
import os

import pytest

from app.live_training.config import TrainingConfig
from app.live_training.desk import UNHELD_SECONDS, Desk
from app.live_training.events import GONE, Ended, Progress, Snapshot, Started
from app.live_training.job import UNWATCHED_SECONDS, Job, bounded, work
from app.live_training.journal import Journal, is_last
from app.own.shared_folder import SharedFolder

ID = "0123456789abcdef"


@pytest.fixture
def journal(tmp_path):
    found = Journal(tmp_path, ID)
    found.append(Started(training=ID))
    found.watch()
    return found


def progress(steps=5):
    """Events of a training that would go on."""
    for step in range(1, steps + 1):
        yield Snapshot(step=step, model=f"own-{step:016x}")
        yield None
        yield Progress(step=step, steps=steps, loss=1.0, accuracy=None)


def test_half_a_line_is_not_read(journal):
    with journal.events.open("ab") as file:
        file.write(b'{"type":"prog')
    lines, offset = journal.read()
    assert [json.loads(line)["type"] for line in lines] == ["started"]
    with journal.events.open("ab") as file:
        file.write(b'ress"}\n')
    lines, _ = journal.read(offset)
    assert lines == [b'{"type":"progress"}\n']


def test_its_end_is_known_by_the_last_line(journal):
    assert not journal.ended
    journal.append(Ended(step=3, model=None, reason="asked"))
    assert journal.ended
    assert is_last(journal.read()[0][-1])


@pytest.mark.parametrize("name", ["", "..", "0" * 15, "0123456789ABCDEF", "../0123456789ab"])
def test_only_ids_name_files(tmp_path, name):
    with pytest.raises(ValueError, match="16 hex digits"):
        Journal(tmp_path, name)


def test_a_training_that_is_stopped_names_its_last_snapshot(journal):
    events = bounded(progress(), journal, 60.0, lambda: 0.0)
    assert [next(events).step, next(events).step] == [1, 1]
    journal.ask("stop")
    *_, last = events
    assert last == Ended(step=1, model=f"own-{1:016x}", reason="asked")


def test_a_training_ends_when_nobody_watches(tmp_path):
    late = Journal(tmp_path, ID)
    late.append(Started(training=ID))
    late.watch()
    late.clock = lambda: late.events.stat().st_mtime + UNWATCHED_SECONDS + 10
    *_, last = bounded(progress(), late, 60.0, lambda: 0.0)
    assert last.reason == "unwatched"


def test_a_training_ends_when_its_time_is_over(journal):
    times = iter(range(0, 1000, 10))
    *_, last = bounded(progress(50), journal, 60.0, lambda: next(times))
    assert last.reason == "time"


def test_a_training_ends_when_its_server_was_killed(journal, monkeypatch):
    events = bounded(progress(), journal, 60.0, lambda: 0.0)
    next(events)
    monkeypatch.setattr("app.live_training.job.os.getppid", lambda: 1)
    *_, last = events
    assert last == GONE


def test_whoever_watches_hears_that_the_server_was_killed(journal, tmp_path):
    desk = Desk(SharedFolder(tmp_path, 64, 10**9, 3600.0), 1, 600.0)

    async def watched():
        return [json.loads(line) async for line in desk.lines(ID)]

    journal.hold()
    held = next(tmp_path.glob("*.held"))
    old = held.stat().st_mtime - UNHELD_SECONDS - 10
    os.utime(held, (old, old))
    started, last = asyncio.run(asyncio.wait_for(watched(), 30))
    assert (started["type"], last["type"]) == ("started", "error")
    assert last["error"]["code"] == "restarting"


def test_a_pause_stops_the_steps_and_not_the_time(journal, monkeypatch):
    slept = []

    def sleep(seconds):
        slept.append(seconds)
        if len(slept) == 3:
            journal.ask("go on")

    monkeypatch.setattr("app.live_training.job.time.sleep", sleep)
    journal.ask("pause")
    events = [*bounded(progress(), journal, 60.0, lambda: 0.0)]
    assert len(slept) == 3
    assert events[-1] == Progress(step=5, steps=5, loss=1.0, accuracy=None)


def test_a_pause_that_keeps_others_waiting_has_an_end(journal, monkeypatch):
    monkeypatch.setattr("app.live_training.job.time.sleep", lambda _: journal.watch())
    journal.ask("pause")
    *_, last = bounded(progress(), journal, 60.0, lambda: 0.0)
    assert last == Ended(step=1, model=f"own-{1:016x}", reason="paused")


def test_a_stop_cannot_be_taken_back(journal):
    journal.ask("stop")
    journal.ask("go on")
    assert journal.asked == "stop"


def job_of(folder, **changes):
    config = TrainingConfig(region=[(0, 0, 28, 28)], steps=10, batch=8, channels=(4, 4))
    return Job(
        training=ID,
        config=config.model_copy(update=changes),
        folder=folder,
        count=64,
        total=10**9,
        kept=3600,
        seconds=600,
    )


def test_a_job_writes_events_and_snapshots_that_are_served(journal, tmp_path):
    work(job_of(tmp_path))
    *_, last = journal.read()[0]
    done = json.loads(last)
    assert done["type"] == "done"
    entry = SharedFolder(tmp_path, 64, 10**9, 3600.0).read(done["model"])
    assert entry.card.made_by == "training"
    assert entry.card.metrics.chance == 0.1


def test_a_job_that_cannot_begin_says_why_in_the_one_shape(journal, tmp_path):
    work(job_of(tmp_path, region=((0, 0, 20, 20),)))
    *_, last = journal.read()[0]
    error = json.loads(last)
    assert error["type"] == "error"
    assert error["error"]["code"] == "invalid_input"
    assert error["error"]["where"] == "region"


def test_a_full_disk_ends_a_job_with_an_error(journal, tmp_path, monkeypatch):
    monkeypatch.setattr("app.own.shared_folder.SharedFolder.write", lambda *_: False)
    work(job_of(tmp_path))
    error = json.loads(journal.read()[0][-1])
    assert (error["type"], error["error"]["code"]) == ("error", "internal")
