"""The metrics: observed times, and the sum over several workers."""

import os
import subprocess
import sys

import pytest
from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.parser import text_string_to_metric_families

from app.runtime import metrics
from app.runtime.metrics import MULTIPROC_VARIABLE, exposition, mark_dead, timed

WORKER = """
import sys
sys.path.insert(0, ".")
from app.runtime import metrics
metrics.SCENES.inc(3)
metrics.LIVE.set(2)
metrics.MODELS.set(5)
"""


def samples():
    """The value of every sample without labels."""
    families = text_string_to_metric_families(exposition().decode())
    return {
        sample.name: sample.value
        for family in families
        for sample in family.samples
        if not sample.labels
    }


@pytest.mark.parametrize("fails", [False, True])
def test_a_time_is_observed_even_if_the_body_raises(monkeypatch, fails):
    registry, clock = CollectorRegistry(), iter([10.0, 12.5])
    histogram = Histogram("job", "Jobs.", registry=registry)
    monkeypatch.setattr(metrics.time, "perf_counter", lambda: next(clock))
    try:
        with timed(histogram):
            assert not fails
    except AssertionError:
        pass
    assert registry.get_sample_value("job_count") == 1
    assert registry.get_sample_value("job_sum") == 2.5


def test_workers_are_summed_and_a_dead_one_keeps_only_its_counters(monkeypatch, tmp_path):
    monkeypatch.setenv(MULTIPROC_VARIABLE, str(tmp_path))
    workers = [subprocess.Popen([sys.executable, "-c", WORKER]) for _ in range(2)]
    assert [worker.wait(60) for worker in workers] == [0, 0]
    names = ("shiftscope_scenes_total", "shiftscope_live_connections", "shiftscope_models")
    assert [samples()[name] for name in names] == [6, 4, 5]
    mark_dead(workers[0].pid)
    assert [samples()[name] for name in names] == [6, 2, 5]


def test_without_a_shared_folder_a_dead_worker_changes_nothing(monkeypatch):
    monkeypatch.delenv(MULTIPROC_VARIABLE, raising=False)
    before = samples()
    mark_dead(os.getpid())
    assert samples()["shiftscope_live_connections"] == before["shiftscope_live_connections"]
