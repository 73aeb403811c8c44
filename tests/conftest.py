"""Set-up shared by every test."""

import pytest
import torch
from hypothesis import settings
from jaxtyping import install_import_hook

# Before anything imports app: every call in it then checks its types and array shapes.
install_import_hook("app", "beartype.beartype")

# As when serving. On a busy machine, several threads would wait for one another.
torch.set_num_threads(1)

# On a busy machine any example may take long.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def ludic():
    """The network by construction, fresh from the drawings: 3 × 64 × 64 px."""
    from app.network.build import assemble
    from app.training.make_handcrafted import parts

    return assemble("ludic", *parts())
