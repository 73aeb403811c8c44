"""The page by plain http on a name, where browsers lack what they keep for secure contexts; and its
pointers, which may be several, or never released."""

import base64
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import FLAGS, STARTED, Server, Visit, launched, listen

NAME = "lan.test"
USUAL = re.compile("Cross-Origin-Opener-Policy header has been ignored")
"""What Chromium logs for every page by plain http."""
SCENE = "document.querySelector('scene-panel').context.store.get('scene')"


@pytest.fixture(scope="module")
def neighbour(browser: Browser) -> Iterator[Browser]:
    """A browser for which the server has another name than localhost."""
    rule = f"--host-resolver-rules=MAP {NAME} 127.0.0.1"
    with launched(browser.browser_type, [*FLAGS, rule]) as other:
        yield other


def opened(server: Server, page: Page, fragment: str) -> Visit:
    """The page by its name, after its first picture."""
    visit = Visit(page, server)
    listen(page, visit.messages)
    page.goto(f"http://{NAME}:{server.port}/{fragment}")
    page.wait_for_function(STARTED)
    assert page.evaluate("isSecureContext") is False
    return visit


def drawn(visit: Visit) -> dict[str, tuple[int, int]]:
    """Width and height of the scene's pictures, px, by name."""
    pictures: dict[str, str] = visit.page.evaluate(f"{SCENE}.pictures ?? {{}}")
    return {
        name: Image.open(io.BytesIO(base64.b64decode(png))).size for name, png in pictures.items()
    }


def test_the_main_job_by_plain_http(server: Server, neighbour: Browser) -> None:
    context = neighbour.new_context(viewport={"width": 1440, "height": 900})
    visit = opened(server, context.new_page(), "#screen=play&objects=face.3.3")
    page = visit.page

    def drag(start: tuple[int, int], *points: tuple[int, int]) -> None:
        page.mouse.move(*visit.pixel(*start))
        page.mouse.down()
        for point in points:
            page.mouse.move(*visit.pixel(*point), steps=5)
        page.mouse.up()

    drag((13, 13), (43, 40))
    assert visit.place() == "Face at row 33, col 30"
    visit.settle()
    answer = server.activations("ludic", page.evaluate(f"{SCENE}.objects"), "pool1")
    shown = {one["name"]: round(one["score"], 3) for one in answer["outputs"]}
    assert visit.scores() == pytest.approx(shown, abs=0.00051)

    page.get_by_role("button", name="Pen", exact=True).click()
    page.locator("drawing-panel [title='1 px']").click()
    drag((10, 10), (50, 50))
    assert list(drawn(visit).values()) == [(41, 41)]
    page.get_by_role("button", name="Eraser", exact=True).click()
    drag((50, 50), (30, 30))
    assert list(drawn(visit).values()) == [(20, 20)]
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Share", exact=True).click()
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("The link is on the clipboard.")).to_be_visible()
    field = page.locator("share-link input")
    assert f"http://{NAME}:{server.port}/#" in field.input_value()
    page.keyboard.press("Escape")

    # The window moves to a screen with two device pixels a px, without a resize.
    sides = "(canvas) => [canvas.width, canvas.height]"
    canvas = page.locator("figure-panel .stage > canvas").first
    before = canvas.evaluate(sides)
    page.context.new_cdp_session(page).send(
        "Emulation.setDeviceMetricsOverride",
        {"width": 1440, "height": 900, "deviceScaleFactor": 2, "mobile": False},
    )
    page.wait_for_function("() => devicePixelRatio === 2")
    page.mouse.move(700, 500)
    page.wait_for_function(
        "(width) => document.querySelector('figure-panel').shadowRoot"
        ".querySelector('.stage > canvas').width >= width",
        arg=2 * before[0] - 1,
    )
    assert [text for text in visit.messages if not USUAL.search(text)] == []
    context.close()


def test_a_drag_has_one_pointer_and_ends_with_its_button(
    server: Server, neighbour: Browser
) -> None:
    context = neighbour.new_context(viewport={"width": 1440, "height": 900}, has_touch=True)
    visit = opened(server, context.new_page(), "#screen=play&objects=face.3.3")
    page = visit.page
    session = context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        fingers = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

    def objects() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = page.evaluate(f"{SCENE}.objects")
        return found

    tile = page.locator("palette-panel .tile").first.bounding_box()
    assert tile
    first = (tile["x"] + 9, tile["y"] + 9)
    aside = (1200.0, 700.0)
    touch("touchStart", first)
    for place in (visit.pixel(20, 50), visit.pixel(30, 40), visit.pixel(40, 40)):
        touch("touchMove", place)
    page.wait_for_function(f"() => {SCENE}.objects.length === 2")
    visit.settle()
    carried = objects()
    touch("touchStart", visit.pixel(40, 40), aside)
    touch("touchMove", visit.pixel(40, 40), (aside[0], aside[1] - 60))
    # The second finger is lifted.
    touch("touchMove", visit.pixel(40, 40))
    visit.settle()
    assert objects() == carried
    touch("touchMove", visit.pixel(41, 42))
    page.wait_for_function(f"(row) => {SCENE}.objects[1].row === row", arg=carried[1]["row"] + 1)
    assert objects()[1]["col"] == carried[1]["col"] + 2
    touch("touchEnd")
    assert len(objects()) == 2

    def mouse(kind: str, row: int, col: int, buttons: int) -> None:
        x, y = visit.pixel(row, col)
        button = "left" if buttons else "none"
        what = {"type": kind, "x": x, "y": y, "button": button, "buttons": buttons}
        session.send("Input.dispatchMouseEvent", what | {"clickCount": 1})

    mouse("mousePressed", 13, 13, 1)
    mouse("mouseMoved", 15, 15, 1)
    assert (objects()[0]["row"], objects()[0]["col"]) == (5, 5)
    mouse("mouseMoved", 22, 22, 0)
    mouse("mouseMoved", 23, 23, 0)
    assert (objects()[0]["row"], objects()[0]["col"]) == (5, 5)
    assert [text for text in visit.messages if not USUAL.search(text)] == []
    context.close()
