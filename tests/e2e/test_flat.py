"""Without WebGL 2, or while its context is lost: the same volumes, flat, with the API's numbers."""

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Server, Visit
from tests.e2e.laboratory import STORE, drag
from tests.e2e.test_axe import violations
from tests.e2e.test_page import shown_equals_api
from tests.e2e.views import side_by_side

NO_WEBGL = """
const get = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return kind.startsWith('webgl') ? null : get.call(this, kind, ...rest);
};
"""
FACE = {"object": "face", "row": 3, "col": 3}
LOSS = (
    "document.querySelector('figure-panel').stage.renderer.getContext()"
    ".getExtension('WEBGL_lose_context')"
)


@pytest.fixture
def flat(server: Server, browser: Browser) -> Iterator[Visit]:
    """A visitor whose browser has no WebGL."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(NO_WEBGL)
    visit = Visit(context.new_page(), server)
    visit.open()
    yield visit
    context.close()
    assert visit.messages == []


def layout(page: Page, side: str = "") -> Any:
    """The layout of the flat figure."""
    return page.evaluate(
        f"document.querySelector('figure-panel{side}')"
        ".renderRoot.querySelector('flat-figure').layout"
    )


def drawn(page: Page, layer: str, channel: int, side: str = "") -> np.ndarray:
    """The largest colour channel in the middle of each cell of a slice, `[row col]`, 0..1."""
    volume = next(v for v in layout(page, side)["volumes"] if v["layer"]["name"] == layer)
    at = volume["places"][channel]
    _, rows, cols = volume["layer"]["shape"]
    picture = page.evaluate(
        f"""([x, y, width, height, rows, cols]) => {{
          const panel = document.querySelector('figure-panel{side}');
          const flat = panel.renderRoot.querySelector('flat-figure');
          const canvas = flat.renderRoot.querySelector('canvas');
          const dense = canvas.width / flat.layout.width;
          // A copy: to read the page's own would slow it down, and Chromium says so.
          const copy = new OffscreenCanvas(canvas.width, canvas.height);
          const brush = copy.getContext('2d', {{ willReadFrequently: true }});
          brush.drawImage(canvas, 0, 0);
          return Array.from({{ length: rows * cols }}, (_, i) => {{
            const row = y + (Math.floor(i / cols) + 0.5) / rows * height;
            const col = x + (i % cols + 0.5) / cols * width;
            const [r, g, b] = brush.getImageData(col * dense, row * dense, 1, 1).data;
            return Math.max(r, g, b) / 255;
          }});
        }}""",
        [at["x"], at["y"], volume["width"], volume["height"], rows, cols],
    )
    return np.reshape(picture, (rows, cols))


def exact(visit: Visit, objects: list[dict[str, Any]], layer: str, channel: int) -> np.ndarray:
    """The API's activations of a slice."""
    answer = visit.server.activations("ludic", objects, layer)
    return np.array(answer["layers"][0]["values"][channel])


SLICES = [("pool2", 0), ("pool1", 0), ("pool1", 1)]


def test_the_flat_cells_are_lit_where_the_api_says_during_the_drag(flat: Visit) -> None:
    expect(flat.page.locator("figure-panel .note").first).to_contain_text("no WebGL 2")
    shown_equals_api(flat, [FACE])
    for objects in ([FACE], [{"object": "face", "row": 33, "col": 25}]):
        if objects[0] is not FACE:
            drag(flat, (13, 13), (43, 35))
            flat.settle()
        for layer, channel in SLICES:
            values = exact(flat, objects, layer, channel)
            lit = drawn(flat.page, layer, channel) > 0.2
            np.testing.assert_array_equal(lit, values > 0, f"{layer}, {channel}")
    shown_equals_api(flat, [{"object": "face", "row": 33, "col": 25}])
    flat.page.mouse.up()


