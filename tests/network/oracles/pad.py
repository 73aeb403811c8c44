"""The oracle of padding."""

from app.network.layers.pad import Pad
from tests.network.framed import framed
from tests.network.volume import Volume, Weights

EXAMPLES = {
    "zeros": (Pad(name="a", padding=(1, 2, 0, 3)), (2, 4, 5)),
    "a value": (Pad(name="a", padding=(0, 1, 2, 0), value=-1.5), (2, 4, 5)),
    "mirrored": (Pad(name="a", padding=(3, 2, 1, 4), mode="reflect"), (2, 4, 5)),
    "edge": (Pad(name="a", padding=(3, 7, 1, 0), mode="edge"), (2, 4, 5)),
    "circular": (Pad(name="a", padding=(4, 0, 2, 5), mode="circular"), (2, 4, 5)),
}


def oracle(layer: Pad, weights: Weights, volume: Volume) -> Volume:
    """The volume with its frame."""
    return framed(volume, layer.padding, layer.mode, layer.value)
