"""Fixtures for the app in its own process, as operators run it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

ROOT = Path(__file__).parents[2]
TIMEOUT = 60


def free_port() -> int:
    """A free port on loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def told_by(module: str, *options: str, timeout: float) -> subprocess.CompletedProcess[str]:
    """Runs a module of the project to its end, with what it writes."""
    return subprocess.run(
        [sys.executable, "-m", module, *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=timeout,
    )


@dataclass
class Process:
    """A process of `python -m app`, with its output."""

    port: int
    running: subprocess.Popen[str]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def live(self) -> str:
        return f"ws://127.0.0.1:{self.port}/api/live"

    def wait_until_ready(self, path: str = "/readyz") -> None:
        deadline = time.monotonic() + TIMEOUT
        while time.monotonic() < deadline:
            assert self.running.poll() is None, self.running.communicate()[1]
            try:
                if httpx2.get(self.url + path).status_code == 200:
                    return
            except httpx2.TransportError:
                time.sleep(0.05)
        raise TimeoutError("it did not become ready")

    def wait_until_told(self) -> None:
        """Reads the output up to the line that announces the server."""
        for line in self.running.stderr:
            if "serving on" in line:
                return
        raise AssertionError("it ended before it served")

    def end(self, number: int = signal.SIGTERM) -> tuple[int, float, str]:
        """Stops it by a signal; returns the exit status, the seconds that took, and the output."""
        begun = time.monotonic()
        self.running.send_signal(number)
        _, written = self.running.communicate(timeout=TIMEOUT)
        return self.running.returncode, time.monotonic() - begun, written

    def connect(self, source: str = "127.0.0.1") -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), TIMEOUT, (source, 0))


@pytest.fixture(scope="session")
def lone(tmp_path_factory) -> Path:
    """A folder with a single network, which loads quickly."""
    folder = tmp_path_factory.mktemp("models")
    for name in ("ludic.json", "ludic.safetensors"):
        (folder / name).symlink_to(ROOT / "models" / name)
    return folder


@contextmanager
def starting(lone: Path) -> Iterator[Callable[..., Process]]:
    """Starts processes, with settings, and ends those that are left.

    `under` is a command that starts another, as `nice` does.
    """
    started = []

    def launch(under: Sequence[str | Path] = (), **settings: object) -> Process:
        given = {"models": lone, "port": free_port(), **settings}
        clean = {k: v for k, v in os.environ.items() if not k.startswith("SHIFTSCOPE_")}
        variables = {f"SHIFTSCOPE_{name.upper()}": str(value) for name, value in given.items()}
        running = subprocess.Popen(
            [*under, sys.executable, "-m", "app"],
            cwd=ROOT,
            env=clean | variables,
            stderr=subprocess.PIPE,
            text=True,
            # The workers can then be killed together with it.
            start_new_session=True,
        )
        started.append(running)
        return Process(int(given["port"]), running)

    yield launch
    for running in started:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
        running.communicate()


@pytest.fixture
def start(lone) -> Iterator[Callable[..., Process]]:
    """Starts processes, with settings, and ends those that are left."""
    with starting(lone) as launch:
        yield launch


@contextmanager
def unruffled(lone: Path, **settings: object) -> Iterator[Process]:
    """A process whose log must hold no warning at the end.

    Any client can do what the tests do, as often as it likes.
    """
    with starting(lone) as launch:
        # The log is read only at the end: a full pipe would block the process for ever.
        process = launch(log_level="warning", **settings)
        process.wait_until_ready()
        yield process
        status, _, written = process.end()
        assert status == 0, written
        for loud in ("Traceback", " WARNING ", " ERROR "):
            assert loud not in written, written
