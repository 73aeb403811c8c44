from functools import cache

import pytest


@pytest.fixture(scope="session")
def alone(ludic):
    """By an object's name, the network's results for it alone at each of its places."""
    from app.scene.palette import PALETTE
    from tests.network.placed_drawings import answer, everywhere

    return cache(lambda name: answer(ludic, everywhere(PALETTE[name])))