def test_scores_and_links_of_the_flat_head(flat: Visit) -> None:
    page = flat.page
    answer = flat.server.activations("ludic", [FACE], "pool2")
    for output in answer["outputs"]:
        shown = page.locator(f"figure-panel [data-unit='{output['name']}'] .number")
        percent = int(shown.inner_text().strip("<>%"))
        assert percent == pytest.approx(100 * output["score"], abs=1.01)
    best = max(answer["outputs"], key=lambda output: output["score"])["name"]
    expect(page.locator("figure-panel .answer.right")).to_contain_text(f"✓ {best}")
    last = layout(page)["volumes"][-1]
    at = last["places"][0]
    cell = [at["x"] + 3.5 / 16 * last["width"], at["y"] + 3.5 / 16 * last["height"]]
    links = page.locator("figure-panel:not([hidden]) polyline.live")
    points = [
        [float(x) for x in part.split(",")]
        for part in str(links.first.get_attribute("points")).split()
    ]
    assert points[0] == pytest.approx(cell, abs=0.1), "from the face cell"
    assert points[-1] == pytest.approx(
        [layout(page)["columns"][-1]["places"][1][axis] for axis in ("x", "y")], abs=0.1
    ), "to the output face"


def test_a_flat_cell_can_be_hovered_pinned_and_moved_by_keys_and_a_slice_chosen(
    flat: Visit,
) -> None:
    page = flat.page
    box = page.locator("figure-panel:not([hidden]) .flat[role]").bounding_box()
    volume = layout(page)["volumes"][-1]
    at = volume["places"][0]
    assert box
    x = box["x"] + at["x"] + 3.5 / 16 * volume["width"]
    y = box["y"] + at["y"] + 3.5 / 16 * volume["height"]
    page.mouse.move(x, y)
    expect(page.locator("figure-panel .tip")).to_have_text("face (3, 3) = 1")
    page.mouse.click(x, y)
    expect(page.locator("microscope-panel [data-cell]")).to_contain_text("face")
    page.keyboard.press("ArrowDown")
    expect(page.locator("figure-panel .tip")).to_have_text("face (4, 3) = 0")
    page.keyboard.press("Escape")
    assert page.evaluate(f"() => {STORE}.get('pinnedCell')") is None
    page.mouse.click(box["x"] + at["x"] + 4, box["y"] + at["y"] + volume["height"] + 6)
    expect(page.locator("slices-panel [data-kernels]")).to_be_visible()
    assert violations(page) == []


def test_side_by_side_is_flat_too(flat: Visit) -> None:
    side_by_side(flat)
    flat.page.wait_for_function(
        "() => Number(document.querySelector('figure-panel[side]').dataset.seq) > 0"
    )
    answer = flat.server.activations("ludic-nopool", [FACE], "relu2")
    values = np.array(answer["layers"][0]["values"][0])
    lit = drawn(flat.page, "relu2", 0, "[side]")
    np.testing.assert_array_equal(lit > 0.2, values > 0)


def test_a_lost_context_falls_flat_and_a_restored_one_comes_back(visit: Visit) -> None:
    page = visit.page
    page.evaluate(f"() => {{ window.loss = {LOSS}; window.loss.loseContext(); }}")
    expect(page.locator("figure-panel flat-figure")).to_be_visible()
    drag(visit, (13, 13), (43, 35))
    visit.settle()
    moved = [{"object": "face", "row": 33, "col": 25}]
    np.testing.assert_array_equal(
        drawn(page, "pool2", 0) > 0.2, exact(visit, moved, "pool2", 0) > 0
    )
    page.mouse.up()
    page.evaluate("window.loss.restoreContext()")
    expect(page.locator("figure-panel flat-figure")).to_have_count(0)
    visit.settle()
    picture = page.locator("figure-panel:not([hidden]) canvas").screenshot()
    pixels = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).astype(int)
    assert ((pixels[..., 2] - pixels[..., 0]) > 40).sum() > 1000, "the blue volume is drawn"
    shown_equals_api(visit, moved)
    visit.messages.clear()


def test_a_wrong_flat_answer_is_marked_and_the_correct_output_ringed(flat: Visit) -> None:
    page = flat.page
    page.goto(f"{flat.server.url}/#screen=play&model=figure-corner&objects=face.40.40&lang=en")
    figure = page.locator("figure-panel:not([hidden])")
    expect(figure.locator(".answer.wrong")).to_contain_text("✗")
    expect(figure.locator(".output.should")).to_contain_text("should be face")
    ring = figure.locator("circle.correct")
    expect(ring).to_have_count(1)
    places = layout(page)["columns"][-1]["places"]
    assert float(ring.get_attribute("cy") or 0) == pytest.approx(places[1]["y"])
