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


LONG = ("test_one_file.py", "test_extend_browser.py", "test_records.py", "test_soak.py")
"""Files that take long, most of them in other processes: they begin, so that none ends alone."""


WITH_PROCESSES = {"api", "browsers", "e2e", "engine", "live_training", "serve", *LONG}
"""Folders and files of tests with processes of their own: a test that fails is tried once more, and
listed in the summary.

A busy machine starves a browser or a training for seconds on end; a fault of the app fails both
times."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the tests of long files first; the others keep their order."""
    items.sort(key=lambda item: item.path.name not in LONG)
    for item in items:
        if not WITH_PROCESSES.isdisjoint(item.path.relative_to(item.config.rootpath).parts):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def ludic():
    """The hand-crafted network, built from the drawings: 3 × 64 × 64 px."""
    from app.network.build import assemble
    from app.training.make_handcrafted import parts

    return assemble("ludic", *parts())
