"""The oracle of a convolution."""

import numpy as np

from app.network.layers.conv import Conv
from tests.network.framed import framed, two
from tests.network.volume import Volume, Weights

EXAMPLES = {
    "3 by 3": (Conv(name="a", channels=4, kernel=3), (2, 6, 9)),
    "1 by 1": (Conv(name="a", channels=1, kernel=1), (3, 5, 5)),
    "kernel past the canvas": (Conv(name="a", channels=3, kernel=15), (2, 4, 3)),
    "a single row": (Conv(name="a", channels=2, kernel=5), (1, 1, 12)),
    "a single cell": (Conv(name="a", channels=2, kernel=5), (4, 1, 1)),
    "circular": (Conv(name="a", channels=2, kernel=5, padding="circular"), (2, 6, 7)),
    "ring": (Conv(name="a", channels=2, kernel=5, padding="circular"), (1, 2, 2)),
    "valid": (Conv(name="a", channels=3, kernel=5, padding="valid"), (2, 6, 7)),
    "full": (Conv(name="a", channels=3, kernel=5, padding="full"), (2, 3, 7)),
    "no bias": (Conv(name="a", channels=3, kernel=3, bias=False), (2, 5, 4)),
    "stride 2": (Conv(name="a", channels=2, kernel=7, stride=2), (3, 11, 14)),
    "3 by 5, stride 1 by 3": (
        Conv(name="a", channels=2, kernel=(3, 5), stride=(1, 3)),
        (2, 6, 13),
    ),
    "dilation": (Conv(name="a", channels=2, kernel=3, dilation=(2, 3)), (2, 8, 9)),
    "dilation, stride and one row": (
        Conv(name="a", channels=3, kernel=(1, 3), dilation=2, stride=2, padding="valid"),
        (2, 5, 9),
    ),
    "two groups": (Conv(name="a", channels=6, kernel=3, groups=2), (4, 5, 6)),
    "depthwise": (
        Conv(name="a", channels=5, kernel=3, groups=5, stride=2, bias=False),
        (5, 7, 8),
    ),
    "depthwise, two a slice": (Conv(name="a", channels=6, kernel=3, groups=3), (3, 4, 5)),
    "even, more at the end": (
        Conv(name="a", channels=2, kernel=(4, 2), padding=(1, 0, 2, 1)),
        (2, 6, 5),
    ),
    "no padding at two sides": (
        Conv(name="a", channels=2, kernel=3, stride=2, padding=(0, 0, 1, 1)),
        (3, 8, 8),
    ),
    "mirrored": (
        Conv(name="a", channels=2, kernel=5, padding=(2, 1, 3, 2), mode="reflect"),
        (2, 5, 4),
    ),
    "edge": (
        Conv(name="a", channels=2, kernel=3, stride=2, padding=(3, 1, 0, 4), mode="edge"),
        (2, 4, 5),
    ),
    "circular, more than half a kernel": (
        Conv(name="a", channels=2, kernel=3, padding=(2, 0, 1, 3), mode="circular"),
        (2, 4, 5),
    ),
}


def oracle(layer: Conv, weights: Weights, volume: Volume) -> Volume:
    """At each place, the sum of the products of the kernel and the cells under it."""
    weight = np.asarray(weights[f"{layer.name}.weight"], np.float64)
    bias = np.asarray(weights[f"{layer.name}.bias"], np.float64) if layer.bias else None
    (high, wide), (down, right) = two(layer.kernel), two(layer.stride)
    far, apart = two(layer.dilation)
    height, width = (high - 1) * far + 1, (wide - 1) * apart + 1
    sides, mode = layer.padding, layer.mode
    if layer.padding in ("zero", "circular"):
        sides = (height // 2, width // 2) * 2
        mode = layer.padding
    elif layer.padding == "valid":
        sides = (0, 0, 0, 0)
    elif layer.padding == "full":
        sides = (high - 1, wide - 1) * 2
    padded = framed(volume, sides, mode)
    rows = (padded.shape[1] - height) // down + 1
    cols = (padded.shape[2] - width) // right + 1
    each = len(volume) // layer.groups
    out = np.zeros((layer.channels, rows, cols))
    for channel, row, col in np.ndindex(out.shape):
        first = channel * layer.groups // layer.channels * each
        under = padded[
            first : first + each,
            row * down : row * down + height : far,
            col * right : col * right + width : apart,
        ]
        out[channel, row, col] = (weight[channel] * under).sum()
        if bias is not None:
            out[channel, row, col] += bias[channel]
    return out
