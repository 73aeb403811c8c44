"""The networks that are served, and scenes for them."""

import pytest

from app.network.library import read
from app.scene.scene import Placement, Scene
from app.settings import ROOT


@pytest.fixture(scope="session")
def library():
    """Every network of `models/`."""
    served = read(ROOT / "models")
    assert not served.refused
    return served


def scene_of(*placed):
    """A scene of `(object, row, col)`."""
    return Scene(objects=tuple(Placement(object=o, row=r, col=c) for o, r, c in placed))
