"""The metrics: observed times, and the sum over several workers."""

import os
import subprocess
import sys

import pytest
from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.parser import text_string_to_metric_families

from app.runtime import metrics
from app.runtime.metrics import (
    MULTIPROC_VARIABLE,
    SHARED_BYTES,
    WORKER_VARIABLE,
    allocate,
    exposition,
    mark_dead,
    shared_file,
    timed,
)

WORKER = """
import sys
sys.path.insert(0, ".")
from app.runtime import metrics
metrics.SCENES.inc(3)
metrics.LIVE.set(2)
metrics.MODELS.set(5)
"""

EVERY_LABEL = """
import sys
sys.path.insert(0, ".")
from fastapi.routing import iter_route_contexts
from app.api.errors import STATUS
from app.main import create_app
from app.runtime import metrics
from app.runtime.settings import ROOT
routes = [context.path for context in iter_route_contexts(create_app().routes)] + ["other"]
assert len(routes) > 20
for route in routes:
    metrics.REQUEST_SECONDS.labels(route).observe(1)
    for method in ("GET", "HEAD", "POST"):
        for status in {0, 200, 304, 500, *STATUS.values()} if method == "POST" else (0, 200, 404):
            metrics.REQUESTS.labels(method, route, status).inc()
for model in (ROOT / "models").glob("*.json"):
    metrics.FRAMES.labels(model.stem).inc()
"""


def run_workers(*numbers, script=WORKER):
    """Runs a script as workers of those numbers, until all have ended."""
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", script], env=os.environ | {WORKER_VARIABLE: str(number)}
        )
        for number in numbers
    ]
    assert [worker.wait(60) for worker in workers] == [0] * len(numbers)


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
    allocate(2)
    run_workers(0, 1)
    names = ("shiftscope_scenes_total", "shiftscope_live_connections", "shiftscope_models")
    assert [samples()[name] for name in names] == [6, 4, 5]
    mark_dead(0)
    assert [samples()[name] for name in names] == [6, 2, 5]
    # Its successor goes on in its files.
    run_workers(0)
    assert [samples()[name] for name in names] == [9, 4, 5]
    assert len([*tmp_path.iterdir()]) == 2 * len(SHARED_BYTES)


def test_the_most_labels_fit_into_half_of_the_files_room(monkeypatch, tmp_path):
    """A file that grew would be sparse again: see `allocate`."""
    monkeypatch.setenv(MULTIPROC_VARIABLE, str(tmp_path))
    allocate(1)
    run_workers(0, script=EVERY_LABEL)
    for kind, size in SHARED_BYTES.items():
        content = shared_file(kind, 0).read_bytes()
        assert len(content) == size
        assert 8 < int.from_bytes(content[:4], sys.byteorder) <= size // 2, kind


def test_without_a_shared_folder_a_dead_worker_changes_nothing(monkeypatch):
    monkeypatch.delenv(MULTIPROC_VARIABLE, raising=False)
    before = samples()
    mark_dead(0)
    assert samples()["shiftscope_live_connections"] == before["shiftscope_live_connections"]
