"""The served networks, small ones, and scenes for them."""

import pytest
from safetensors.torch import save

from app.experiments.trained import Trained
from app.network.build import assemble
from app.network.card import view
from app.network.library import Entry, Library, read
from app.runtime.settings import ROOT
from app.scene.scene import Placement, Scene
from tests.network.examples import card_of

NAMES = sorted(path.stem for path in (ROOT / "models").glob("*.json"))


@pytest.fixture(scope="session")
def library():
    """Every network of `models/`."""
    served = read(ROOT / "models")
    assert not served.refused
    return served


def entry_of(spec, weights, **changes):
    """A network as an entry of the library."""
    network = assemble("tiny", spec, weights)
    return Entry(view(card_of(spec, **changes)), network, save(weights))


def scene_of(*placed):
    """A scene of `(object, row, col)`."""
    return Scene(objects=tuple(Placement(object=o, row=r, col=c) for o, r, c in placed))


def shown_to(entry, row=5, col=7):
    """A scene with an object that a network is trained on."""
    return scene_of(("digit-3-1" if "3" in entry.card.outputs else "face", row, col))


NOTHING_TRAINED = Trained(Library({}, {}), ROOT / "nowhere")
"""For experiments that use no trained network."""
