"""Links and reloads, also with invalid links; each number shown is compared with the API's."""

import base64
import re
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import STARTED, Server, Visit, Windows
from tests.e2e.laboratory import STORE, unfold
from tests.e2e.test_pictures import REFUSED, rgb, scene_of
from tests.scene.files import file

KEYS = (
    "scene",
    "selection",
    "view",
    "camera",
    "pinnedCell",
    "lab",
    "pinned",
    "sweepSettings",
    "overlay",
    "analysis",
    "locale",
    "theme",
)


def state(visit: Visit) -> dict[str, Any]:
    """The page's state that a link must reproduce; networks by their ids."""
    return visit.page.evaluate(
        f"""(keys) => {{
          const {{ state }} = {STORE};
          const {{ cell, ...selection }} = state.selection;
          const values = Object.fromEntries(keys.map((key) => [key, state[key]]));
          return {{ ...values, selection, model: state.model.id, twin: state.twin?.id ?? null }};
        }}""",
        list(KEYS),
    )


def wait_for_address(visit: Visit) -> str:
    """The page's URL, once it holds the newest state."""
    visit.page.wait_for_function(
        """async () => {
          const was = location.hash;
          await new Promise((resolve) => setTimeout(resolve, 900));
          return was === location.hash;
        }"""
    )
    return visit.page.url


def stroke(visit: Visit) -> None:
    """Draws with the pen and puts it away."""
    page = visit.page
    page.get_by_role("button", name="Pen", exact=True).click()
    for spot in ((40, 10), (50, 30), (45, 50)):
        page.mouse.move(*visit.pixel(*spot))
        page.mouse.down()
        page.mouse.move(*visit.pixel(spot[0] + 8, spot[1] + 6), steps=4)
        page.mouse.up()
    page.get_by_role("button", name="Pen", exact=True).click()


def set_up(visit: Visit) -> None:
    """Changes as much of the page's state as a visitor can by pressing controls."""
    page = visit.page
    page.get_by_role("button", name="Without pooling").click()
    stroke(visit)
    page.get_by_label("Spread").fill("0.7")
    page.get_by_label("Colour scale").select_option("layer")
    page.locator("[data-volume=pool1] [data-channel='3']").click(position={"x": 20, "y": 20})
    page.keyboard.press("w")
    page.keyboard.press("p")
    page.get_by_role("tab", name="Consistency").click()
    unfold(visit)
    page.get_by_label("radius").fill("5")
    page.get_by_role("tab", name="Pooling").click()
    canvas = page.locator("figure-panel").first.locator("canvas")
    box = canvas.bounding_box()
    assert box
    page.mouse.move(box["x"] + 300, box["y"] + 150)
    page.mouse.down()
    page.mouse.move(box["x"] + 330, box["y"] + 170, steps=4)
    page.mouse.up()
    page.mouse.move(5, 5)
    visit.settle()


def picture(visit: Visit, panel: str) -> np.ndarray:
    """A panel's pixels."""
    return rgb(visit.page.locator(panel).first.screenshot()).astype(int)


def texts(visit: Visit) -> dict[str, str]:
    """The texts of panels that request more than frames from the API."""
    expect(visit.page.locator("microscope-panel [data-cell]")).to_be_visible()
    expect(visit.page.locator("pooling-tab [data-fresh=true]")).to_be_visible()
    visit.settle()
    panels = ("microscope-panel", "pooling-tab", "slices-panel")
    return {panel: visit.page.locator(panel).inner_text() for panel in panels}


def shows_the_same(
    visit: Visit,
    was: dict[str, Any],
    numbers: Any,
    pictures: list[Any],
    shown: dict[str, str],
) -> None:
    """Asserts that state, numbers, pictures and texts equal the earlier ones."""
    visit.page.mouse.move(5, 5)
    visit.settle()
    now = state(visit)
    turn, before = now["camera"].pop("turn"), was["camera"].pop("turn")
    flat = [[*each["from"], each["zoom"], *each["pan"]] for each in (turn, before)]
    np.testing.assert_allclose(flat[0], flat[1], atol=1e-4)
    assert now == was
    assert (visit.counts(), visit.scores()) == numbers
    for panel, picture_before in zip(
        ("scene-panel .board > canvas", "figure-panel"), pictures, strict=True
    ):
        difference = np.abs(picture(visit, panel) - picture_before)
        assert difference.mean() < 0.5, panel
    was["camera"]["turn"] = before
    for panel, text in shown.items():
        expect(visit.page.locator(panel)).to_have_text(text, use_inner_text=True)


