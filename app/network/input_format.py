"""The input format: how a network wants the pixels of the canvas."""

from functools import cached_property
from typing import Annotated, Literal

import numpy as np
from jaxtyping import Float32, UInt8
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool

from app.errors import BrokenNetwork

LARGEST = 1e6
"""The largest magnitude of a number in a format."""

Number = Annotated[float, Field(ge=-LARGEST, le=LARGEST, strict=True)]
Deviation = Annotated[float, Field(ge=1 / LARGEST, le=LARGEST, strict=True)]


def rising(limits: tuple[float, float]) -> tuple[float, float]:
    """The limits, unchanged; raises ValueError when the first is not below the second."""
    low, high = limits
    if not low < high:
        raise ValueError("expected a low below the high")
    return limits


class InputFormat(BaseModel):
    """How a network wants its input: from bytes of the canvas to float32.

    A byte `p` becomes `(low + (high - low) * p / 255 - mean) / std`, computed in float64 and
    rounded once; with `invert`, `p` is first replaced by `255 - p`. The default gives `p / 255`.

    Args:
        range: low and high: what black and full brightness become, before `mean` and `std`.
        mean, std: on the scale of `range`, one value for each of the network's channels, in its own
            order, or one for all; without any, 0 and 1.
        invert: whether black and white are exchanged first.
        order: the order of the network's channels.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        allow_inf_nan=False,
        json_schema_extra={
            "examples": [
                {},
                {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]},
                {"range": [0, 255], "mean": [103.939, 116.779, 123.68], "order": "bgr"},
            ]
        },
    )

    range: Annotated[tuple[Number, Number], AfterValidator(rising)] = (0.0, 1.0)
    mean: Annotated[tuple[Number, ...], Field(max_length=3)] = ()
    std: Annotated[tuple[Deviation, ...], Field(max_length=3)] = ()
    invert: StrictBool = False
    order: Literal["rgb", "bgr"] = "rgb"

    @cached_property
    def plain(self) -> bool:
        """Whether it is the default: `p / 255`, with the channels as they are."""
        return self == InputFormat()

    def check(self, channels: int) -> None:
        """Checks that the format fits a network of so many channels.

        Raises:
            BrokenNetwork: neither one mean or deviation nor one for each channel, or an order of
                colours for a network with one channel; names the setting.
        """
        for name, values in (("mean", self.mean), ("std", self.std)):
            if len(values) not in (0, 1, channels):
                expected = f"1 or {channels}" if channels > 1 else "1"
                raise BrokenNetwork(
                    f"input {name}: expected {expected} values, for {channels} channels; "
                    f"got {len(values)}",
                    f"input.{name}",
                )
        if channels == 1 and self.order == "bgr":
            raise BrokenNetwork(
                "input order: expected rgb for an input of 1 channel; got bgr", "input.order"
            )

    @cached_property
    def table(self) -> Float32[np.ndarray, "channel 256"]:
        """What each byte becomes, for each of the network's channels, or one row for all."""
        (low, high), levels = self.range, np.arange(256, dtype=np.float64)
        values = low + (high - low) * (levels[::-1] if self.invert else levels) / 255
        mean, std = np.array(self.mean or (0.0,)), np.array(self.std or (1.0,))
        shifted = values - mean[:, None]
        return np.asarray(shifted / std[:, None], np.float32)

    @property
    def limits(self) -> tuple[float, float]:
        """The lowest and the highest value that a network can get."""
        return float(self.table.min()), float(self.table.max())

    def apply(
        self, pixels: UInt8[np.ndarray, "row col channel"]
    ) -> Float32[np.ndarray, "channel row col"]:
        """Bytes of the canvas, RGB or grey, as the network's input, channel first.

        The memory layout stays channels-last, which convolutions prefer.
        """
        values: np.ndarray
        if self.plain:
            values = np.divide(pixels, np.float32(255), dtype=np.float32)
        elif len(self.table) == 1:
            values = self.table[0][self.ordered(pixels)]
        else:
            values = self.table[np.arange(len(self.table)), self.ordered(pixels)]
        return values.transpose(2, 0, 1)

    def ordered(
        self, pixels: UInt8[np.ndarray, "row col channel"]
    ) -> UInt8[np.ndarray, "row col channel"]:
        """Bytes of the canvas with the channels in the network's order."""
        return pixels[..., ::-1] if self.order == "bgr" else pixels


PLAIN = InputFormat()
"""The format of our own networks: 0 to 1."""
