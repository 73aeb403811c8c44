"""The main views equal their snapshots, within a tolerance."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e.conftest import FLAGS, Server, Visit, launched
from tests.e2e.snapshot import compare, share_different, shrunk
from tests.e2e.views import go

DESKTOP, PHONE = (1440, 900), (390, 844)
MAIN = [
    ("first", DESKTOP, "dark"),
    ("first", DESKTOP, "light"),
    ("first", PHONE, "dark"),
    ("side by side", DESKTOP, "light"),
    ("Sweep, done", DESKTOP, "dark"),
    ("tour, begun", DESKTOP, "light"),
]
MORE = [
    ("microscope: convolution", DESKTOP, "dark"),
    ("Compare, done", DESKTOP, "light"),
    ("tour, begun", PHONE, "dark"),
    ("share", DESKTOP, "dark"),
]
LOOKS = [*MAIN, *(pytest.param(*look, marks=pytest.mark.slow) for look in MORE)]


@pytest.fixture(scope="module")
def browser(browser: Browser) -> Iterator[Browser]:
    """A browser that composites the page with OpenGL, as on a machine with a graphics card.

    Without OpenGL, Chromium clips a partly covered canvas at the wrong end.
    """
    flags = [flag for flag in FLAGS if not flag.startswith("--use-angle")]
    with launched(browser.browser_type, [*flags, "--use-angle=swiftshader"]) as browser:
        yield browser


@pytest.mark.parametrize(("view", "size", "theme"), LOOKS)
def test_screens_equal_their_snapshots(
    server: Server, browser: Browser, view: str, size: tuple[int, int], theme: str
) -> None:
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        locale="en-US",
    )
    visit = Visit(context.new_page(), server, path=f"#screen=play&theme={theme}")
    visit.open()
    go(visit, view)
    visit.page.mouse.move(0, 0)
    visit.settle()
    name = f"{view.replace(':', '').replace(',', '').replace(' ', '-')}-{width}-{theme}"
    compare(visit.page, name.lower())
    context.close()


def test_a_moved_element_would_be_detected(visit: Visit) -> None:
    visit.settle()
    before = shrunk(visit.page.screenshot())
    visit.page.evaluate("document.querySelector('outputs-panel').style.marginTop = '12px'")
    visit.settle()
    assert share_different(shrunk(visit.page.screenshot()), before) > 0.004