def test_a_visit_without_a_link_begins_with_the_face_in_ludic(visit: Visit) -> None:
    assert state(visit)["model"] == "ludic"
    assert scene_of(visit) == {"objects": [{"object": "face", "row": 3, "col": 3}]}
    assert wait_for_address(visit) == f"{visit.server.url}/#lang=en"


def test_reload_and_link_show_the_same(visit: Visit, browser: Browser) -> None:
    set_up(visit)
    url = wait_for_address(visit)
    was = state(visit)
    assert was["twin"] == "ludic-nopool"
    assert was["pinnedCell"]["layer"] == "pool1"
    assert was["pinned"] == was["scene"]
    assert len(was["scene"]["pictures"]) == 1
    assert was["camera"]["turn"]
    assert was["analysis"]["consistency"]["radius"] == 5
    numbers = visit.counts(), visit.scores()
    pictures = [picture(visit, "scene-panel .board > canvas"), picture(visit, "figure-panel")]
    shown = texts(visit)

    visit.page.reload()
    visit.page.wait_for_function(STARTED)
    shows_the_same(visit, was, numbers, pictures, shown)
    assert visit.page.url == url

    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    other = Visit(context.new_page(), visit.server)
    other.page.goto(url)
    other.page.wait_for_function(STARTED)
    shows_the_same(other, was, numbers, pictures, shown)
    context.close()


def test_tabs_that_a_link_opens_request_their_data_at_once(visit: Visit) -> None:
    page = visit.page
    page.goto("about:blank")
    page.goto(f"{visit.server.url}/#lab=evidence")
    page.locator("evidence-tab table").first.wait_for(state="attached")
    unfold(visit)
    expect(page.locator("evidence-tab table").first).to_be_visible()
    page.goto("about:blank")
    page.goto(f"{visit.server.url}/#lab=blind&objects=digit-3-1.30.30&blind=2~response")
    page.wait_for_function(STARTED)
    page.wait_for_function(f"() => {STORE}.get('volumes').length === 4", timeout=30_000)
    expect(page.locator("head-transplants-tab select").first).to_have_value("2")


def test_the_language_is_in_the_link_and_not_stored(visit: Visit) -> None:
    page = visit.page
    visit.open_menu()
    page.get_by_label("Language").select_option("zh-Hans")
    url = wait_for_address(visit)
    assert "lang=zh-Hans" in url
    page.reload()
    page.wait_for_function(STARTED)
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"
    page.goto(f"{visit.server.url}/#lang=en")
    page.wait_for_function("() => document.documentElement.lang === 'en'")
    # The visitor's stored choice belongs to another visit.
    page.goto("about:blank")
    page.goto(visit.server.url)
    page.wait_for_function(STARTED)
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"


def test_another_link_in_the_same_tab_and_the_way_back(visit: Visit) -> None:
    page = visit.page
    before = wait_for_address(visit)
    page.evaluate("location.hash = 'model=figure-corner&objects=arm.5.6~face.30.30&object=1'")
    page.wait_for_function(f"() => {STORE}.get('model').id === 'figure-corner'")
    visit.settle()
    assert visit.place() == "Face at row 30, col 30"
    placed = [{"object": "arm", "row": 5, "col": 6}, {"object": "face", "row": 30, "col": 30}]
    answer = visit.server.activations("figure-corner", placed, "pool1,pool2")
    assert visit.scores() == {o["name"]: round(o["score"], 3) for o in answer["outputs"]}
    expect(page.locator("notice-bar p")).to_have_count(0)
    page.go_back()
    page.wait_for_function(f"() => {STORE}.get('model').id === 'ludic'")
    visit.settle()
    assert visit.place() == "Face at row 3, col 3"
    assert wait_for_address(visit) == before
    page.go_forward()
    page.wait_for_function(f"() => {STORE}.get('model').id === 'figure-corner'")


def test_invalid_parts_of_a_link_are_reported_at_once_and_the_rest_is_shown(visit: Visit) -> None:
    page = visit.page
    attack = "%3Cimg src=x onerror=alert(1)%3E"
    page.goto("about:blank")
    page.goto(
        f"{visit.server.url}/#model={attack}&twin=ludic-nopool&objects=ghost.1.1~face.9.9"
        f"&cell=1.pool1.99.0.0&__proto__=1&lab=%E0%A4%A"
    )
    page.wait_for_function(STARTED)
    visit.settle()
    expect(page.locator("notice-bar p")).to_have_text(
        "Part of this link could not be read: expected no parameter “__proto__” · "
        "lab: expected percent-encoded UTF-8; got “lab=%E0%A4%A” · "
        "model: expected the id of a network that is here; got “<img src=x onerror=alert(1)>” · "
        "cell: expected a cell or unit of a network that is shown, as in 1.pool1.3.5.6; "
        "got “1.pool1.99.0.0” · "
        "objects: expected an object of the palette or picture of the link, and its place; "
        "got “ghost.1.1”"
    )
    assert page.locator("img[src=x]").count() == 0
    now = state(visit)
    assert (now["model"], now["twin"]) == ("ludic", "ludic-nopool")
    assert now["scene"] == {"objects": [{"object": "face", "row": 9, "col": 9}]}
    assert "ghost" not in wait_for_address(visit)


