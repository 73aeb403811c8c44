"""Hand-crafted weights: each follows from pictures of the parts by construction, none is trained.

Layer 1 holds one template for each part. A template's weight is +2 where the part's channel is
full, -2 where it is empty, 0 where it is neither. On pictures with values in 0..1 the sum reaches
its largest value, 2n for n full channels, only where the picture equals the template. With the bias
1 - 2n the cell is exactly 1 there, and 0 where the absolute differences add up to 0.5 or more. All
numbers are small whole ones, hence exact in float32.

Layer 2 looks for arrangements of parts: weight 1 at each part's place, bias 1 - (number of parts),
so the sum is 1 if all parts are present and at most 0 if one is missing.

Pooling keeps the arrangement rigid because all offsets between the parts of an object are even:
parts that share their parity fall into pooled cells that keep their distance.

The head counts. With N faces, A arms and L legs (sums over all places), its units hold
relu(N), relu(N - 1), relu(A), relu(A - 1), relu(A - 2) and the same for legs, so that
min(N, 1) = relu(N) - relu(N - 1), and the logits are linear in those minima: a body beats a face,
a face an arm, an arm a leg, a leg nothing, each by 4.
"""

from collections.abc import Mapping, Sequence

import torch
from jaxtyping import Float, UInt8
from numpy import ndarray
from torch import Tensor

from app.errors import BrokenNetwork
from app.network.layers.conv import Conv
from app.network.layers.fc import FullyConnected
from app.network.layers.layer import Layer
from app.network.layers.maxpool import MaxPool
from app.network.layers.relu import ReLU
from app.network.spec import Spec

OUTPUTS = ("human body", "face", "arm", "leg", "nothing")
COUNTED = {"face": (0, 1), "arm": (0, 1, 2), "leg": (0, 1, 2)}
"""The objects that the head counts, and the counts above which its units are active."""

POOL = 2
KERNEL = 5
"""Size of both kernels: in px for layer 1, in pooled cells for layer 2."""

Offset = tuple[str, int, int]
"""A part and its centre's offset from the arrangement's anchor, rows and columns, in px."""


def template(patches: UInt8[ndarray, "copy row col 4"]) -> Float[Tensor, "3 row col"]:
    """The weights whose sum is largest exactly on a part.

    A transparent pixel counts as black canvas. A channel of a pixel in which the copies differ, for
    example near the outline of one of them, has the weight 0.

    Args:
        patches: RGBA pixels of all copies of the part.

    Raises:
        BrokenNetwork: the copies share no full channel.
    """
    pixels = torch.from_numpy(patches.copy())
    rgb = pixels[..., :3] * (pixels[..., 3:] > 0)
    full, empty = (rgb == 255).all(0), (rgb == 0).all(0)
    if not bool(full.any()):
        raise BrokenNetwork("a part's copies expected a channel that is full in all; there is none")
    return (2.0 * full - 2.0 * empty).permute(2, 0, 1)


def spec(
    input_shape: tuple[int, int, int],
    parts: Sequence[str],
    arrangements: Sequence[str],
    *,
    pooling: bool = True,
) -> Spec:
    """The architecture: convolution, ReLU and 2×2 max pooling, twice, then the counting head.

    Without `pooling` the same without it: cells of layer 2 are then 1 px apart, and its kernel is
    as much larger, so that it looks for the same offsets.
    """
    units = sum(len(starts) for starts in COUNTED.values())
    layers: list[Layer] = []
    kernels = (KERNEL, 2 * _reach(1 if not pooling else POOL) + 1)
    for stage, (slices, kernel) in enumerate(zip((parts, arrangements), kernels, strict=True), 1):
        layers.append(Conv(name=f"conv{stage}", channels=len(slices), kernel=kernel))
        layers.append(ReLU(name=f"relu{stage}", role=None if pooling else "volume"))
        if pooling:
            layers.append(MaxPool(name=f"pool{stage}", size=POOL, role="volume"))
    return Spec(
        input_shape=input_shape,
        layers=(
            *layers,
            FullyConnected(name="fc1", units=units),
            ReLU(name="relu3", role="hidden"),
            FullyConnected(name="fc2", units=len(OUTPUTS), role="output"),
        ),
        outputs=OUTPUTS,
    )


