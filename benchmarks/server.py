"""The app, served by `python -m app` in its own processes for the time of a measurement."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Server:
    """A running server."""

    port: int
    process: subprocess.Popen[bytes]

    def processes(self) -> list[int]:
        """The process ids of the server and its workers."""
        found = [self.process.pid]
        for pid in found:
            for task in Path(f"/proc/{pid}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        return found

    def cpu(self) -> float:
        """Processor time of all processes so far, in s."""
        return sum(cpu_of(pid) for pid in self.processes())

    def memory(self) -> int:
        """Resident bytes of all processes."""
        pages = (Path(f"/proc/{pid}/statm").read_text().split()[1] for pid in self.processes())
        return sum(map(int, pages)) * PAGE


def cpu_of(pid: int) -> float:
    """Processor time of a process so far, in s."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def free_port() -> int:
    """A free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def start(log: IO[bytes] | None = None, **settings: object) -> Server:
    """Starts a server; `settings` are those of docs/operators.md, in lower case.

    Args:
        log: the file that its log goes to, by default standard error.
    """
    port = free_port()
    given = {"port": port, "log_level": "warning", "sweeps_per_minute": 0} | settings
    environment = os.environ | {f"SHIFTSCOPE_{key.upper()}": str(v) for key, v in given.items()}
    command = [sys.executable, "-m", "app"]
    return Server(port, subprocess.Popen(command, env=environment, stderr=log))


def wait_until_ready(server: Server, timeout: float = 120) -> None:
    """Waits until the server is ready; raises RuntimeError if it ends or takes too long."""
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{server.port}/readyz", timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.01)
    stop(server)
    raise RuntimeError("the server did not become ready")


def stop(server: Server) -> None:
    """Stops the server, and waits until it has ended."""
    server.process.send_signal(signal.SIGTERM)
    try:
        server.process.wait(10)
    except subprocess.TimeoutExpired:
        server.process.kill()
        server.process.wait()


@contextmanager
def serving(log: IO[bytes] | None = None, **settings: object) -> Iterator[Server]:
    """A running server, ready for requests; see `start`."""
    server = start(log, **settings)
    try:
        wait_until_ready(server)
        yield server
    finally:
        stop(server)
