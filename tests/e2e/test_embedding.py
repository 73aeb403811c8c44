"""On other sites' pages: the custom element and a frame, as docs/examples/ show them."""

import base64
import hashlib
import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import ROOT, STARTED, Server, free_port, listen
from tests.e2e.laboratory import rgb

EXAMPLES = ROOT / "docs" / "examples"
HOST = "https://shiftscope.example"
DRAWN = """(id) => {
  const figure = document.querySelector(id);
  const { renders, seq } = figure?.shadowRoot?.querySelector('figure-panel')?.dataset ?? {};
  return renders > 0 && seq > 0 && figure.dataset.link === 'live';
}"""
OWN_COPY = """<!doctype html><title>A site with a copy of the script</title>
<script type="module" src="embed/shiftscope-figure.js"></script>
<script type="module" src="again/embed/shiftscope-figure.js"></script>
<script src="hears.js"></script>
<shiftscope-figure server="{url}"></shiftscope-figure>"""
SANDBOXED = """<!doctype html><title>A site with a frame that has no origin</title>
<iframe sandbox="allow-scripts" width="1000" height="600"
  src="{url}/#screen=play&hide=lab&objects=face.3.3"></iframe>"""
IN_FIGURE = """([x, y, box, panel]) => {
  const host = document.querySelector('#global').shadowRoot.querySelector(panel).shadowRoot;
  const probe = document.createElement('div');
  probe.style.cssText = `position: absolute; left: ${100 * x}%; top: ${100 * y}%`;
  host.querySelector(box).append(probe);
  const { left, top } = probe.getBoundingClientRect();
  probe.remove();
  return [left, top];
}"""
"""The place on the page of a point of the figure or its canvas, as fractions of its sides."""
RECORD_ERRORS = """window.errors = [];
addEventListener('shiftscope-error', ({ detail }) => errors.push(detail.message));"""


def policy(html: str, server: str) -> str:
    """The Content-Security-Policy that docs/embedding.md asks of such a page, and nothing more.

    The page's own script and style are allowed by hash, which does not cover the element's.
    """

    def hashes(tag: str) -> str:
        found = re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>", html, re.DOTALL)
        sums = (hashlib.sha256(text.encode()).digest() for text in found if text)
        return " ".join(f"'sha256-{base64.b64encode(one).decode()}'" for one in sums)

    live = server.replace("http", "ws", 1)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {server} {hashes('script')}",
            f"style-src {hashes('style')}",
            f"connect-src {server} {live}",
            f"img-src {server} data: 'self'",
            f"frame-src {server}",
        )
    )


