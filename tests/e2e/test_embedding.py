"""On other sites' pages: the custom element and a frame, as docs/examples/ show them."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import ROOT, STARTED, Server, free_port

EXAMPLES = ROOT / "docs" / "examples"
HOST = "https://shiftscope.example"
DRAWN = """(id) => {
  const figure = document.querySelector(id);
  return Number(figure?.shadowRoot.querySelector('figure-panel')?.dataset.renders) > 0 &&
    figure.dataset.link === 'live';
}"""


class Quiet(SimpleHTTPRequestHandler):
    """Another site, which says nothing."""

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str, str]]:
    """The app, and two addresses of another site; the operator allows the first alone."""
    folder = tmp_path_factory.mktemp("site")
    others = [
        ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) for _ in range(2)
    ]
    for other in others:
        threading.Thread(target=other.serve_forever, daemon=True).start()
    allowed, refused = (f"http://127.0.0.1:{other.server_port}" for other in others)
    server = Server(
        free_port(),
        settings={
            "SHIFTSCOPE_ORIGINS": allowed,
            "SHIFTSCOPE_FRAME_ANCESTORS": f"'self' {allowed}",
        },
    )
    server.start()
    (folder / "favicon.ico").touch()
    for example in EXAMPLES.glob("*.html"):
        text = example.read_text("utf-8")
        assert HOST in text
        Path(folder / example.name).write_text(text.replace(HOST, server.url), "utf-8")
    yield server, allowed, refused
    server.stop()
    for other in others:
        other.shutdown()
        other.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1200, "height": 1000}, locale="en-US")
    yield context.new_page()
    context.close()


def heard(page: Page) -> list[str]:
    """What the page complains of, from now on."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def newest(page: Page, id_: str) -> dict[str, Any]:
    """The next frame's event of a figure that is made to ask again."""
    return page.evaluate(
        """(id) => new Promise((resolve) => {
          const figure = document.querySelector(id);
          const tell = ({ detail }) => resolve(detail);
          figure.addEventListener('shiftscope-frame', tell, { once: true });
          figure.scene = { objects: [...figure.scene.objects] };
        })""",
        id_,
    )


def test_the_element_shows_what_the_api_answers(sites: tuple[Server, str, str], page: Page) -> None:
    server, site, _ = sites
    said = heard(page)
    page.goto(f"{site}/element.html")
    for id_ in ("#corner", "#global"):
        page.wait_for_function(DRAWN, arg=id_)
        model = page.locator(id_).get_attribute("model")
        frame = newest(page, id_)
        objects = page.evaluate("(id) => document.querySelector(id).scene.objects", id_)
        answer = server.activations(str(model), objects, "pool1,pool2")
        assert frame["model"] == model
        assert {
            one["name"]: pytest.approx(one["score"], abs=1e-6) for one in answer["outputs"]
        } == {one["name"]: one["score"] for one in frame["outputs"]}
        for layer in answer["layers"]:
            assert frame["active"][layer["name"]] == layer["active"]
    assert said == []
    assert page.evaluate("document.documentElement.lang") == "en"


def test_attributes_are_followed_and_the_canvas_can_be_dragged_on(
    sites: tuple[Server, str, str], page: Page
) -> None:
    _, site, _ = sites
    page.goto(f"{site}/element.html")
    page.wait_for_function(DRAWN, arg="#corner")
    page.wait_for_function(DRAWN, arg="#global")
    expect(page.locator("#answer")).to_contain_text("3 (")
    page.get_by_role("button", name="Move it away").click()
    page.wait_for_function("document.querySelector('#global').scene.objects[0].row === 40")
    board = page.locator("#corner scene-panel canvas")
    box = board.bounding_box()
    assert box
    unit = box["width"] / 64
    page.mouse.move(box["x"] + 14 * unit, box["y"] + 14 * unit)
    page.mouse.down()
    page.mouse.move(box["x"] + 50 * unit, box["y"] + 50 * unit, steps=4)
    page.mouse.up()
    moved = page.evaluate("document.querySelector('#corner').scene.objects[0]")
    assert (moved["row"], moved["col"]) == (40, 40)
    # The other attributes' change leaves the scene where it was dragged to.
    page.evaluate("document.querySelector('#corner').setAttribute('spread', '0.9')")
    page.wait_for_function(
        "document.querySelector('#corner').shadowRoot.querySelector('figure-panel').spread === 0.9"
    )
    assert page.evaluate("document.querySelector('#corner').scene.objects[0]") == moved


