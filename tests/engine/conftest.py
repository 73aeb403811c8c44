"""A cluster for the tests of a file."""

from importlib.util import find_spec

import pytest

from tests.api.conftest import lone  # noqa: F401
from tests.engine.ray_cluster import RayCluster, environment


@pytest.fixture(scope="module")
def nodes():
    """A Ray cluster of two nodes with a core each."""
    if find_spec("ray") is None:
        pytest.skip("Ray is not installed: it has no wheels for this Python or system")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment().items():
            patch.setenv(name, value)
        try:
            cluster = RayCluster()
        except RuntimeError as error:
            pytest.skip(f"Ray cannot be started here: {error}")
        try:
            yield cluster
        finally:
            cluster.end()
