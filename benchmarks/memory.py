"""A server's memory, and its growth during a long drag."""

import time
from collections.abc import Iterator

from benchmarks.load_generator import crowd
from benchmarks.result import Result
from benchmarks.server import serving

MINUTES = 10.0
NETWORKS = ("figure-everywhere", "figure-nopool", "digits-max-gap")


def measure() -> Iterator[Result]:
    """Resident memory when ready, after the first fifth of a long drag, and at its end."""
    with serving() as server:
        ready = server.memory()
        marks = []
        begun = time.perf_counter()
        turn = 0
        for share in (0.2, 1.0):
            while time.perf_counter() - begun < 60 * MINUTES * share:
                crowd(server.port, NETWORKS[turn % len(NETWORKS)], 8, 10, 15)
                turn += 1
            marks.append(server.memory())
    warm, last = marks
    yield Result(
        f"memory of one process, all networks loaded: growth over {MINUTES:g} minutes of dragging",
        "≤ 2%",
        f"{last / warm - 1:+.1%}",
        "",
        f"{ready >> 20} MiB when ready, {warm >> 20} MiB after the first fifth, {last >> 20} MiB "
        "at the end; 8 clients at 15 scenes/s",
        last <= 1.02 * warm,
    )