class Site(SimpleHTTPRequestHandler):
    """Another site, with a strict policy and no log."""

    policies: dict[str, str]

    def end_headers(self) -> None:
        """Adds the page's policy, if it has one."""
        name = self.path.lstrip("/")
        if name in self.policies:
            self.send_header("content-security-policy", self.policies[name])
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str, str]]:
    """The app, and two origins of another site; the operator allows only the first."""
    folder = tmp_path_factory.mktemp("site")
    Site.policies = {}
    others = [
        ThreadingHTTPServer(("127.0.0.1", 0), partial(Site, directory=folder)) for _ in range(2)
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
        text = text.replace(HOST, server.url)
        Site.policies[example.name] = policy(text, server.url)
        Path(folder / example.name).write_text(text, "utf-8")
    for copy in (folder, folder / "again"):
        for part in ("embed", "assets"):
            shutil.copytree(ROOT / "build" / "static" / part, copy / part)
    (folder / "hears.js").write_text(RECORD_ERRORS, "utf-8")
    (folder / "copy.html").write_text(OWN_COPY.format(url=server.url), "utf-8")
    nobody = OWN_COPY.format(url=f"http://127.0.0.1:{free_port()}")
    (folder / "sandboxed.html").write_text(SANDBOXED.format(url=server.url), "utf-8")
    (folder / "nobody.html").write_text(nobody, "utf-8")
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
    """The errors and warnings that the page logs from now on."""
    said: list[str] = []
    listen(page, said)
    return said


def newest(page: Page, id_: str) -> dict[str, Any]:
    """The next frame event of a figure, after a change that requests a frame."""
    return page.evaluate(
        """(id) => new Promise((resolve) => {
          const figure = document.querySelector(id);
          const tell = ({ detail }) => resolve(detail);
          figure.addEventListener('shiftscope-frame', tell, { once: true });
          figure.scene = null;
          figure.scene = { objects: [{ object: 'digit-3-1', row: 9, col: 5 }] };
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
        assert frame["seq"] > 0
        assert len(answer["layers"]) == 2
        assert {
            one["name"]: pytest.approx(one["score"], abs=1e-6) for one in answer["outputs"]
        } == {one["name"]: one["score"] for one in frame["outputs"]}
        for layer in answer["layers"]:
            assert frame["counts"][layer["name"]] == layer["active"]
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
    # Changing the other attributes keeps the dragged scene.
    page.evaluate("document.querySelector('#corner').setAttribute('spread', '0.9')")
    page.wait_for_function(
        "() => document.querySelector('#corner').shadowRoot.querySelector('figure-panel')"
        ".stage.spread === 0.9"
    )
    assert page.evaluate("document.querySelector('#corner').scene.objects[0]") == moved


def test_a_page_prints_the_figure_as_a_picture_on_white(
    sites: tuple[Server, str, str], page: Page
) -> None:
    _, site, _ = sites
    page.goto(f"{site}/element.html")
    for id_ in ("#corner", "#global"):
        page.wait_for_function(DRAWN, arg=id_)
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for id_ in ("#corner", "#global"):
        expect(page.locator(f"{id_} figure-panel")).to_be_hidden()
        shown = rgb(page.locator(f"{id_} .printed").screenshot())
        assert (shown.min(axis=2) > 240).mean() > 0.5
        assert (shown.max(axis=2) < 160).sum() > 500
    page.emulate_media(media="screen")
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    for id_ in ("#corner", "#global"):
        expect(page.locator(f"{id_} figure-panel")).to_be_visible()
        expect(page.locator(f"{id_} .printed")).to_have_count(0)


def test_an_invalid_attribute_is_reported_in_place_and_can_be_corrected(
    sites: tuple[Server, str, str], page: Page
) -> None:
    _, site, _ = sites
    said = heard(page)
    page.goto(f"{site}/element.html")
    page.wait_for_function(DRAWN, arg="#global")
    detail = page.evaluate(
        """() => new Promise((resolve) => {
          const figure = document.querySelector('#global');
          const tell = ({ detail }) => resolve(detail);
          figure.addEventListener('shiftscope-error', tell, { once: true });
          figure.setAttribute('model', '<b>nothing</b>');
        })"""
    )
    alert = page.locator("#global [role=alert]")
    expect(alert).to_have_text(detail["message"])
    assert (
        "model: expected the id of a network that is here; got “<b>nothing</b>”"
        in detail["message"]
    )
    page.evaluate("document.querySelector('#global').model = 'ludic'")
    expect(alert).to_be_hidden()
    page.evaluate("document.querySelector('#global').setAttribute('scene', '{')")
    expect(alert).to_contain_text("scene: expected {")
    expect(alert).to_contain_text("got “{”")
    page.evaluate("document.querySelector('#global').server = 'ftp://nowhere'")
    expect(alert).to_have_text("server: expected a URL with http or https; got “ftp://nowhere”")
    page.evaluate(
        "Object.assign(document.querySelector('#global'), { server: null, scene: 'none' })"
    )
    page.wait_for_function(DRAWN, arg="#global")
    expect(alert).to_be_hidden()
    assert said == []


def test_the_report_of_an_invalid_attribute_stays_when_frames_arrive(
    sites: tuple[Server, str, str], page: Page
) -> None:
    _, site, _ = sites
    page.goto(f"{site}/element.html")
    page.evaluate(
        """() => {
          const figure = document.createElement('shiftscope-figure');
          figure.id = 'late';
          figure.spread = 7;
          document.body.append(figure);
        }"""
    )
    page.wait_for_function(DRAWN, arg="#late")
    expect(page.locator("#late [role=alert]")).to_have_text(
        "spread: expected a number from 0 to 1; got “7”"
    )


def test_a_removed_element_releases_its_resources(
    sites: tuple[Server, str, str], page: Page
) -> None:
    _, site, _ = sites
    said = heard(page)
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
    page.evaluate("window.kept.setAttribute('camera', 'side')")
    page.wait_for_function(
        """window.kept.shadowRoot.querySelector('figure-panel').stage.view.preset === 'side'"""
    )
    # Software WebGL logs this for every released context.
    assert [text for text in said if "Context Lost" not in text] == []


def test_the_wheel_scrolls_the_page_around(sites: tuple[Server, str, str], page: Page) -> None:
    _, site, _ = sites
    page.set_viewport_size({"width": 1200, "height": 500})
    page.goto(f"{site}/element.html")
    page.wait_for_function(DRAWN, arg="#corner")
    figure = "document.querySelector('#corner').shadowRoot.querySelector('figure-panel')"
    page.locator("#corner figure-panel .stage > canvas").hover()
    page.mouse.wheel(0, 120)
    page.wait_for_function("scrollY > 0")
    assert page.evaluate(f"{figure}.stage.view.turn") is None
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.wait_for_function(f"{figure}.stage.view.turn?.zoom < 1")
    page.keyboard.up("Control")


def test_a_page_that_is_not_allowed_keeps_its_fallback_content(
    sites: tuple[Server, str, str], page: Page
) -> None:
    """The server refuses even the script, so nothing of the app runs there."""
    _, _, other = sites
    said = heard(page)
    page.goto(f"{other}/element.html")
    expect(page.get_by_text("The figure could not be loaded.")).to_be_visible()
    assert not page.evaluate("Boolean(customElements.get('shiftscope-figure'))")
    assert any("CORS" in text for text in said)


def test_a_server_that_refuses_the_page_is_distinguished_from_one_that_is_down(
    sites: tuple[Server, str, str], page: Page
) -> None:
    server, _, other = sites
    page.goto(f"{other}/copy.html")
    expected = f"expected {other} in its SHIFTSCOPE_ORIGINS"
    alert = page.locator("shiftscope-figure [role=alert]")
    expect(alert).to_contain_text(expected)
    expect(alert).to_contain_text(f"{server.url}/ answers, but not to this page")
    assert expected in page.evaluate("errors.at(-1)")
    page.goto(f"{other}/nobody.html")
    expect(alert).to_contain_text("does not answer")
    assert "does not answer" in page.evaluate("errors.at(-1)")


def test_a_copied_script_uses_the_named_server_and_may_be_loaded_twice(
    sites: tuple[Server, str, str], page: Page
) -> None:
    _, site, _ = sites
    said = heard(page)
    page.goto(f"{site}/copy.html")
    page.wait_for_function(DRAWN, arg="shiftscope-figure")
    assert page.evaluate("errors") == []
    # That is so, and does no harm.
    assert [text for text in said if "Multiple instances of Three.js" not in text] == []


def test_a_frame_shows_only_what_it_should(sites: tuple[Server, str, str], page: Page) -> None:
    _, site, other = sites
    said = heard(page)
    page.goto(f"{site}/frame.html")
    inside = page.frame_locator("iframe")
    inside.locator("figure-panel[data-seq]").first.wait_for()
    frame = page.frames[1]
    frame.wait_for_function(STARTED)
    for name in ("scene-panel", "figure-panel >> nth=0", "outputs-panel", "open-full-page a"):
        expect(inside.locator(name)).to_be_visible()
    away = "header drawing-panel palette-panel figure-bar cell-panel active-cells-panel card-panel "
    for name in (away + "microscope-panel slices-panel lab-panel tour-switch tour-panel").split():
        expect(inside.locator(name)).to_be_hidden()
    assert frame.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    with page.expect_popup() as opened:
        inside.get_by_role("link", name="Open in Shiftscope").click()
    opened.value.wait_for_function(STARTED)
    assert "hide=" not in opened.value.url
    expect(opened.value.locator("header")).to_be_visible()
    assert said == []
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        page.goto(f"{other}/frame.html")


def test_a_frame_with_the_header_has_a_link_out_too(
    sites: tuple[Server, str, str], page: Page
) -> None:
    server, site, _ = sites
    page.goto(f"{site}/frame.html")
    page.evaluate(
        "(url) => { document.querySelector('iframe').src = url; }",
        f"{server.url}/?again#show=header~scene",
    )
    inside = page.frame_locator("iframe")
    for name in ("header", "scene-panel", "open-full-page a"):
        expect(inside.locator(name)).to_be_visible()
    for name in ("palette-panel", "figure-bar", "lab-panel", "tour-switch"):
        expect(inside.locator(name)).to_be_hidden()


def test_cells_are_found_under_zoom_scale_and_rotation(
    sites: tuple[Server, str, str], page: Page
) -> None:
    _, site, _ = sites
    page.goto(f"{site}/element.html")
    page.wait_for_function(DRAWN, arg="#global")
    page.evaluate(
        """() => {
          const figure = document.querySelector('#global');
          const around = document.createElement('div');
          around.id = 'around';
          document.body.replaceChildren(around);
          figure.style.cssText = 'width: 640px; height: 400px; margin: 60px';
          figure.setAttribute('controls', '');
          figure.setAttribute('scene', 'face.4.40');
          around.append(figure);
        }"""
    )

    def place(x: float, y: float, box: str = ".stage", panel: str = "figure-panel") -> Any:
        return page.evaluate(IN_FIGURE, [x, y, box, panel])

    def pointed(x: float, y: float) -> Any:
        """The cell at a place of the figure."""
        page.mouse.move(*place(x, y))
        return page.evaluate("document.querySelector('#global').store.get('selection').cell")

    def drawn() -> tuple[list[int], list[int]]:
        """Where headings are; width and height in drawn pixels."""
        page.wait_for_function(DRAWN, arg="#global")
        panel = page.locator("#global figure-panel")
        headings = panel.locator(".heading").evaluate_all(
            "(all) => all.flatMap((one) => one.style.transform.match(/[-.\\d]+/g)).map(Math.round)"
        )
        sides = panel.locator(".stage > canvas").evaluate("(one) => [one.width, one.height]")
        return headings, sides

    cells: dict[tuple[float, float], Any] = {}
    for i in range(300):
        # All over the figure, in no order.
        x, y = 0.04 + 0.7 * (i * 0.6180 % 1), 0.2 + 0.6 * (i * 0.7549 % 1)
        # Not at an edge, where rounding would choose.
        near = [pointed(x + dx, y + dy) for dx, dy in ((0, 0), (0.001, 0.001), (-0.001, -0.001))]
        if near[0] and near[0] == near[1] == near[2]:
            cells[x, y] = near[0]
        if len(cells) == 25:
            break
    assert len(cells) == 25
    headings, (width, height) = drawn()
    for style, scale in (
        ("zoom: 0.8", 0.8),
        ("zoom: 1.5", 1.5),
        ("transform: scale(0.7)", 0.7),
        ("rotate: 15deg", 1),
        ("transform: rotate(15deg) scale(0.8); zoom: 1.25", 1),
    ):
        page.evaluate("(style) => (document.querySelector('#around').style.cssText = style)", style)
        assert {at: pointed(*at) for at in cells} == cells, style
        placed, sides = drawn()
        assert placed == pytest.approx(headings, abs=1)
        assert sides == pytest.approx([width * scale, height * scale], abs=2)
    # Under the last of them, an object is dragged to an exact pixel.
    canvas = (".board", "scene-panel")
    page.mouse.move(*place(48.5 / 64, 12.5 / 64, *canvas))
    page.mouse.down()
    page.mouse.move(*place(30.5 / 64, 40.5 / 64, *canvas), steps=3)
    page.mouse.up()
    assert page.evaluate("document.querySelector('#global').scene.objects") == [
        {"object": "face", "row": 32, "col": 22}
    ]


def test_a_frame_without_an_origin_says_what_is_missing(
    sites: tuple[Server, str, str], page: Page
) -> None:
    server, site, _ = sites
    page.goto(f"{site}/sandboxed.html")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_text("A frame with sandbox needs allow-same-origin")).to_be_visible()
    listed = Server(free_port(), settings=server.settings | {"SHIFTSCOPE_ORIGINS": "null"})
    listed.start()
    try:
        page.evaluate(
            "(url) => (document.querySelector('iframe').src = url)",
            f"{listed.url}/#screen=play&hide=lab&objects=face.3.3",
        )
        panel = frame.locator("figure-panel:not([hidden])")
        expect(panel).to_have_attribute("data-seq", re.compile("[1-9]"), timeout=30_000)
        expect(frame.get_by_text("A frame with sandbox")).to_be_hidden()
    finally:
        listed.stop()
