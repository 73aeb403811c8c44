"""A real nginx with the configuration of the compose file, but for addresses and limits."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from tests.serve.conftest import ROOT, free_port

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
MISSING = "nginx is missing: apt-get install nginx-light"
LOG = "nginx.log"
"""The file of nginx's error log, in its folder."""
needed = pytest.mark.skipif(NGINX is None, reason=MISSING)


@contextmanager
def fronting(folder: Path, *upstreams: int, **changed: str) -> Iterator[str]:
    """Host and port of an nginx before the apps on those ports, which writes into `folder`.

    Args:
        changed: values of directives, by name; see `replaced`.
    """
    port = free_port()
    text = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    for old, new in (
        ("server app:8000 fail_timeout=2s;", "".join(map(server, upstreams))),
        ("listen 8080", f"listen 127.0.0.1:{port}"),
        (" /tmp/", f" {folder}/"),
        ("worker_processes 2", "worker_processes 1"),
    ):
        assert old in text
        text = text.replace(old, new)
    for name, value in changed.items():
        text = replaced(text, name, value)
    (folder / "nginx.conf").write_text(("user root;\n" if os.getuid() == 0 else "") + text)
    with (folder / LOG).open("wb") as log:
        nginx = subprocess.Popen(
            [NGINX, "-e", "stderr", "-c", folder / "nginx.conf", "-g", "daemon off;"], stderr=log
        )
    try:
        until_answered(nginx, f"http://127.0.0.1:{port}/")
        yield f"127.0.0.1:{port}"
    finally:
        nginx.terminate()
        nginx.wait(20)


def server(port: int) -> str:
    """nginx's line for an app."""
    return f"server 127.0.0.1:{port} fail_timeout=2s;"


def replaced(text: str, name: str, value: str) -> str:
    """A configuration with another value of a directive.

    Where the directive is there several times, the one that begins with the same word is meant, or
    else all.
    """
    lines = [line for line in text.splitlines() if line.strip().startswith(f"{name} ")]
    assert lines, name
    for line in [line for line in lines if line.split()[1] == value.split()[0]] or lines:
        text = text.replace(line, f"{name} {value};")
    return text


def until_answered(nginx: subprocess.Popen[bytes], url: str) -> None:
    """Waits until nginx redirects to the app's prefix."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        assert nginx.poll() is None
        try:
            assert httpx2.get(url).status_code == 302
            return
        except httpx2.TransportError:
            time.sleep(0.05)
    raise TimeoutError("nginx did not answer")
