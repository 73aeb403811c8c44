"""Set-up of the tests of trainings."""

import pytest

from app.live_training.events import Started
from app.live_training.journal import Journal

ID = "0123456789abcdef"


@pytest.fixture
def journal(tmp_path):
    """A journal with its first line, which somebody watches."""
    found = Journal(tmp_path, ID)
    found.append(Started(training=ID))
    found.watch()
    return found
