"""Set-up shared by every test."""

import pytest
import torch
from hypothesis import settings
from jaxtyping import install_import_hook

# This must come before any import of app: every call in it then checks types and array shapes.
install_import_hook("app", "beartype.beartype")

# The server uses one thread too. On a busy machine, several would wait for one another.
torch.set_num_threads(1)

# On a busy machine any example may take long.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def ludic():
    """The hand-crafted network, built from the drawings: 3 × 64 × 64 px."""
    from app.network.build import assemble
    from app.training.make_handcrafted import parts

    return assemble("ludic", *parts())
