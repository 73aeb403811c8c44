"""The start-up time of a server."""

import subprocess
import sys
from collections.abc import Iterator

from benchmarks.result import Result, ratio, seconds
from benchmarks.server import start, wait_until_ready

RUNS = 9
IMPORT = [sys.executable, "-c", "import torch, fastapi"]


def measure() -> Iterator[Result]:
    """The time from the start until the server is ready, relative to a bare import."""
    unit, times = [], []
    for _ in range(RUNS):
        unit.append(seconds(subprocess.run, IMPORT))
        times.append(seconds(begin))
    reference = '`python -c "import torch, fastapi"`'
    yield ratio("start of the server to `/readyz`", 1.5, times, unit, reference)


def begin() -> None:
    """Starts a server, and kills it once it is ready; the kill takes almost no time."""
    server = start()
    wait_until_ready(server)
    server.process.kill()
    server.process.wait()
