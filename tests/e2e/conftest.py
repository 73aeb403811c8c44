"""A real server and a real Chromium."""

import os
import re
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
from playwright.sync_api import (
    Browser,
    BrowserType,
    Error,
    Page,
    ViewportSize,
    sync_playwright,
)

ROOT = Path(__file__).parents[2]
FEATURES = (
    # Playwright's own list, which this one replaces.
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
    # Nobody types an address: without its lists, a window takes a third less work to open.
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "WebUIOmniboxPopup",
)
"""What Chromium does without."""

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    # As Chromium itself does without a graphics card: WebGL in software, and the page put together
    # without OpenGL, which is half the work.
    "--use-angle=swiftshader-webgl",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    # A test talks to its own server alone.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--disable-features={','.join(FEATURES)}",
)
STARTED = "() => Number(document.querySelector('figure-panel')?.dataset.seq) > 0"


def free_port() -> int:
    """A free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """The app in its own process, which can be stopped and started again."""

    port: int
    process: subprocess.Popen[bytes] | None = None
    settings: dict[str, str] = field(default_factory=dict)
    """Environment variables, except the port."""

    @property
    def url(self) -> str:
        """The server's base URL."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Starts the server and waits until it is ready."""
        settings = {"SHIFTSCOPE_PORT": str(self.port), "SHIFTSCOPE_LOG_LEVEL": "warning"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "app"], cwd=ROOT, env=os.environ | settings | self.settings
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if httpx2.get(f"{self.url}/readyz").status_code == 200:
                    return
            except httpx2.TransportError:
                time.sleep(0.1)
        raise RuntimeError("the server did not become ready")

    def stop(self) -> None:
        """Kills the server."""
        if self.process:
            self.process.kill()
            self.process.wait()
        self.process = None

    def activations(self, model: str, objects: list[dict[str, Any]], layers: str) -> dict[str, Any]:
        """The REST API's activations for a scene."""
        response = httpx2.post(
            f"{self.url}/api/models/{model}/activations",
            params={"layers": layers},
            json={"scene": {"objects": objects}},
        )
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer


@pytest.fixture(scope="package")
def server() -> Iterator[Server]:
    """A server of the app with the built front end; no test stops it."""
    # All visitors come from one IP address.
    settings = {"SHIFTSCOPE_SWEEPS_PER_MINUTE": "0", "SHIFTSCOPE_UPLOADS_PER_MINUTE": "0"}
    server = Server(free_port(), settings=settings)
    server.start()
    yield server
    server.stop()


def percent(share: float) -> str:
    """A share as the page shows it; only an exact 0 or 1 is called 0% or 100%."""
    whole = round(100 * share)
    if whole == 100 and share < 1:
        return ">99%"
    return "<1%" if whole == 0 and share > 0 else f"{whole}%"


@contextmanager
def chromium(flags: Sequence[str] = FLAGS) -> Iterator[Browser]:
    """Chromium: the one in `CHROMIUM`, else the one that `scripts/chromium` finds."""
    with sync_playwright() as playwright, launched(playwright.chromium, flags) as browser:
        yield browser


@contextmanager
def launched(kind: BrowserType, flags: Sequence[str]) -> Iterator[Browser]:
    """Another Chromium of a running Playwright."""
    path = os.environ.get("CHROMIUM") or subprocess.check_output(
        [ROOT / "scripts" / "chromium"], text=True
    )
    browser = kind.launch(executable_path=path.strip(), args=list(flags))
    yield browser
    browser.close()


# Module scope: while Playwright's event loop runs, no other test can run its own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A browser without pages."""
    with chromium() as browser:
        yield browser


Heard = list[tuple[str, Callable[[Any], None]]]
"""Events of a page, with what listens to each."""


def listen(page: Page, said: list[str]) -> Heard:
    """Adds to `said` whatever the page logs from now on."""

    def note(text: str) -> None:
        # Chromium logs this by itself when it composites the page without OpenGL.
        if "GPU stall due to ReadPixels" not in text:
            said.append(text)

    heard: Heard = [
        ("console", lambda message: note(message.text)),
        ("pageerror", lambda error: note(str(error))),
    ]
    return hear(page, heard)


def hear(page: Any, heard: Heard) -> Heard:
    """Listens to these events of a page; `page` is untyped, as its annotations list each event."""
    for event, listener in heard:
        page.on(event, listener)
    return heard


