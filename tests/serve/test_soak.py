"""A short soak: the clients of `make soak`, for 20 s."""

import subprocess
import sys

from tests.serve.conftest import ROOT


def test_good_clients_are_served_beside_bad_ones(lone):
    """Memory is not checked, since that takes minutes."""
    options = ("--seconds", "20", "--clients", "30", "--models")
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.soak", *options, str(lone)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=110,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    assert "unanswered newest scenes: 0 of " in told.stdout
    assert "Traceback" not in told.stderr
