"""The start of a server, and its memory."""

import subprocess
import sys
import time
from collections.abc import Iterator

from benchmarks.figure import Figure, ratio, seconds
from benchmarks.load import crowd
from benchmarks.server import Server, serving, start, wait_until_ready

RUNS = 7
NETWORK = "figure-everywhere"
IMPORT = [sys.executable, "-c", "import torch, fastapi"]


def measure(minutes: float = 1) -> Iterator[Figure]:
    """Start over import; memory at rest, with each network asked, and after a drag of so long."""
    unit, times = [], []
    for _ in range(RUNS):
        unit.append(seconds(lambda: subprocess.run(IMPORT, check=True)))
        times.append(seconds(begin_and_end))
    reference = '`python -c "import torch, fastapi"`'
    yield ratio("start of the server to `/readyz`", 1.5, times, unit, reference)
    with serving() as server:
        yield memory(server, minutes)


def begin_and_end() -> None:
    """Starts a server, and ends it as soon as it is ready."""
    server = start()
    wait_until_ready(server)
    server.process.kill()
    server.process.wait()


def memory(server: Server, minutes: float) -> Figure:
    """What dragging leaves behind, after a warm-up of a fifth."""
    first = server.memory()
    begun = time.perf_counter()
    crowd(server.port, NETWORK, 8, 12 * minutes, 15)
    warm = server.memory()
    crowd(server.port, NETWORK, 8, 60 * minutes - (time.perf_counter() - begun), 15)
    last = server.memory()
    return Figure(
        f"memory of one process, all networks loaded; growth over {minutes:g} min of dragging",
        "≤ 2%",
        f"{last / warm - 1:+.1%}",
        "",
        f"{first >> 20} MiB when ready, {warm >> 20} MiB after the first fifth, {last >> 20} MiB "
        "at the end",
        last <= 1.02 * warm,
    )
