"""The page in a real, headless Chromium with software WebGL, 1440 × 900 px.

A pointer move is a real mouse event. It counts as painted when every figure shown has been rendered
from the frame that answers its scene, and a pixel of each has been read back.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession, FilePayload, Page, ViewportSize

SIZE: ViewportSize = {"width": 1440, "height": 900}
SIDE = 64
FIRST = "() => window.bench && window.bench.first > 0"

# Records the pointer event of each sent scene, and the time of the first drawn frame.
BEFORE = """
window.bench = { first: 0, pointer: 0, sent: new Map(), painted: [] };
addEventListener("pointermove", (event) => (bench.pointer = event.timeStamp), true);
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (text) {
  const { model, seq } = JSON.parse(text);
  bench.sent.set(`${model} ${seq}`, bench.pointer);
  return send.call(this, text);
};
new MutationObserver(() => {
  const seq = Number(document.querySelector("figure-panel")?.dataset.seq ?? 0);
  if (seq > 0 && !bench.first) bench.first = performance.now();
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-seq"] });
"""
# Reads a pixel back after every rendering of a figure. `moved`: when the pointer made the move that
# each figure shows; the move that all show has been painted. A stage outlives its networks, so it
# is watched once, and each call begins anew with what is shown now.
WATCH = """
() => {
  const panels = [...document.querySelectorAll("figure-panel")];
  const stages = panels.map(({ stage }) => stage).filter((stage) => stage?.frame);
  bench.moved = new Map(stages.map((stage) => [stage, 0]));
  bench.last = 0;
  bench.watched ??= new Set();
  for (const stage of stages.filter((each) => !bench.watched.has(each))) {
    bench.watched.add(stage);
    const gl = stage.renderer.getContext();
    const drawn = stage.drawn;
    const pixel = new Uint8Array(4);
    let renders = stage.renders;
    stage.drawn = () => {
      drawn();
      if (stage.renders === renders || !bench.moved.has(stage)) return;
      renders = stage.renders;
      gl.readPixels(gl.drawingBufferWidth >> 1, gl.drawingBufferHeight >> 1, 1, 1, gl.RGBA,
        gl.UNSIGNED_BYTE, pixel);
      bench.moved.set(stage, bench.sent.get(`${stage.frame.model} ${stage.frame.seq}`) ?? 0);
      const oldest = Math.min(...bench.moved.values());
      if (oldest > bench.last) bench.painted.push([oldest, performance.now() - oldest]);
      bench.last = Math.max(bench.last, oldest);
    };
  }
  const cells = ({ bytes }) => bytes.length;
  return stages.flatMap(({ frame }) => [...frame.volumes.values()].map(cells))
    .reduce((sum, count) => sum + count, 0);
}
"""
MODELS = """
([model, twin]) => {
  const { store, cards } = document.querySelector("figure-panel").context;
  const named = (name) => cards.find(({ id }) => id === name) ?? null;
  store.set("model", named(model));
  store.set("twin", named(twin));
}
"""
SHOWN = """
(names) => [...document.querySelectorAll("figure-panel")]
  .every(({ stage }, side) => (stage?.frame?.model ?? null) === (names[side] ?? null))
"""
OWN = """
() => [...document.querySelectorAll("figure-panel")].some(
  ({ stage }) => stage?.frame?.model.startsWith("own-"))
"""
RENDERS = """
[...document.querySelectorAll("figure-panel")]
  .reduce((sum, { stage }) => sum + (stage?.renders ?? 0), 0)
"""


@dataclass
class Visit:
    """An open page; `first`: ms from navigation to the first activations, `bytes`: transferred."""

    page: Page
    session: CDPSession
    first: float
    bytes: int

    def choose(self, model: str, twin: str | None = None) -> int:
        """Shows a network, or two; returns the number of cells in the figures."""
        self.page.evaluate(MODELS, [model, twin])
        self.page.wait_for_function(SHOWN, arg=[model, twin])
        self.rest()
        return int(self.page.evaluate(WATCH))

    def bring(self, file: FilePayload) -> int:
        """Brings a network of the visitor's own; returns the number of cells in its figure."""
        self.page.get_by_role("button", name="Your network…").first.click()
        self.page.locator("own-panel input[type=file]").first.set_input_files(file)
        self.page.wait_for_function(OWN, timeout=120_000)
        self.rest()
        return int(self.page.evaluate(WATCH))

    def rest(self) -> None:
        """Waits until the figures stop rendering."""
        before = -1
        while (now := self.page.evaluate(RENDERS)) != before:
            before = now
            time.sleep(0.3)

    def renders(self, seconds: float) -> int:
        """The number of renderings in `seconds`."""
        before = self.page.evaluate(RENDERS)
        time.sleep(seconds)
        return int(self.page.evaluate(RENDERS)) - int(before)

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
        """When the pointer made each painted move, and its age when painted, ms."""
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
