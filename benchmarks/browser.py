"""The page in a real, headless Chromium with software WebGL, 1440 × 900 px.

A pointer move is a real mouse event. It counts as painted when the figure has been rendered from
the frame that answers its scene, and a pixel of the figure has been read back.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, ViewportSize

SIZE: ViewportSize = {"width": 1440, "height": 900}
SIDE = 64
FIRST = "() => window.bench && window.bench.first > 0"

# Records the pointer event of each sent scene, and the time of the first drawn frame.
BEFORE = """
window.bench = { first: 0, pointer: 0, sent: new Map(), painted: [] };
addEventListener("pointermove", (event) => (bench.pointer = event.timeStamp), true);
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (text) {
  const seq = JSON.parse(text).seq;
  bench.sent.set(seq, bench.pointer);
  return send.call(this, text);
};
new MutationObserver(() => {
  const seq = Number(document.querySelector("figure-panel")?.dataset.seq ?? 0);
  if (seq > 0 && !bench.first) bench.first = performance.now();
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-seq"] });
"""
# Reads a pixel back after every rendering of the figure.
WATCH = """
() => {
  const stage = document.querySelector("figure-panel").stage;
  const gl = stage.renderer.getContext();
  const drawn = stage.drawn;
  const pixel = new Uint8Array(4);
  let last = stage.frame.seq;
  stage.drawn = () => {
    drawn();
    gl.readPixels(gl.drawingBufferWidth >> 1, gl.drawingBufferHeight >> 1, 1, 1, gl.RGBA,
      gl.UNSIGNED_BYTE, pixel);
    const seq = stage.frame.seq;
    if (seq !== last) bench.painted.push([seq, performance.now() - bench.sent.get(seq)]);
    last = seq;
  };
  return [...stage.frame.volumes.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
}
"""
MODEL = """
(name) => {
  const { store, cards } = document.querySelector("figure-panel").context;
  store.set("model", cards.find(({ id }) => id === name));
}
"""


@dataclass
class Visit:
    """An open page; `first`: ms from navigation to the first activations, `bytes`: transferred."""

    page: Page
    session: CDPSession
    first: float
    bytes: int

    def choose(self, model: str) -> int:
        """Shows a network; returns the number of cells in the figure."""
        self.page.evaluate(MODEL, model)
        self.page.wait_for_function(
            "(name) => document.querySelector('figure-panel').stage.frame?.model === name",
            arg=model,
        )
        self.rest()
        return int(self.page.evaluate(WATCH))

    def rest(self) -> None:
        """Waits until the figure stops rendering."""
        renders = "document.querySelector('figure-panel').stage.renders"
        before = -1
        while (now := self.page.evaluate(renders)) != before:
            before = now
            time.sleep(0.3)

    def renders(self, seconds: float) -> int:
        """The number of renderings in `seconds`."""
        renders = "document.querySelector('figure-panel').stage.renders"
        before = self.page.evaluate(renders)
        time.sleep(seconds)
        return int(self.page.evaluate(renders)) - int(before)

    def pixel(self, row: float, col: float) -> dict[str, float]:
        """The position on the page of a px of the canvas."""
        box = self.page.locator("scene-panel canvas").bounding_box()
        assert box is not None
        return {
            "x": box["x"] + (col + 0.5) / SIDE * box["width"],
            "y": box["y"] + (row + 0.5) / SIDE * box["height"],
        }

    def mouse(self, kind: str, at: dict[str, float]) -> None:
        """A real mouse event."""
        pressed = {"button": "left", "buttons": 1, "clickCount": 1}
        self.session.send("Input.dispatchMouseEvent", {"type": kind, **at, **pressed})

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Keeps the mouse button down on the face of the first scene."""
        self.mouse("mousePressed", self.pixel(10, 10))
        self.page.evaluate("bench.painted.length = 0")
        yield
        # The face returns to its first position.
        self.mouse("mouseMoved", self.pixel(10, 10))
        self.mouse("mouseReleased", self.pixel(10, 10))
        self.rest()

    def painted(self) -> list[list[float]]:
        """The sequence number of each painted frame, and its age in ms."""
        found: list[list[float]] = self.page.evaluate("bench.painted")
        return found

    def latencies(self, moves: int) -> list[float]:
        """The time in ms from each of `moves` single moves to its painted pixels."""
        with self.holding():
            for number in range(moves):
                self.mouse("mouseMoved", self.pixel(10 + number % 2, 11 + number % 30))
                self.page.wait_for_function(
                    "(count) => bench.painted.length > count", arg=number, polling=5
                )
            return [age for _, age in self.painted()]

    def drag(self, seconds: float) -> tuple[float, list[float]]:
        """A continuous drag: updates/s, and the ages of the painted frames in ms."""
        at = [self.pixel(10 + 0.3 * step, 11 + step) for step in range(30)]
        at += at[::-1]
        with self.holding():
            begun = time.perf_counter()
            number = 0
            while (now := time.perf_counter() - begun) < seconds:
                if number <= now * 60:
                    self.mouse("mouseMoved", at[number % len(at)])
                    number += 1
                else:
                    time.sleep(0.002)
            painted = self.painted()
        return len(painted) / seconds, [age for _, age in painted]


def visit(browser: Browser, url: str) -> Visit:
    """Opens the page with an empty cache, and waits for the first activations."""
    context = browser.new_context(viewport=SIZE)
    page = context.new_page()
    session = context.new_cdp_session(page)
    counted = {"http": 0, "socket": 0}

    def finished(event: Any) -> None:
        counted["http"] += int(event["encodedDataLength"])

    def frame(event: Any) -> None:
        if not counted["socket"]:
            counted["socket"] = len(event["response"]["payloadData"]) * 3 // 4

    session.send("Network.enable")
    session.on("Network.loadingFinished", finished)
    session.on("Network.webSocketFrameReceived", frame)
    page.add_init_script(BEFORE)
    page.goto(url)
    page.wait_for_function(FIRST)
    first = float(page.evaluate("bench.first"))
    return Visit(page, session, first, counted["http"] + counted["socket"])
