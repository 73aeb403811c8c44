"""Browsers that Playwright drives: Chromium, and the Firefox and WebKit that it brings."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.browsers.window import Window

KEYS = {"\ue00c": "Escape", "\ue014": "ArrowRight", "\ue015": "ArrowDown"}
"""Playwright's names of WebDriver's keys."""


class Playwrights(Window):
    """A window of a browser that Playwright has launched."""

    def __init__(self, title: str, browser: Browser, **options: Any) -> None:
        self.name = f"{title} {browser.version}"
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()

    def goto(self, url: str) -> None:
        self.page.goto("about:blank")
        self.page.goto(url)

    def run(self, body: str) -> Any:
        text = self.page.evaluate(
            f"async () => JSON.stringify((await (async () => {{ {body} }})()) ?? null)"
        )
        return json.loads(text)

    def act(self, source: dict[str, Any]) -> None:
        mouse, keys = self.page.mouse, self.page.keyboard
        for step in source["actions"]:
            match step["type"]:
                case "pointerMove":
                    mouse.move(step["x"], step["y"], steps=4)
                case "pointerDown":
                    mouse.down()
                case "pointerUp":
                    mouse.up()
                case "keyDown":
                    keys.down(KEYS.get(step["value"], step["value"]))
                case "keyUp":
                    keys.up(KEYS.get(step["value"], step["value"]))

    def attach(self, selector: str, path: Path) -> None:
        self.page.locator(selector).first.set_input_files(path)

    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def screenshot(self) -> bytes:
        return self.page.screenshot()

    def close(self) -> None:
        self.context.close()
