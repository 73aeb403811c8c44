"""Many dragging clients on two server processes."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from benchmarks.bare_forward import bare, entry
from benchmarks.load_generator import Drag, crowd
from benchmarks.result import Result, duration, p95, seconds
from benchmarks.server import Server, cpu_of, serving

NETWORK = "figure-everywhere"
PROCESSES = 2
SECONDS = 5.0


def measure() -> Iterator[Result]:
    """Throughput with 32 clients, fairness with 200."""
    with serving(workers=PROCESSES) as server:
        yield from throughput(server)
        yield fairness(server)


@dataclass(frozen=True)
class Crowd:
    """The results of clients that drag as fast as the server responds.

    Args:
        rate: frames/s of all clients together.
        served, asked: processor time per frame, in s, of the servers and of the clients.
    """

    rate: float
    served: float
    asked: float


def let_loose(server: Server, over: str | None = None) -> Crowd:
    """Runs 32 clients that drag a face, on top of another object if given."""
    own, theirs, begun = cpu_of(os.getpid()), server.cpu(), time.perf_counter()
    drags = crowd(server.port, NETWORK, 32, SECONDS, None, over)
    frames = sum(len(drag.frames) for drag in drags)
    rate = frames / (time.perf_counter() - begun)
    return Crowd(rate, (server.cpu() - theirs) / frames, (cpu_of(os.getpid()) - own) / frames)


def throughput(server: Server) -> Iterator[Result]:
    """Frames/s, relative to twice the rate of one bare loop, and to two parallel loops."""
    pass_ = bare(entry(NETWORK))
    shares, beside, touching, crowds = [], [], [], []
    for _ in range(5):
        twice = 2 / median(seconds(pass_) for _ in range(1000))
        together = two_loops()
        found = let_loose(server)
        crowds.append(found)
        shares.append(found.rate / twice)
        # The rate that the servers would reach without the clients on the same cores.
        beside.append(found.rate * (1 + found.asked / found.served) / together)
        touching.append(let_loose(server, "ball").rate / twice)
    rate, served, asked = (
        median(getattr(crowd, name) for crowd in crowds) for name in ("rate", "served", "asked")
    )
    yield share(
        f"frames/s, {PROCESSES} processes, 32 clients dragging, over twice the single-thread bare "
        "rate",
        shares,
        f"{rate:.0f} frames/s; a frame takes {duration(served)} of the servers' processor time and "
        f"{duration(asked)} of the clients', on the same two cores",
        0.6,
    )
    yield share(
        "the same over two concurrent bare loops, without the clients' cost",
        beside,
        "two processes that run only the forward pass",
        0.6,
    )
    yield share(
        "frames/s, each client dragging a face over a ball that moves after each pass",
        touching,
        "twice the single-thread bare rate",
    )


def share(what: str, shares: list[float], reference: str, wanted: float | None = None) -> Result:
    """A figure that should be large, from a list of shares."""
    middle = median(shares)
    return Result(
        what,
        "" if wanted is None else f"≥ {wanted}",
        f"{middle:.2f}",
        f"{min(shares):.2f} (least of {len(shares)})",
        reference,
        None if wanted is None else middle >= wanted,
    )


LOOP = f"""
import time, torch
from benchmarks.bare_forward import bare, entry
torch.set_num_threads(1)
run = bare(entry({NETWORK!r}))
for _ in range(200): run()
end, count = time.perf_counter() + 3, 0
while time.perf_counter() < end:
    run(); count += 1
print(count / 3)
"""


def two_loops() -> float:
    """Forward passes/s of two parallel processes."""
    loops = [
        subprocess.Popen([sys.executable, "-c", LOOP], stdout=subprocess.PIPE, text=True)
        for _ in range(PROCESSES)
    ]
    return sum(float(loop.communicate()[0]) for loop in loops)


def fairness(server: Server, clients: int = 200, rate: float = 30) -> Result:
    """The spread of frames between clients, and the age of frames."""
    drags = crowd(server.port, NETWORK, clients, 2 * SECONDS, rate)
    counts = [len(drag.frames) for drag in drags]
    ages = [age for drag in drags for _, age in drag.frames]
    answered = sum(newest_is_answered(drag) for drag in drags)
    spread = max(counts) / max(median(counts), 1)
    return Result(
        f"{clients} clients at {rate:g} scenes/s each: most frames of a client over the median",
        "≤ 2, every newest scene answered",
        f"{spread:.2f}, {answered} of {clients} newest scenes answered",
        f"age of a frame {duration(p95(ages))}",
        f"frames of a client: {min(counts)} to {max(counts)}, median {median(counts):.0f}; median "
        f"age {duration(median(ages))}",
        spread <= 2 and answered == clients,
    )


def newest_is_answered(drag: Drag) -> bool:
    """Whether the last frame belongs to the last scene."""
    return bool(drag.frames) and drag.frames[-1][0] == len(drag.sent) - 1
