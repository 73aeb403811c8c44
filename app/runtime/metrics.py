"""The Prometheus metrics: all counters, gauges and histograms."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)

CONTENT_TYPE = CONTENT_TYPE_LATEST
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
MULTIPROC_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that names the folder in which the workers share their metrics."""

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


def mark_dead(pid: int) -> None:
    """Removes the live gauges of a process that ended; its counters stay."""
    if MULTIPROC_VARIABLE in os.environ:
        # The library has no annotations here.
        multiprocess.mark_process_dead(pid)  # type: ignore[no-untyped-call]


def exposition() -> bytes:
    """All metrics in Prometheus's text format, summed over the workers."""
    if MULTIPROC_VARIABLE not in os.environ:
        return generate_latest(REGISTRY)
    together = CollectorRegistry()
    # The library's collector has no annotations.
    multiprocess.MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return generate_latest(together)