def test_pictures_too_large_for_a_link_survive_a_reload(visit: Visit, browser: Browser) -> None:
    page = visit.page
    noise = np.random.default_rng(0).integers(0, 256, (2, 64, 64, 3), np.uint8)
    for count, pixels in enumerate(noise, start=2):
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Picture…").click()
        content = file(Image.fromarray(pixels), "PNG")
        chooser.value.set_files({"name": "a.png", "mimeType": "image/png", "buffer": content})
        page.wait_for_function(f"() => {STORE}.get('scene').objects.length === {count}")
    was = scene_of(visit)
    assert len(was["pictures"]) == 2
    notice = page.locator("notice-bar p")
    expect(notice).to_have_text(re.compile("One picture is too large for a link"))
    url = wait_for_address(visit)
    assert len(url) < 32_768
    visit.settle()
    numbers = visit.counts(), visit.scores()

    page.reload()
    page.wait_for_function(STARTED)
    visit.settle()
    assert scene_of(visit) == was
    assert (visit.counts(), visit.scores()) == numbers
    expect(notice).to_have_count(0)

    # In another browser the link lacks the picture, and the page reports it.
    context = browser.new_context()
    other = Visit(context.new_page(), visit.server)
    other.page.goto(url)
    other.page.wait_for_function(STARTED)
    held = scene_of(other)["pictures"]
    assert len(held) == 1
    assert held.items() <= was["pictures"].items()
    expect(other.page.locator("notice-bar p")).to_contain_text(
        "expected a picture that fits in a link"
    )
    context.close()


def test_a_broken_picture_in_a_link_is_left_out(visit: Visit) -> None:
    """Its chunks are valid, so only a decoder can detect the damage."""
    page = visit.page
    png = page.evaluate(
        """() => {
          const crc = (bytes) => { let c = ~0; for (const b of bytes) { c ^= b;
            for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1; }
            return ~c >>> 0; };
          const be = (n) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
          const chunk = (kind, data) => { const body = [...new TextEncoder().encode(kind), ...data];
            return [...be(data.length), ...body, ...be(crc(body))]; };
          const bytes = [137, 80, 78, 71, 13, 10, 26, 10,
            ...chunk("IHDR", [...be(5), ...be(5), 8, 2, 0, 0, 0]),
            ...chunk("IDAT", [1, 2, 3, 4, 5, 6, 7, 8]), ...chunk("IEND", [])];
          return btoa(String.fromCharCode(...bytes));
        }"""
    )
    assert base64.b64decode(png)[:4] == b"\x89PNG"
    text = png.rstrip("=").replace("+", "-").replace("/", "_")
    page.evaluate(
        "(hash) => { location.hash = hash; }",
        f"objects=picture-x.1.1~face.20.20&pictures=picture-x.{text}",
    )
    expect(page.locator("notice-bar p")).to_contain_text("picture-x: expected a PNG")
    assert scene_of(visit)["objects"] == [{"object": "face", "row": 20, "col": 20}]
    visit.settle()
    assert "picture" not in wait_for_address(visit)
    # Chromium logs the server's refusal by itself.
    visit.messages[:] = [text for text in visit.messages if not REFUSED.search(text)]


def test_a_link_whose_picture_shows_nothing_says_so(windows: Windows, server: Server) -> None:
    # Black on clear: nothing of it shows on the canvas.
    picture = Image.new("RGBA", (9, 9))
    picture.paste((0, 0, 0, 255), (2, 2, 6, 6))
    png = base64.urlsafe_b64encode(file(picture, "PNG")).decode().rstrip("=")
    path = f"#screen=play&lang=en&objects=picture-1.5.5&pictures=picture-1.{png}"
    with windows.visit(server, path) as visit:
        notice = visit.page.locator("notice-bar")
        expect(notice).to_contain_text("A picture of this link shows nothing on the black canvas.")
