"""Dropout: switches cells off while a network learns; afterwards values stay as they are."""

from typing import Annotated, Literal

from pydantic import Field
from torch import nn

from app.network.layers.identity import Identity
from app.network.layers.layer import Shape


class Dropout(Identity):
    """`out = in`; in training each cell is 0 with probability `rate`, others grow by as much."""

    # Pydantic takes another literal than the parent class has; mypy does not.
    kind: Literal["dropout"] = "dropout"  # type: ignore[assignment]
    rate: Annotated[float, Field(ge=0, lt=1)] = 0.5

    def build(self, shape: Shape) -> nn.Module:
        """A `Dropout`, idle outside training."""
        return nn.Dropout(self.rate)


LAYER = Dropout
