"""A large network from a file, ResNet-18 at 224 px: frames, a sweep, and how soon it is shown."""

import io
import warnings
from collections.abc import Iterator

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from app.experiments.sensitivity import divided
from app.experiments.sweep import SweepConfig, plan
from app.inference import FrameRequest, live_frame, raster_of
from app.network.library import Entry
from app.own.arrival import Bounds, read_network
from app.own.measuring import measured
from app.own.options import Options
from app.scene.scene import Scene
from benchmarks.result import Result, duration, ratio, seconds

NAME = "ResNet-18, 224 px"
SIDE, OBJECT, SCALE = 224, 63, 3
"""The canvas, the dragged face, and how much it is enlarged, px."""
PLACES = SIDE - OBJECT + 1
DRAGS, WARM_UP = 120, 20
STEP = 8
"""Of the sweep, px: 21 × 21 positions."""
BATCH = 64
SWEEPS = 3
SECONDS = 10.0
BOUNDS = Bounds(10**11, 10**10)


class Residual(nn.Module):
    """A basic block of a ResNet."""

    def __init__(self, before: int, slices: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(before, slices, 3, stride, 1)
        self.conv2 = nn.Conv2d(slices, slices, 3, 1, 1)
        self.way = nn.Conv2d(before, slices, 1, stride) if before != slices else nn.Identity()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """`relu(conv2(relu(conv1(x))) + way(x))`."""
        y = functional.relu(self.conv1(x))
        return functional.relu(self.conv2(y) + self.way(x))


def resnet18() -> nn.Module:
    """ResNet-18 (He, Zhang, Ren & Sun 2016), as exporters write it: normalisations are folded."""
    stages = [(64, 64), (64, 64), (64, 128), (128, 128), (128, 256), (256, 256), (256, 512)]
    blocks = [
        Residual(before, slices, 1 if before == slices else 2)
        for before, slices in [*stages, (512, 512)]
    ]
    return nn.Sequential(
        *(nn.Conv2d(3, 64, 7, 2, 3), nn.ReLU(), nn.MaxPool2d(3, 2, 1), *blocks),
        *(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 100)),
    )


def file() -> bytes:
    """The network as an ONNX file of some 45 MB, with random weights."""
    torch.manual_seed(0)
    written = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        picture = torch.rand(1, 3, SIDE, SIDE)
        model, example = resnet18().eval(), (picture,)
        # torch's annotations lack files in memory.
        torch.onnx.export(model, example, written, opset_version=17, dynamo=False)  # type: ignore[arg-type]
    return written.getvalue()


def arrive(raw: bytes) -> Entry:
    """The network as it is served, from its file to its first frame."""
    *_, last = measured(read_network("own-0", raw, None, Options(), BOUNDS))
    if last is None:
        raise ValueError("expected a network that arrives")
    live_frame(FrameRequest(last.entry, scene(0, 0), 0))
    return last.entry


def scene(row: int, col: int) -> Scene:
    """An enlarged face at a place."""
    placed = {"object": "face", "row": row, "col": col, "scale": SCALE}
    return Scene.model_validate({"objects": [placed]})


def measure() -> Iterator[Result]:
    """The arrival, the frames of a drag, and a sweep, each beside the bare pass of torch."""
    raw = file()
    times = [seconds(arrive, raw) for _ in range(3)]
    took = sorted(times)[1]
    yield Result(
        f"from the file of `{NAME}` ({len(raw) / 1e6:.0f} MB) to its first frame",
        f"≤ {SECONDS:g} s",
        duration(took),
        duration(max(times)),
        "colour ranges are measured for 2 s of them",
        took <= SECONDS,
    )
    entry = arrive(raw)
    yield drag(entry)
    yield sweep(entry)


def drag(entry: Entry) -> Result:
    """The time from a scene to its frame's bytes, alternating with the bare pass."""
    picture = torch.from_numpy(raster_of(entry, scene(0, 0)).picture)[None]
    x = picture.contiguous(memory_format=torch.channels_last)

    @torch.inference_mode()
    def bare() -> object:
        return entry.network.stack(x)

    unit, times = [], []
    for number in range(DRAGS):
        # Slowly across the canvas, by another amount along rows than along cols.
        request = FrameRequest(entry, scene(number * 5 % PLACES, number * 3 % PLACES), number)
        unit.append(seconds(bare))
        times.append(seconds(live_frame, request))
    return ratio(
        f"server: scene to frame ready, `{NAME}`, an object of {OBJECT} px dragged",
        1.0,
        times[WARM_UP:],
        unit[WARM_UP:],
        "bare forward pass",
    )


def sweep(entry: Entry) -> Result:
    """The logits at all positions of a sweep, alternating with the batched loop."""
    config = SweepConfig(scene=scene(0, 0), step=STEP, output=entry.card.outputs[0])
    positions = plan(entry, config).positions()
    apart, unit, times = 0.0, [], []
    for _ in range(SWEEPS):
        expected: list[np.ndarray] = []
        found: list[np.ndarray] = []
        unit.append(seconds(looped, entry, positions, expected))
        times.append(seconds(swept, entry, config, found))
        truth = np.concatenate(expected)
        error = np.abs(np.concatenate(found) - truth).max() / np.abs(truth).max()
        apart = max(apart, float(error))
    result = ratio(
        f"sweep, {len(positions)} positions, `{NAME}`",
        0.6,
        times,
        unit,
        f"batched loop of forward passes, {BATCH} at a time",
    )
    reference = f"{result.reference}; logits differ by {apart:.0e} of the largest at most"
    met = bool(result.met) and apart <= 1e-5
    return Result(result.what, result.wanted, result.median, result.p95, reference, met)


def swept(entry: Entry, config: SweepConfig, found: list[np.ndarray]) -> None:
    """Appends the logits of a new sweep, batch by batch, as measures take them."""
    found.extend(part for part in divided(plan(entry, config)).parts() if part is not None)


@torch.inference_mode()
def looped(entry: Entry, positions: list[tuple[int, int]], found: list[np.ndarray]) -> None:
    """Appends the logits of whole pictures, batch by batch."""
    for begin in range(0, len(positions), BATCH):
        batch = positions[begin : begin + BATCH]
        pictures = np.stack([raster_of(entry, scene(*at)).picture for at in batch])
        x = torch.from_numpy(pictures).contiguous(memory_format=torch.channels_last)
        found.append(entry.network.stack(x).numpy())
