"""A visitor beside another address that asks as fast as it can.

`python -m benchmarks.flood PORT KIND SECONDS` is that other address.
"""

import asyncio
import http.client
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

from benchmarks.bare_forward import COLS
from benchmarks.client import Client, masked, message
from benchmarks.result import Result, duration, p95
from benchmarks.round_trip import ask
from benchmarks.server import serving

NETWORK = "figure-everywhere"
CONNECTIONS = 200
SECONDS = 6.0
VISITOR = "127.0.0.2"
UPGRADE = (
    b"GET /api/live HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n"
    b"sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)
POST = b"POST /api/render HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n"
KINDS = {
    "requests for /healthz": (b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n", b""),
    "requests for the catalogue": (b"GET /api/models HTTP/1.1\r\nhost: x\r\n\r\n", b""),
    "requests that nobody can read": (b"GET /healthz HTTP/1.1\r\n\r\n", b""),
    "bodies in chunks of a byte": (POST, b"1\r\n \r\n" * 400),
    "live messages that are invalid": (UPGRADE, masked(b"{}") * 16),
    "pings": (UPGRADE, masked(b"", 9) * 100),
}
"""What each connection sends first, and what it goes on with; the same again if that is nothing."""
LIVE_WANTED, PATH_WANTED = 0.15, 1.0


def measure() -> Iterator[Result]:
    """Live frames and paths of the visitor, for each kind of flood."""
    with serving(log_level="error") as server:
        alone = visit(server.port)
        for kind in KINDS:
            with subprocess.Popen(
                [sys.executable, "-m", "benchmarks.flood", str(server.port), kind, str(SECONDS + 3)]
            ):
                time.sleep(1.5)
                frames, paths = visit(server.port)
            live, path = p95(frames), p95(paths)
            yield Result(
                f"a visitor beside {CONNECTIONS} connections of another address: {kind}",
                f"p95 of a live frame ≤ {duration(LIVE_WANTED)}, of a path ≤ {PATH_WANTED:g} s",
                f"frame {duration(sorted(frames)[len(frames) // 2])}",
                f"{duration(live)}, path {duration(path)}",
                f"alone: p95 {duration(p95(alone[0]))}, path {duration(p95(alone[1]))}",
                live <= LIVE_WANTED and path <= PATH_WANTED,
            )


def visit(port: int) -> tuple[list[float], list[float]]:
    """Seconds of live frames, 30 a second, and of paths, one after the other."""
    paths: list[float] = []
    over = threading.Event()
    asking = threading.Thread(target=ask_paths, args=(port, over, paths))
    client = Client(port, source=VISITOR)
    frames: list[float] = []
    asking.start()
    end = time.perf_counter() + SECONDS - 3
    while (begun := time.perf_counter()) < end:
        ask(client, message(NETWORK, len(frames) + 1, len(frames) % COLS))
        frames.append(time.perf_counter() - begun)
        time.sleep(1 / 30)
    client.close()
    over.set()
    asking.join()
    return frames, paths


def ask_paths(port: int, over: threading.Event, found: list[float]) -> None:
    """Asks for one path after the other, and appends how long each took, s."""
    body = json.dumps({"scene": {"objects": [{"object": "face", "row": 4, "col": 4}]}})
    while not over.is_set():
        begun = time.perf_counter()
        visitor = http.client.HTTPConnection("127.0.0.1", port, 60, (VISITOR, 0))
        head = {"content-type": "application/json"}
        visitor.request("POST", f"/api/models/{NETWORK}/path", body, head)
        visitor.getresponse().read()
        visitor.close()
        found.append(time.perf_counter() - begun)
        time.sleep(0.05)


class Hammer(asyncio.Protocol):
    """A connection that floods the server, and connects again at its end.

    A request is sent again after each answer; anything else goes on without waiting for one.
    """

    def __init__(self, port: int, kind: str) -> None:
        self.port, self.kind = port, kind
        self.first, self.more = KINDS[kind]
        self.flooding = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Sends the first bytes."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self.first)
        if self.first is POST:
            self.go_on()

    def data_received(self, data: bytes) -> None:
        """Sends again."""
        if not self.more:
            self.transport.write(self.first)
        elif not self.flooding:
            self.go_on()

    def go_on(self) -> None:
        """Sends on whenever the last bytes have left, until the connection ends."""
        self.flooding = True
        if not self.transport.is_closing():
            if not self.transport.get_write_buffer_size():
                self.transport.write(self.more)
            asyncio.get_running_loop().call_later(0.002, self.go_on)

    def connection_lost(self, error: Exception | None) -> None:
        """Connects again."""
        asyncio.get_running_loop().create_task(connected(self.port, self.kind))


async def connected(port: int, kind: str) -> None:
    """Opens a connection, if the server takes it."""
    try:
        await asyncio.get_running_loop().create_connection(
            lambda: Hammer(port, kind), "127.0.0.1", port
        )
    except OSError:
        await asyncio.sleep(0.1)


async def flood(port: int, kind: str, seconds: float) -> None:
    """Floods the server for a time."""
    await asyncio.gather(*(connected(port, kind) for _ in range(CONNECTIONS)))
    await asyncio.sleep(seconds)


if __name__ == "__main__":
    asyncio.run(flood(int(sys.argv[1]), sys.argv[2], float(sys.argv[3])))
