"""What visitors cost behind nginx: processor time and bytes a frame, memory a connection.

    python -m benchmarks.visitor_cost

docs/scale.md has the figures. Needs nginx, or measures without it.
"""

import asyncio
import contextlib
import json
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from benchmarks.server import PAGE, Server, cpu_of, free_port, serving

ROOT = Path(__file__).parents[1]
NETWORK = "figure-everywhere"
FRAMES, WARM = 600, 100
CONNECTIONS = 300
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


@contextmanager
def proxied(port: int) -> Iterator[tuple[int, int]]:
    """The port and the process id of an nginx before the app, with the compose file's settings."""
    own = free_port()
    text = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for old, new in (
            ("server app:8000", f"server 127.0.0.1:{port}"),
            ("listen 8080", f"listen 127.0.0.1:{own}"),
            (" /tmp/", f" {folder}/"),
            # One process, so that all of its time is in one place.
            ("worker_processes 2;", "worker_processes 1; master_process off;"),
        ):
            text = text.replace(old, new)
        file = Path(folder, "nginx.conf")
        file.write_text(text)
        command = [str(NGINX), "-e", "stderr", "-c", str(file), "-g", "daemon off;"]
        nginx = subprocess.Popen(command)
        try:
            wait_until_open(own)
            yield own, nginx.pid
        finally:
            nginx.terminate()
            nginx.wait()


def wait_until_open(port: int, seconds: float = 60) -> None:
    """Waits until something listens; raises TimeoutError if nothing does."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(ConnectionRefusedError):
            return socket.create_connection(("127.0.0.1", port)).close()
        time.sleep(0.05)
    raise TimeoutError("nginx does not listen")


def memory_of(pid: int) -> int:
    """Resident bytes of a process."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE


async def drag(url: str, frames: int) -> int:
    """Drags a face; the bytes of the frames, compressed as in a browser."""
    total = 0
    options = [Subprotocol("shiftscope.deflate"), Subprotocol("shiftscope")]
    async with connect(url, subprotocols=options, compression=None) as live:
        for seq in range(frames):
            where = {"object": "face", "row": seq % 37, "col": seq * 3 % 41}
            scene = {"seq": seq, "model": NETWORK, "scene": {"objects": [where]}}
            await live.send(json.dumps(scene))
            total += len(await live.recv())
    return total


async def hold(url: str, server: Server, nginx: int | None) -> tuple[float, float]:
    """Bytes of memory of the app and of nginx for each connection that has dragged a little."""
    before = server.memory(), memory_of(nginx) if nginx else 0
    opened = []
    for _ in range(CONNECTIONS):
        live = await connect(url, compression=None)
        await live.send(json.dumps({"seq": 0, "model": NETWORK, "scene": {"objects": []}}))
        await live.recv()
        opened.append(live)
    after = server.memory(), memory_of(nginx) if nginx else 0
    for live in opened:
        await live.close()
    app, proxy = ((b - a) / CONNECTIONS for a, b in zip(before, after, strict=True))
    return app, proxy


def report(what: str, url: str, server: Server, nginx: int | None) -> None:
    """Prints the costs of one way to the app."""
    asyncio.run(drag(url, WARM))
    app, proxy = server.cpu(), cpu_of(nginx) if nginx else 0.0
    total = asyncio.run(drag(url, FRAMES))
    app, proxy = server.cpu() - app, (cpu_of(nginx) if nginx else 0.0) - proxy
    print(
        f"{what}: a frame takes {app / FRAMES * 1e3:.2f} ms of the app, "
        f"{proxy / FRAMES * 1e3:.3f} ms of nginx, {total / FRAMES / 1e3:.1f} kB"
    )
    per_app, per_proxy = asyncio.run(hold(url, server, nginx))
    print(
        f"{what}: a connection takes {per_app / 1e3:.0f} kB of the app, "
        f"{per_proxy / 1e3:.0f} kB of nginx"
    )


def main() -> None:
    """Measures with nginx, where there is one, and without."""
    with serving() as server:
        report("bare", f"ws://127.0.0.1:{server.port}/api/live", server, None)
    if NGINX:
        with serving(root_path="/shiftscope") as server, proxied(server.port) as (port, pid):
            report("nginx", f"ws://127.0.0.1:{port}/shiftscope/api/live", server, pid)


if __name__ == "__main__":
    main()
