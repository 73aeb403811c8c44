"""The Prometheus metrics: all counters, gauges and histograms."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
    values,
)

CONTENT_TYPE = CONTENT_TYPE_LATEST
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
MULTIPROC_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that names the folder in which the workers share their metrics."""
WORKER_VARIABLE = "PROMETHEUS_WORKER"
"""The variable with a worker's number, from 0. The worker that replaces it goes on in its files."""
SHARED_BYTES = {
    "counter": 1 << 19,
    "histogram": 1 << 18,
    "gauge_livesum": 1 << 13,
    "gauge_livemax": 1 << 13,
}
"""Bytes of each worker's files, by their kind: twice what the most labels take."""

if MULTIPROC_VARIABLE in os.environ and WORKER_VARIABLE in os.environ:
    # The library has no annotations here.
    values.ValueClass = values.MultiProcessValue(  # type: ignore[no-untyped-call]
        lambda: os.environ[WORKER_VARIABLE]
    )

REQUESTS = Counter("shiftscope_requests", "Requests answered.", ["method", "route", "status"])
REQUEST_SECONDS = Histogram(
    "shiftscope_request_seconds",
    "From a request's head to its response's end.",
    ["route"],
    buckets=SECONDS,
)
REFUSED = Counter("shiftscope_refused", "Requests and connections not served.", ["reason"])
SWEEPS = Counter("shiftscope_sweeps", "Sweeps started.", ["kind"])
SCENES = Counter("shiftscope_scenes", "Scenes received on the live channel.")
FRAMES = Counter("shiftscope_frames", "Frames sent on the live channel.", ["model"])
DROPPED = Counter("shiftscope_scenes_dropped", "Scenes that a newer one replaced.")
BAD_MESSAGES = Counter("shiftscope_bad_messages", "Live messages answered with an error.")
FRAME_SECONDS = Histogram(
    "shiftscope_frame_seconds", "From a scene's arrival to its frame's sending.", buckets=SECONDS
)
LIVE = Gauge("shiftscope_live_connections", "Open live connections.", multiprocess_mode="livesum")
CUT = Counter("shiftscope_connections_cut", "Connections that the server closed.", ["reason"])
WAITING = Gauge(
    "shiftscope_jobs_waiting", "Jobs that wait for a thread.", multiprocess_mode="livesum"
)
JOB_SECONDS = Histogram(
    "shiftscope_job_seconds", "A job's time on a thread, without its wait.", buckets=SECONDS
)
LOADS = Counter("shiftscope_model_loads", "Networks read at start-up.", ["outcome"])
MODELS = Gauge("shiftscope_models", "Networks served.", multiprocess_mode="livemax")


@contextmanager
def timed(histogram: Histogram) -> Iterator[None]:
    """Observes how many seconds the body of the `with` takes, also when it raises."""
    begun = time.perf_counter()
    try:
        yield
    finally:
        histogram.observe(time.perf_counter() - begun)


def shared_file(kind: str, worker: int) -> Path:
    """The file in which a worker keeps its metrics of one kind."""
    return Path(os.environ[MULTIPROC_VARIABLE]) / f"{kind}_{worker}.db"


def allocate(workers: int) -> None:
    """Makes the workers' files, whole.

    The workers map them into their memory. A page that is first written when the disk is full would
    end the worker by SIGBUS.

    Raises:
        OSError: the disk has no room.
    """
    for worker in range(workers):
        for kind, size in SHARED_BYTES.items():
            shared_file(kind, worker).write_bytes(bytes(size))


def mark_dead(worker: int) -> None:
    """Clears the gauges of a worker that ended; its counters stay."""
    if MULTIPROC_VARIABLE in os.environ:
        for kind, size in SHARED_BYTES.items():
            if kind.startswith("gauge"):
                # In place: the file keeps its room on the disk.
                with shared_file(kind, worker).open("r+b") as file:
                    file.write(bytes(size))


def exposition() -> bytes:
    """All metrics in Prometheus's text format, summed over the workers."""
    if MULTIPROC_VARIABLE not in os.environ:
        return generate_latest(REGISTRY)
    together = CollectorRegistry()
    # The library's collector has no annotations.
    multiprocess.MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return generate_latest(together)
