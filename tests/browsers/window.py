"""A window of any browser, as the tests use it: pointer and keys are real; scripts, which see into
all parts of the page, find and read what is on it."""

import abc
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FIND = """
const all = (selector, root = document) => [
  ...root.querySelectorAll(selector),
  ...[...root.querySelectorAll("*")].flatMap(
    (one) => (one.shadowRoot ? all(selector, one.shadowRoot) : []),
  ),
];
const words = (one) => [one.innerText, one.ariaLabel, one.title]
  .filter(Boolean).join(" ").replace(/\\s+/g, " ").trim();
const find = (selector, text = "") => all(selector).find(
  (one) => one.checkVisibility({ visibilityProperty: true }) && words(one).includes(text),
) ?? null;
"""
"""Scripts call `find(selector, text)`: the first visible element with that text or label."""

KEEP_LOG = """
window.said = [];
const note = (...all) => window.said.push(all.map(String).join(" "));
console.warn = console.error = note;
addEventListener("error", ({ message }) => note(message));
addEventListener("unhandledrejection", ({ reason }) => note(reason));
"""
"""Keeps in `said` what the page logs from now on; not each driver reports it."""

Point = tuple[float, float]
"""x and y from the top left of the page, CSS px."""


class Window(abc.ABC):
    """The one window of a browser."""

    name: str
    """Name and version of the browser."""

    @abc.abstractmethod
    def goto(self, url: str) -> None:
        """Loads a page and waits until it is loaded."""

    @abc.abstractmethod
    def run(self, body: str) -> Any:
        """Runs the body of an async function in the page; returns what it returns, as JSON.

        Raises RuntimeError if the body throws.
        """

    @abc.abstractmethod
    def act(self, source: dict[str, Any]) -> None:
        """Performs the actions of one WebDriver input source, a mouse or the keys."""

    @abc.abstractmethod
    def attach(self, selector: str, path: Path) -> None:
        """Chooses a file in the first input that matches, hidden or not."""

    @abc.abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Gives the page this size, CSS px, or the nearest that the browser allows."""

    @abc.abstractmethod
    def screenshot(self) -> bytes:
        """The visible page as PNG."""

    @abc.abstractmethod
    def close(self) -> None:
        """Closes the browser."""

    def wait(self, expression: str, seconds: float = 30) -> Any:
        """Waits until an expression is true, and returns its value. Raises TimeoutError."""
        deadline = time.monotonic() + seconds
        while not (value := self.run(f"{FIND} return ({expression});")):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.name} waited in vain for {expression}")
            time.sleep(0.05)
        return value

    def _found(self, selector: str, text: str) -> str:
        found = f"find({json.dumps(selector)}, {json.dumps(text)})"
        self.wait(f"{found} !== null")
        return found

    def text(self, selector: str, text: str = "") -> str:
        """Text and label of a visible element."""
        return str(self.run(f"{FIND} return words({self._found(selector, text)});"))

    def click(self, selector: str, text: str = "") -> None:
        """Clicks a visible element in its centre, once it can be clicked."""
        found = self._found(selector, text)
        self.wait(f"!{found}?.disabled")
        x, y = self.run(
            f"""{FIND} const one = {found};
            one.scrollIntoView({{ block: "nearest", inline: "nearest" }});
            const box = one.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];"""
        )
        self.drag((x, y))

    def drag(self, start: Point, *points: Point, release: bool = True) -> None:
        """Presses the mouse at the start, moves it along the points, and releases it."""
        steps: list[dict[str, Any]] = []
        for x, y in (start, *points):
            steps.append({"type": "pointerMove", "x": round(x), "y": round(y), "duration": 20})
            if len(steps) == 1:
                steps.append({"type": "pointerDown", "button": 0})
        if release:
            steps.append({"type": "pointerUp", "button": 0})
        self.act(
            {
                "type": "pointer",
                "id": "mouse",
                "parameters": {"pointerType": "mouse"},
                "actions": steps,
            }
        )

    def press(self, key: str) -> None:
        """Presses and releases a key, given as WebDriver's character."""
        steps = [{"type": kind, "value": key} for kind in ("keyDown", "keyUp")]
        self.act({"type": "key", "id": "keys", "actions": steps})

    def pixels(self, *places: Sequence[float]) -> list[Point]:
        """Where pixels of the 64 × 64 canvas, as (row, col), are on the page."""
        x, y, width, height = self.run(
            f"""{FIND} const box = find(".board > canvas").getBoundingClientRect();
            return [box.x, box.y, box.width, box.height];"""
        )
        return [
            (x + (col + 0.5) / 64 * width, y + (row + 0.5) / 64 * height) for row, col in places
        ]
