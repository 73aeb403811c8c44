"""The process: a job writes events into the journal and snapshots into the folder."""

import json

from app.live_training.config import TrainingConfig
from app.live_training.job import Job
from app.live_training.process import work
from app.own.shared_folder import SharedFolder
from tests.live_training.conftest import ID


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


def test_a_snapshot_that_is_gone_is_named(journal, tmp_path):
    work(job_of(tmp_path, start="own-0123456789abcdef"))
    error = json.loads(journal.read()[0][-1])["error"]
    assert (error["code"], error["where"]) == ("invalid_input", "start")
    assert "a snapshot that this server still has" in error["message"]
