"""The app and a browser for scripts that take pictures of the page."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def app() -> Iterator[str]:
    """Runs the app in its own process; yields its base URL once it is ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    settings = {"SHIFTSCOPE_PORT": str(port), "SHIFTSCOPE_LOG_LEVEL": "warning"}
    process = subprocess.Popen(
        [sys.executable, "-m", "app"], cwd=ROOT, env={**os.environ, **settings}
    )
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{url}/readyz").close()
                break
            except urllib.error.URLError:
                time.sleep(0.2)
        else:
            raise SystemExit("the app did not become ready within a minute")
        yield url
    finally:
        process.terminate()
        process.wait()


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium: CHROMIUM, else whatever scripts/chromium finds."""
    chromium = subprocess.check_output([ROOT / "scripts" / "chromium"], text=True).strip()
    flags = ["--no-sandbox", "--use-angle=swiftshader-webgl", "--enable-unsafe-swiftshader"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield opened
        opened.close()
