"""Many clients that drag, over two servers' processes."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from statistics import median

from benchmarks.bare import bare, entry
from benchmarks.figure import Figure, p95, seconds, told
from benchmarks.load import Drag, crowd
from benchmarks.server import Server, cpu_of, serving

NETWORK = "figure-everywhere"
PROCESSES = 2
SECONDS = 5.0


def measure() -> Iterator[Figure]:
    """Throughput with 32 clients, fairness with 200."""
    with serving(workers=PROCESSES) as server:
        yield from throughput(server)
        yield fairness(server)


def throughput(server: Server) -> Iterator[Figure]:
    """Frames/s over twice the rate of one bare loop, and over that of two at a time."""
    pass_ = bare(entry(NETWORK))
    shares, beside, costs, rates = [], [], [], []
    for _ in range(5):
        alone = 1 / median(seconds(pass_) for _ in range(1000))
        together = two_loops()
        own, theirs = cpu_of(os.getpid()), server.cpu()
        begun = time.perf_counter()
        frames = sum(len(d.frames) for d in crowd(server.port, NETWORK, 32, SECONDS, None))
        rate = frames / (time.perf_counter() - begun)
        rates.append(rate)
        shares.append(rate / (2 * alone))
        beside.append(rate / together)
        costs.append(((server.cpu() - theirs) / frames, (cpu_of(os.getpid()) - own) / frames))
    served, asked = (median(cost[side] for cost in costs) for side in (0, 1))
    yield Figure(
        f"frames/s, {PROCESSES} processes, 32 clients dragging, over twice the single-thread bare "
        "rate",
        "≥ 0.6",
        f"{median(shares):.2f} ({median(rates):.0f} frames/s)",
        f"{min(shares):.2f} (least of 5)",
        f"a frame costs the servers {told(served)} of processor time and the clients, on the same "
        f"two cores, {told(asked)}",
        median(shares) >= 0.6,
    )
    yield Figure(
        "the same over two bare loops that run at the same time, the clients' cost taken off",
        "≥ 0.6",
        f"{median(beside) * (served + asked) / served:.2f}",
        f"{min(beside) * (served + asked) / served:.2f} (least of 5)",
        "two processes that do nothing but the forward pass",
        median(beside) * (served + asked) / served >= 0.6,
    )


LOOP = f"""
import time, torch
from benchmarks.bare import bare, entry
torch.set_num_threads(1)
run = bare(entry({NETWORK!r}))
for _ in range(200): run()
end, count = time.perf_counter() + 3, 0
while time.perf_counter() < end:
    run(); count += 1
print(count / 3)
"""


def two_loops() -> float:
    """Forward passes/s of two processes together."""
    loops = [
        subprocess.Popen([sys.executable, "-c", LOOP], stdout=subprocess.PIPE, text=True)
        for _ in range(PROCESSES)
    ]
    return sum(float(loop.communicate()[0]) for loop in loops)


def fairness(server: Server, clients: int = 200, rate: float = 30) -> Figure:
    """Whether everybody gets frames, and how old those are."""
    drags = crowd(server.port, NETWORK, clients, 2 * SECONDS, rate)
    counts = [len(drag.frames) for drag in drags]
    ages = [age for drag in drags for _, age in drag.frames]
    answered = sum(newest_is_answered(drag) for drag in drags)
    spread = max(counts) / max(median(counts), 1)
    return Figure(
        f"{clients} clients at {rate:g} scenes/s each: most frames of a client over the median",
        "≤ 2, every newest scene answered",
        f"{spread:.2f}, {answered} of {clients} newest answered",
        f"age of a frame {told(p95(ages))}",
        f"frames of a client: {min(counts)} to {max(counts)}, median {median(counts):.0f}; median "
        f"age {told(median(ages))}",
        spread <= 2 and answered == clients,
    )


def newest_is_answered(drag: Drag) -> bool:
    """Whether the last frame is that of the last scene."""
    return bool(drag.frames) and drag.frames[-1][0] == len(drag.sent) - 1
