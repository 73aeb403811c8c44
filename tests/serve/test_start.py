"""Errors at start-up: one line that says what to do, and no traceback."""

import socket
import subprocess
import sys

import pytest

from app.runtime.settings import ROOT
from tests.api.serving import until
from tests.serve.conftest import free_port


def refused(process) -> str:
    """The one line of a process that does not start."""
    _, written = process.running.communicate(timeout=60)
    assert process.running.returncode == 2, written
    (line,) = written.strip().splitlines()
    assert line.startswith("shiftscope: ")
    return line


def test_a_port_that_is_taken(start):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        line = refused(start(port=taken.getsockname()[1], log_level="error"))
    assert "is taken: end what listens there, or set another" in line


@pytest.mark.skipif(sys.platform != "linux", reason="the system knows no such names")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_port_that_another_server_has_claimed(start, workers):
    """Two servers start at the same time: one serves, the other gets an error."""
    port = free_port()
    both = [start(port=port, workers=workers) for _ in range(2)]
    until(lambda: any(process.running.poll() is not None for process in both), 60)
    loser, winner = sorted(both, key=lambda process: process.running.poll() is None)
    assert "is taken: end what listens there, or set another" in refused(loser)
    winner.wait_until_ready()
    assert winner.end()[0] == 0


def test_an_inherited_metrics_folder_is_ignored(start, monkeypatch):
    """The folder may not exist."""
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", "/nope")
    process = start()
    process.wait_until_ready()
    status, _, written = process.end()
    assert status == 0
    assert "/nope" not in written


def test_no_networks(start, tmp_path):
    assert "holds no networks: `make models` makes them" in refused(start(models=tmp_path))


def test_an_invalid_setting(start):
    line = refused(start(threads="many"))
    assert "SHIFTSCOPE_THREADS" in line
    assert "got 'many'" in line


def test_a_broken_network_is_reported_and_the_others_are_served(start, tmp_path, lone):
    for path in lone.iterdir():
        (tmp_path / path.name).symlink_to(path.resolve())
    (tmp_path / "torn.json").write_text("{")
    process = start(models=tmp_path)
    process.wait_until_ready()
    status, _, written = process.end()
    assert status == 0
    (line,) = [line for line in written.splitlines() if "WARNING" in line and "torn" in line]
    assert "network torn is refused: torn.json: card: expected JSON; got something else" in line
    assert "Traceback" not in written


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"static": "/nope"}, "SHIFTSCOPE_STATIC: /nope holds no front end"),
        ({"origins": "https://a.example/"}, "SHIFTSCOPE_ORIGINS: expected origins such as"),
        ({"trusted_proxies": "proxy"}, "SHIFTSCOPE_TRUSTED_PROXIES: expected addresses or"),
    ],
)
def test_an_invalid_folder_or_address(start, settings, said):
    assert said in refused(start(**settings))


def test_a_python_that_is_too_old():
    """The first lines are read by any Python 3; the version is the only thing that is made up."""
    source = (ROOT / "app" / "__main__.py").read_text("utf-8")
    old = "import sys; sys.version_info = (3, 9, 2)\n"
    told = subprocess.run(
        [sys.executable, "-c", old + source], capture_output=True, text=True, cwd=ROOT
    )
    assert told.returncode == 1
    assert told.stderr.strip() == "Shiftscope needs Python 3.11 to 3.14; this is 3.9"


def test_a_missing_package():
    code = "import sys, runpy; sys.modules['uvicorn'] = None; "
    code += "runpy.run_module('app', None, '__main__')"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert told.stderr.strip().endswith("`make run` installs what is needed")
    assert len(told.stderr.strip().splitlines()) == 1
