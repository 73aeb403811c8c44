"""Each test of this folder runs in each browser; a browser that the machine lacks skips it, and the
last lines of the output say what ran where."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest

from tests.browsers.found import BROWSERS, NotInstalledError, Open
from tests.browsers.window import KEEP_LOG, Window
from tests.e2e.conftest import STARTED, Server, free_port

STORE = "document.querySelector('scene-panel').context.store"
USUAL = "Cross-Origin-Opener-Policy header has been ignored"
"""What Chromium logs for every page by plain http."""


@pytest.fixture(scope="package")
def server() -> Iterator[Server]:
    """A server of the app that listens on all of the machine's addresses."""
    settings = {
        "SHIFTSCOPE_HOST": "0.0.0.0",
        "SHIFTSCOPE_SWEEPS_PER_MINUTE": "0",
        "SHIFTSCOPE_UPLOADS_PER_MINUTE": "0",
        "SHIFTSCOPE_TRAININGS_PER_MINUTE": "0",
    }
    server = Server(free_port(), settings=settings)
    server.start()
    yield server
    server.stop()


def neighbour_address() -> str | None:
    """An address of this machine which browsers take for another one's; null without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        address = str(probe.getsockname()[0])
    return None if address.startswith("127.") else address


Get = Callable[[bool], Window]


@pytest.fixture(scope="package", params=BROWSERS)
def opened(request: pytest.FixtureRequest) -> Iterator[Get]:
    """Opens this browser with WebGL or without; one is open at a time."""
    how: Open = BROWSERS[request.param]
    kinds: list[bool] = []
    windows: list[Window] = []
    with ExitStack() as stack:

        def get(webgl: bool) -> Window:
            if kinds != [webgl]:
                stack.close()
                try:
                    windows[:] = [stack.enter_context(how(webgl))]
                except NotInstalledError as missing:
                    pytest.skip(str(missing))
                kinds[:] = [webgl]
            return windows[0]

        yield get


@dataclass
class Visit:
    """A visitor's page in some browser."""

    window: Window
    server: Server

    def open(self, fragment: str = "#screen=play", host: str = "127.0.0.1") -> Window:
        """Opens the page as a new visitor, and waits until the first activations are drawn."""
        base = f"http://{host}:{self.server.port}"
        self.window.goto(f"{base}/preview.png")
        self.window.run("localStorage.clear(); sessionStorage.clear();")
        self.window.goto(f"{base}/{fragment}")
        self.window.run(KEEP_LOG)
        self.window.wait(STARTED.removeprefix("() => "))
        return self.window

    def scene(self) -> dict[str, Any]:
        """The scene in the page."""
        scene: dict[str, Any] = self.window.run(f"return {STORE}.get('scene');")
        return scene

    def answered(self) -> dict[str, Any]:
        """Waits until the newest scene is shown with its answer; returns the API's answer.

        Asserts that all scores on the page are those.
        """
        self.window.wait(f"{STORE}.state.frame?.scene === {STORE}.state.scene")
        self.window.run(
            "for (let i = 0; i < 3; i++) await new Promise((then) => requestAnimationFrame(then));"
        )
        model = self.window.run(f"return {STORE}.get('model').id;")
        url = f"{self.server.url}/api/models/{model}/activations"
        response = httpx2.post(url, json={"scene": self.scene()})
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        shown = self.window.run(
            """const panel = document.querySelector("outputs-panel").shadowRoot;
            return [...panel.querySelectorAll("[data-output]")].map(
              (one) => [one.dataset.output, Number(one.innerText)]);"""
        )
        scores = {one["name"]: round(one["score"], 3) for one in answer["outputs"]}
        assert dict(shown) == pytest.approx(scores, abs=0.00051)
        return answer


@pytest.fixture
def visit(
    opened: Get, server: Server, record_property: Callable[[str, object], None]
) -> Iterator[Visit]:
    """A visitor; fails if the page logged anything."""
    window = opened(True)
    record_property("browser", window.name)
    yield Visit(window, server)
    assert [text for text in window.run("return window.said ?? [];") if USUAL not in text] == []


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Says in the last lines which browser ran how many tests, and what was skipped and why."""
    ran: dict[str, int] = {}
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            for name, value in report.user_properties:
                if name == "browser" and report.when == "call":
                    ran[value] = ran.get(value, 0) + 1
    skipped: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        if report.nodeid.startswith("tests/browsers/"):
            reason = str(report.longrepr[2]).removeprefix("Skipped: ")
            skipped[reason] = skipped.get(reason, 0) + 1
    if ran or skipped:
        terminalreporter.section("browsers")
    for name, count in ran.items():
        terminalreporter.line(f"{name}: {count} tests ran")
    for reason, count in skipped.items():
        terminalreporter.line(f"SKIPPED {count} tests: {reason}", yellow=True)
