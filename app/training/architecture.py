"""The architecture of all trained networks, with its options."""

from collections.abc import Callable
from typing import Literal

from app.network.layers.apspool import ApsPool
from app.network.layers.avgpool import AvgPool
from app.network.layers.blurpool import BlurPool
from app.network.layers.conv import Conv, NamedPadding
from app.network.layers.fc import FullyConnected
from app.network.layers.gap import GlobalAvg
from app.network.layers.gmp import GlobalMax
from app.network.layers.layer import Layer
from app.network.layers.maxpool import MaxPool
from app.network.layers.relu import ReLU
from app.network.layers.subsample import Subsample
from app.network.spec import Spec

Pooling = Literal["none", "max", "avg", "stride", "blur", "aps"]
Head = Literal["fc", "gap", "gmp"]

KINDS: dict[str, Callable[..., Layer]] = {
    "max": MaxPool,
    "avg": AvgPool,
    "stride": Subsample,
    "blur": BlurPool,
    "aps": ApsPool,
}
HEADS: dict[str, Callable[..., Layer]] = {"gap": GlobalAvg, "gmp": GlobalMax}

CHANNELS = (8, 16)
"""Number of slices of the two volumes, by stage."""


def architecture(
    outputs: tuple[str, ...],
    pooling: Pooling,
    head: Head,
    padding: NamedPadding = "zero",
    bias: bool = True,
    units: int = 64,
    kernel: int = 5,
    channels: tuple[int, int] = CHANNELS,
) -> Spec:
    """Two convolutions, by default of 8 and 16 slices, each with ReLU and pooling, and a head.

    Args:
        units: of the head's hidden layer.
        kernel: rows and cols of the convolutions' kernels.
        channels: slices of both convolutions.
    """
    layers: list[Layer] = []
    for stage, slices in enumerate(channels, 1):
        pooled = pooling != "none"
        layers.append(
            Conv(name=f"conv{stage}", channels=slices, kernel=kernel, padding=padding, bias=bias)
        )
        layers.append(ReLU(name=f"relu{stage}", role=None if pooled else "volume"))
        if pooled:
            options = {"padding": "circular"} if (pooling, padding) == ("blur", "circular") else {}
            layers.append(KINDS[pooling](name=f"pool{stage}", role="volume", **options))
    if head != "fc":
        layers.append(HEADS[head](name="global", role="hidden"))
    layers += [
        FullyConnected(name="fc1", units=units),
        ReLU(name="relu3", role="hidden"),
        FullyConnected(name="fc2", units=len(outputs), role="output"),
    ]
    return Spec(input_shape=(3, 64, 64), layers=tuple(layers), outputs=outputs)
