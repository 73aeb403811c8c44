"""A short soak: the clients of `make soak`, for 20 s."""

from tests.serve.conftest import told_by


def test_good_clients_are_served_beside_bad_ones(lone):
    """Memory is not checked, since that takes minutes."""
    options = ("--seconds", "20", "--clients", "30", "--models", str(lone))
    told = told_by("benchmarks.soak", *options, timeout=110)
    assert told.returncode == 0, told.stdout + told.stderr
    assert "unanswered newest scenes: 0 of " in told.stdout
    assert "Traceback" not in told.stderr
