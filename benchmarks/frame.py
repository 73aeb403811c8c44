"""The server's time for a frame, relative to the bare forward pass."""

from collections.abc import Iterator

from benchmarks.bare_forward import COLS, bare, entry, frame
from benchmarks.client import message
from benchmarks.result import Result, ratio, seconds

RUNS, WARM_UP = 1500, 100
DRAGS = (
    ("figure-everywhere", None, 1.5),
    ("figure-everywhere", "ball", None),
    ("ludic", None, None),
    ("digits-max-gap", None, None),
    ("figure-nopool", None, None),
)
"""Networks, the object under the dragged face, and the target."""


def measure() -> Iterator[Result]:
    """The time from a scene's text to its frame's bytes, alternating with the bare pass."""
    for name, over, wanted in DRAGS:
        network = entry(name)
        pass_ = bare(network)
        texts = [message(name, seq, seq % COLS, over=over) for seq in range(COLS * COLS)]
        unit, times = [], []
        for run in range(WARM_UP + RUNS):
            unit.append(seconds(pass_))
            times.append(seconds(frame, network, texts[run]))
        what = f"server: scene received to frame ready, `{name}`"
        if over is not None:
            what += f", a face over a {over}, no scene twice"
        yield ratio(what, wanted, times[WARM_UP:], unit[WARM_UP:], "bare forward pass")
