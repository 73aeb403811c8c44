"""How the map in which a network ends becomes one answer."""

from typing import Literal

Reduce = Literal["max", "mean", "difference"]
"""The map's maximum or mean for each slice, or for two slices the largest difference, the second
less the first, against zero."""