@dataclass
class Visit:
    """One visitor's page, with its log, its requests and its frames."""

    page: Page
    server: Server
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    frames: list[bytes] = field(default_factory=list)
    """Live frames from the server, decompressed, in the order of arrival."""
    path: str = "#screen=play"
    """Path and fragment of the page's URL."""

    _heard: Heard = field(default_factory=list)

    def open(self) -> None:
        """Opens the page and waits for the first activations to be drawn."""
        self._heard += listen(self.page, self.messages)
        self._heard += hear(
            self.page,
            [
                ("request", lambda request: self.requests.append(request.url)),
                ("websocket", self._receive),
            ],
        )
        self.page.goto(f"{self.server.url}/{self.path}")
        self.page.wait_for_function(STARTED)

    def leave(self) -> None:
        """Hears nothing more of the page."""
        for event, listener in self._heard:
            self.page.remove_listener(event, listener)

    def _receive(self, socket: Any) -> None:
        socket.on(
            "framereceived",
            lambda data: (
                self.frames.append(zlib.decompress(data)) if isinstance(data, bytes) else None
            ),
        )

    def settle(self) -> None:
        """Waits until the newest scene's activations are drawn, in every figure."""
        self.page.wait_for_function(
            """async () => {
              const drawn = () => [...document.querySelectorAll('figure-panel')]
                .map((panel) => panel.dataset.renders).join();
              const still = drawn();
              // On a busy machine the next picture may be longer away than that.
              const next = (then) => requestAnimationFrame(then);
              await new Promise((resolve) => next(() => next(resolve)));
              await new Promise((resolve) => setTimeout(resolve, 150));
              return drawn() === still;
            }"""
        )

    def open_menu(self) -> None:
        """Opens the header's menu: settings, and on narrow screens all switches."""
        toggle = self.page.locator("header-menu .toggle")
        if toggle.is_visible() and toggle.get_attribute("aria-expanded") != "true":
            toggle.click()

    def choose_network(self, title: str) -> None:
        """Chooses the first network by its card in the picker."""
        picker = self.page.locator("model-picker:not([side])")
        picker.locator(".current").click()
        picker.locator(".card", has_text=re.compile(f"^\\s*{re.escape(title)}\\b")).first.click()

    def set_axis(self, axis: str, value: str) -> None:
        """Changes one property of the first network, under *Advanced* in the picker."""
        picker = self.page.locator("model-picker:not([side])")
        picker.locator(".current").click()
        if picker.locator("details:not([open])").count():
            picker.locator("summary").click()
        picker.locator(f'input[name="{axis}"][value="{value}"]').check()
        self.page.keyboard.press("Escape")

    def counts(self) -> dict[str, int]:
        """The numbers of active cells that the page shows, by `layer/channel`."""
        shown = self.page.locator("active-cells-panel [data-active]").all()
        return {str(cell.get_attribute("data-active")): int(cell.inner_text()) for cell in shown}

    def scores(self) -> dict[str, float]:
        """The scores that the page shows, by output."""
        shown = self.page.locator("outputs-panel [data-output]").all()
        return {str(cell.get_attribute("data-output")): float(cell.inner_text()) for cell in shown}

    def place(self) -> str:
        """The position of the selected object, as the page shows it."""
        return " ".join(self.page.locator("scene-panel .line p").inner_text().split())

    def pixel(self, row: float, col: float) -> tuple[float, float]:
        """The x and y on the page of a pixel of the 64 × 64 canvas."""
        box = self.page.locator("scene-panel .board > canvas").bounding_box()
        assert box
        return (
            box["x"] + (col + 0.5) / 64 * box["width"],
            box["y"] + (row + 0.5) / 64 * box["height"],
        )

    def finger(self) -> Callable[[str, float, float], None]:
        """A finger on the canvas; it takes `touchStart`, `touchMove` or `touchEnd`, row and col."""
        session = self.page.context.new_cdp_session(self.page)

        def touch(kind: str, row: float, col: float) -> None:
            x, y = self.pixel(row, col)
            points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        return touch


SIZE = {"width": 1440, "height": 900}


class Windows:
    """Windows kept open for one visitor after another: another adds half to a visit's work.

    Each visitor finds one as if newly opened: nothing stored or emulated, no pointer or key down.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.free: dict[str, list[Page]] = {}

    @contextmanager
    def visit(self, server: Server, path: str = "#screen=play", **options: Any) -> Iterator[Visit]:
        """A new visitor's page with its first picture; `options` are those of a context.

        Fails if the page logged anything.
        """
        options = {"viewport": SIZE} | options
        free = self.free.setdefault(repr(options), [])
        page = free.pop() if free else self.browser.new_context(**options).new_page()
        visit = Visit(page, server, path=path)
        try:
            visit.open()
            yield visit
        finally:
            visit.leave()
            try:
                clean(page, server, options["viewport"])
                free.append(page)
            except Error:
                page.context.close()
        assert visit.messages == []

    def close(self) -> None:
        """Closes all windows."""
        for free in self.free.values():
            while free:
                free.pop().context.close()


def clean(page: Page, server: Server, viewport: ViewportSize) -> None:
    """Removes all traces of a visitor; raises `Error` if it cannot."""
    if len(page.context.pages) > 1:
        raise Error("the visitor opened another page")
    page.unroute_all(behavior="ignoreErrors")
    # An address of the same server, so that its storage can be reached.
    page.goto(f"{server.url}/healthz")
    page.mouse.up()
    page.mouse.move(-1, -1)
    for key in ("Shift", "Control", "Alt", "Meta"):
        page.keyboard.up(key)
    page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    page.context.clear_cookies()
    page.context.clear_permissions()
    page.set_viewport_size(viewport)
    page.set_default_timeout(30_000)


@pytest.fixture(scope="module")
def windows(browser: Browser) -> Iterator[Windows]:
    """The windows that the visitors of a file's tests share."""
    windows = Windows(browser)
    yield windows
    windows.close()


@pytest.fixture
def visit(server: Server, windows: Windows) -> Iterator[Visit]:
    """A new visitor's page with its first picture. Fails if the page logged anything."""
    with windows.visit(server) as visit:
        yield visit