def test_what_does_not_fit_is_told_in_its_place_and_mended(
    sites: tuple[Server, str, str], page: Page
) -> None:
    _, site, _ = sites
    page.goto(f"{site}/element.html")
    page.wait_for_function(DRAWN, arg="#global")
    told = page.evaluate(
        """() => new Promise((resolve) => {
          const figure = document.querySelector('#global');
          const tell = ({ detail }) => resolve(detail);
          figure.addEventListener('shiftscope-error', tell, { once: true });
          figure.setAttribute('model', '<b>nothing</b>');
        })"""
    )
    trouble = page.locator("#global [role=alert]")
    expect(trouble).to_have_text(told["message"])
    assert "<b>nothing</b>" in told["message"]
    page.evaluate("document.querySelector('#global').setAttribute('model', 'ludic')")
    expect(trouble).to_be_hidden()
    page.evaluate("document.querySelector('#global').setAttribute('scene', '{')")
    expect(trouble).to_contain_text("expected JSON")


def test_an_element_that_is_removed_gives_back_what_it_had(
    sites: tuple[Server, str, str], page: Page
) -> None:
    _, site, _ = sites
    closed: list[str] = []
    page.on("websocket", lambda live: live.on("close", lambda _: closed.append(live.url)))
    page.goto(f"{site}/element.html")
    page.wait_for_function(DRAWN, arg="#corner")
    page.wait_for_function(DRAWN, arg="#global")
    lost = page.evaluate(
        """() => new Promise((resolve) => {
          const figure = document.querySelector('#global');
          const canvas = figure.shadowRoot.querySelector('figure-panel').shadowRoot
            .querySelector('canvas');
          canvas.addEventListener('webglcontextlost', () => resolve(true));
          window.kept = figure;
          figure.remove();
        })"""
    )
    assert lost
    page.wait_for_timeout(500)
    assert len(closed) == 1
    page.evaluate("document.body.append(window.kept)")
    page.wait_for_function(DRAWN, arg="#global")


def test_a_page_that_is_not_allowed_is_told_why(sites: tuple[Server, str, str], page: Page) -> None:
    """Nothing of the app runs there: not even its script is given."""
    _, _, other = sites
    said = heard(page)
    page.goto(f"{other}/element.html")
    page.wait_for_function("() => true")
    expect(page.locator("#corner")).to_be_attached()
    page.wait_for_timeout(500)
    assert not page.evaluate("customElements.get('shiftscope-figure')")
    assert any("CORS" in text for text in said)


def test_a_frame_shows_only_what_it_should(sites: tuple[Server, str, str], page: Page) -> None:
    _, site, other = sites
    said = heard(page)
    page.goto(f"{site}/frame.html")
    inside = page.frame_locator("iframe")
    inside.locator("figure-panel[data-seq]").first.wait_for()
    frame = page.frames[1]
    frame.wait_for_function(STARTED)
    for name in ("scene-panel", "figure-panel >> nth=0", "outputs-panel", "open-link a"):
        expect(inside.locator(name)).to_be_visible()
    away = "header own-panel palette-panel figure-bar cell-panel activity-panel card-panel "
    for name in (away + "microscope-panel slices-panel lab-panel").split():
        expect(inside.locator(name)).to_be_hidden()
    assert frame.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    with page.expect_popup() as opened:
        inside.get_by_role("link", name="Open in Shiftscope").click()
    opened.value.wait_for_function(STARTED)
    assert "hide=" not in opened.value.url
    expect(opened.value.locator("header")).to_be_visible()
    assert said == []
    page.goto(f"{other}/frame.html")
    page.wait_for_timeout(500)
    assert any("frame-ancestors" in text for text in said)
