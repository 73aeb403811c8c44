"""Which browsers this machine has, and how each is opened."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from playwright.sync_api import BrowserType, sync_playwright

from tests.browsers.by_playwright import Playwrights
from tests.browsers.firefox import Firefox
from tests.browsers.webkit import WebKit
from tests.browsers.window import Window
from tests.e2e.conftest import FLAGS, launched

INSTALL = "make test-browsers installs it where it can"
SIZE = {"width": 1440, "height": 900}
NO_WEBGL = """
const get = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return kind.startsWith("webgl") ? null : get.call(this, kind, ...rest);
};
"""

Open = Callable[[bool], AbstractContextManager[Window]]
"""Opens a browser, with WebGL or without."""


class NotInstalledError(Exception):
    """The machine lacks this browser; the message says what is missing."""


@contextmanager
def chromium(webgl: bool) -> Iterator[Window]:
    """The Chromium of the end-to-end tests."""
    with sync_playwright() as playwright, launched(playwright.chromium, FLAGS) as browser:
        window = Playwrights("Chromium", browser, viewport=SIZE)
        if not webgl:
            window.context.add_init_script(NO_WEBGL)
        yield window
        window.close()


@contextmanager
def brought(kind: BrowserType, title: str, webgl: bool) -> Iterator[Window]:
    """A browser that Playwright itself has downloaded."""
    if not Path(kind.executable_path).exists():
        raise NotInstalledError(f"{title} is not installed: {INSTALL}")
    browser = kind.launch()
    window = Playwrights(title, browser, viewport=SIZE)
    if not webgl:
        window.context.add_init_script(NO_WEBGL)
    yield window
    window.close()
    browser.close()


@contextmanager
def sized(window: Window) -> Iterator[Window]:
    """A browser of the system, at the usual size, which is closed in the end."""
    try:
        window.resize(**SIZE)
        yield window
    finally:
        window.close()


@contextmanager
def firefox(webgl: bool) -> Iterator[Window]:
    """A Firefox of the system, else Playwright's."""
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    if path and shutil.which("Xvfb"):
        with sized(Firefox(path, webgl=webgl)) as window:
            yield window
    else:
        with (
            sync_playwright() as playwright,
            brought(playwright.firefox, "Firefox", webgl) as other,
        ):
            yield other


@contextmanager
def webkit(webgl: bool) -> Iterator[Window]:
    """The system's WebKitGTK, else Playwright's WebKit."""
    driver = shutil.which("WebKitWebDriver")
    places = ("/usr/lib", "/usr/libexec")
    browser = next(
        (path for place in places for path in Path(place).glob("**/webkit2gtk-4*/MiniBrowser")),
        None,
    )
    if driver and browser and shutil.which("Xvfb"):
        with sized(WebKit(driver, os.fspath(browser), webgl=webgl)) as window:
            yield window
    else:
        with (
            sync_playwright() as playwright,
            brought(playwright.webkit, "WebKit", webgl) as other,
        ):
            yield other


BROWSERS: dict[str, Open] = {"chromium": chromium, "firefox": firefox, "webkit": webkit}