def _reach(step: int) -> int:
    """How many cells of `step` px layer 2 looks to each side: always as many px."""
    return KERNEL // 2 * POOL // step


def unit_names() -> list[str]:
    """The name of each hidden unit, which says what it counts: `faces`, `faces - 1` and so on."""
    return [
        f"{name}s - {start}" if start else f"{name}s"
        for name, starts in COUNTED.items()
        for start in starts
    ]


def weights(
    spec: Spec,
    patches: Mapping[str, UInt8[ndarray, "copy row col 4"]],
    arrangements: Mapping[str, Sequence[Offset]],
) -> dict[str, Tensor]:
    """The weights of `spec`, in the order in which the mappings list parts and arrangements.

    Args:
        spec: as `spec` gives it, with pooling or without.
        patches: for each part, the RGBA pixels around the centre of each of its copies, KERNEL ×
            KERNEL px.
        arrangements: for each slice of stage 2, its parts; offsets must be multiples of POOL and
            lie within layer 2's kernel.

    Raises:
        BrokenNetwork: an offset is odd or lies outside the kernel, or a part has no template.
    """
    conv1 = torch.stack([template(patch) for patch in patches.values()])
    step = POOL if any(layer.kind == "maxpool" for layer in spec.layers) else 1
    reach = _reach(step)
    conv2 = torch.zeros(len(arrangements), len(patches), 2 * reach + 1, 2 * reach + 1)
    order = list(patches)
    for slice_, (name, offsets) in enumerate(arrangements.items()):
        for part, row, col in offsets:
            if row % POOL or col % POOL or max(abs(row), abs(col)) > reach * step:
                raise BrokenNetwork(
                    f"{name}: expected offsets that are multiples of {POOL} px and at most "
                    f"{reach * step} px; got ({row}, {col}) for {part}"
                )
            at = (row // step + reach, col // step + reach)
            conv2[(slice_, order.index(part), *at)] = 1.0
    fc1, fc1_bias = _counters(spec, list(arrangements))
    fc2, fc2_bias = _verdict()
    return {
        "conv1.weight": conv1,
        "conv1.bias": 1.0 - conv1.clamp(min=0).sum((1, 2, 3)),
        "conv2.weight": conv2,
        "conv2.bias": 1.0 - conv2.sum((1, 2, 3)),
        "fc1.weight": fc1,
        "fc1.bias": fc1_bias,
        "fc2.weight": fc2,
        "fc2.bias": fc2_bias,
    }


def _counters(spec: Spec, slices: list[str]) -> tuple[Tensor, Tensor]:
    """fc1: each unit sums one slice of stage 2 over all places and subtracts its start."""
    *_, last = [
        shape
        for layer, shape in zip(spec.layers, spec.shapes(), strict=True)
        if layer.role == "volume"
    ]
    rows, bias = [], []
    for name, starts in COUNTED.items():
        for start in starts:
            volume = torch.zeros(last)
            volume[slices.index(name)] = 1.0
            rows.append(volume.flatten())
            bias.append(-float(start))
    return torch.stack(rows), torch.tensor(bias)


def _verdict() -> tuple[Tensor, Tensor]:
    """fc2: the logits, linear in min(faces, 1), min(arms, 1 or 2) and min(legs, 1 or 2)."""
    units = [(name, start) for name, starts in COUNTED.items() for start in starts]

    def at_most(name: str, limit: int) -> Tensor:
        """Weights that give min(count, limit) = relu(count) - relu(count - limit)."""
        row = torch.zeros(len(units))
        row[units.index((name, 0))] = 1.0
        row[units.index((name, limit))] = -1.0
        return row

    body = at_most("face", 1) + at_most("arm", 2) + at_most("leg", 2)
    weight = torch.stack(
        [
            20.0 * body,  # five things asked for: 5 -> 16, 4 -> -4
            16.0 * at_most("face", 1),
            12.0 * at_most("arm", 1),
            8.0 * at_most("leg", 1),
            torch.zeros(len(units)),
        ]
    )
    return weight, torch.tensor([-84.0, -4.0, -4.0, -4.0, 0.0])
