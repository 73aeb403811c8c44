"""The visitor's own pictures: from files, the clipboard and a drop; the pen and the eraser."""

import base64
import io
import re
from pathlib import Path
from typing import Any

import httpx2
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, expect
from safetensors.numpy import load

from tests.e2e.conftest import Server, Visit, Windows, free_port
from tests.scene.files import file, photo

PHOTO = photo(300, 400)
JPEG = file(PHOTO, "JPEG")
PNG = file(PHOTO, "PNG")
FITTED = (48, 64)
"""Rows and columns of the photo on the canvas."""

REFUSED = re.compile("Failed to load resource: .* 422")
"""Chromium's own log message when the server refuses a request."""


def scene_of(visit: Visit) -> dict[str, Any]:
    """The scene in the page."""
    return visit.page.evaluate("document.querySelector('scene-panel').context.store.get('scene')")


def rgb(png: bytes) -> np.ndarray:
    """The pixels of a picture."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def shown_is_what_the_network_sees(visit: Visit) -> np.ndarray:
    """The canvas's pixels `[64 64 3]`; asserts that they equal the API's for the page's scene.

    Counts and scores on the page are the API's too, and the figure's input is that of the last
    frame.
    """
    visit.settle()
    url = visit.page.locator("scene-panel .board > canvas").evaluate(
        "(canvas) => canvas.toDataURL()"
    )
    pixels = rgb(base64.b64decode(url.partition(",")[2]))
    wanted = {"scene": scene_of(visit)}
    png = httpx2.post(f"{visit.server.url}/api/render", json=wanted)
    seen = rgb(png.content)
    np.testing.assert_array_equal(pixels, seen)
    path = f"{visit.server.url}/api/models/ludic/activations?layers=pool1,pool2"
    answer = httpx2.post(path, json=wanted).json()
    assert visit.counts() == {
        f"{layer['name']}/{channel}": count
        for layer in answer["layers"]
        for channel, count in enumerate(layer["active"])
    }
    scores = {output["name"]: round(output["score"], 3) for output in answer["outputs"]}
    assert visit.scores() == pytest.approx(scores, abs=0.00051)
    frame = load(visit.frames[-1])["input"].transpose(1, 2, 0)
    np.testing.assert_array_equal(frame, seen)
    return pixels


def the_photo_is_placed(visit: Visit) -> None:
    """Asserts that the photo lies in the middle and is selected."""
    expect(visit.page.locator("scene-panel .line p")).to_contain_text("Picture")
    assert visit.place() == "Picture at row 8, col 0"
    (placed, png) = scene_of(visit)["objects"][-1], list(scene_of(visit)["pictures"].values())[-1]
    pixels = np.asarray(Image.open(io.BytesIO(base64.b64decode(png))))
    assert pixels.shape == (*FITTED, 4)
    shown = shown_is_what_the_network_sees(visit)
    np.testing.assert_array_equal(shown[8:56], pixels[..., :3])
    assert placed["object"] in scene_of(visit)["pictures"]


def choose(visit: Visit, content: bytes, name: str = "photo.jpg") -> None:
    """Chooses a file in the button's dialog."""
    with visit.page.expect_file_chooser() as chooser:
        visit.page.get_by_role("button", name="Picture…").click()
    chooser.value.set_files({"name": name, "mimeType": "", "buffer": content})


def draw(visit: Visit, *points: tuple[int, int]) -> None:
    """Draws a line with the mouse through pixels of the canvas."""
    page = visit.page
    page.mouse.move(*visit.pixel(*points[0]))
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*visit.pixel(*point), steps=4)
    page.mouse.up()


def test_a_chosen_picture_is_placed_and_dragged_like_any_object(visit: Visit) -> None:
    page = visit.page
    choose(visit, JPEG)
    the_photo_is_placed(visit)
    page.mouse.move(*visit.pixel(30, 30))
    page.mouse.down()
    page.mouse.move(*visit.pixel(45, 50), steps=8)
    assert visit.place() == "Picture at row 23, col 20"
    shown_is_what_the_network_sees(visit)
    page.mouse.up()
    page.keyboard.press("Shift+ArrowLeft")
    assert visit.place() == "Picture at row 23, col 16"
    page.keyboard.press("Delete")
    assert scene_of(visit) == {"objects": [{"object": "face", "row": 3, "col": 3}], "pictures": {}}
    shown_is_what_the_network_sees(visit)


def test_a_picture_is_copied_from_its_tile_by_click_and_by_drag(visit: Visit) -> None:
    page = visit.page
    choose(visit, file(photo(12, 10), "PNG"))
    expect(page.locator("scene-panel .line p")).to_contain_text("Picture")
    tile = page.get_by_role("button", name="copy of Picture 1")
    tile.click()
    box = tile.bounding_box()
    assert box
    page.mouse.move(box["x"] + 9, box["y"] + 9)
    page.mouse.down()
    page.mouse.move(*visit.pixel(50, 50), steps=6)
    assert visit.place() == "Picture at row 44, col 45"
    page.mouse.up()
    scene = scene_of(visit)
    assert [placed["object"] for placed in scene["objects"][1:]] == [*scene["pictures"]] * 3
    shown_is_what_the_network_sees(visit)
    page.get_by_role("button", name="Clear").click()
    expect(tile).to_have_count(0)


def test_a_picture_is_pasted(server: Server, browser: Browser) -> None:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
    )
    visit = Visit(context.new_page(), server)
    visit.open()
    visit.page.evaluate(
        """async (text) => {
          const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
          const blob = new Blob([bytes], { type: 'image/png' });
          await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
        }""",
        base64.b64encode(PNG).decode(),
    )
    visit.page.keyboard.press("Control+v")
    the_photo_is_placed(visit)
    visit.page.evaluate("navigator.clipboard.writeText('words')")
    before = scene_of(visit)
    visit.page.keyboard.press("Control+v")
    visit.page.wait_for_timeout(200)
    assert scene_of(visit) == before
    expect(visit.page.locator("notice-bar [role=alert]")).to_be_empty()
    context.close()
    assert visit.messages == []


def test_a_file_is_dropped_anywhere_and_the_target_is_seen_before(
    visit: Visit, tmp_path: Path
) -> None:
    page = visit.page
    (tmp_path / "photo.webp").write_bytes(file(PHOTO, "WEBP"))
    session = page.context.new_cdp_session(page)

    def drag(kind: str) -> None:
        data = {"items": [], "files": [str(tmp_path / "photo.webp")], "dragOperationsMask": 1}
        session.send("Input.dispatchDragEvent", {"type": kind, "x": 900, "y": 500, "data": data})

    target = page.get_by_text("Drop a picture")
    expect(target).to_have_count(0)
    drag("dragEnter")
    drag("dragOver")
    expect(target).to_be_visible()
    drag("dragCancel")
    expect(target).to_have_count(0)
    assert len(scene_of(visit)["objects"]) == 1
    drag("dragEnter")
    drag("dragOver")
    drag("drop")
    expect(target).to_have_count(0)
    the_photo_is_placed(visit)


INVALID = [
    ("notes.png", b"hello", "expected a PNG, JPEG or WebP file; got one that begins with"),
    ("half.jpg", JPEG[:900], "cut short or broken"),
    ("moving.gif", file(PHOTO, "GIF"), "expected a PNG, JPEG or WebP file"),
    # No browser reads it, so it cannot be scaled down before it is sent.
    ("large.png", PNG[:8] + bytes(5_000_000), "expected at most 5 MB"),
]


def test_an_invalid_picture_is_reported_and_the_scene_stays(visit: Visit) -> None:
    page = visit.page
    before = scene_of(visit)
    for name, content, message in INVALID:
        choose(visit, content, name)
        alert = page.get_by_role("alert").filter(has_text=name)
        expect(alert).to_contain_text(message)
        expect(alert).to_be_in_viewport()
        assert scene_of(visit) == before, name
        shown_is_what_the_network_sees(visit)
        page.get_by_role("button", name="Dismiss").click()
        expect(alert).to_have_count(0)
        choose(visit, content, name)
        expect(alert).to_be_visible()
    choose(visit, JPEG)
    the_photo_is_placed(visit)
    expect(page.get_by_role("alert").filter(has_text="was not placed")).to_have_count(0)
    visit.messages[:] = [text for text in visit.messages if not REFUSED.search(text)]


def test_one_bad_file_does_not_end_a_batch(visit: Visit) -> None:
    with visit.page.expect_file_chooser() as chooser:
        visit.page.get_by_role("button", name="Picture…").click()
    names = {"notes.txt": b"hello", "photo.png": PNG, "half.jpg": JPEG[:900]}
    chooser.value.set_files(
        [{"name": name, "mimeType": "", "buffer": content} for name, content in names.items()]
    )
    alert = visit.page.get_by_role("alert").filter(has_text="half.jpg")
    expect(alert).to_contain_text("notes.txt was not placed: expected a PNG, JPEG or WebP file")
    expect(alert).not_to_contain_text("photo.png")
    the_photo_is_placed(visit)
    visit.messages[:] = [text for text in visit.messages if not REFUSED.search(text)]


def test_a_file_is_as_large_as_the_server_takes(browser: Browser) -> None:
    server = Server(free_port(), settings={"SHIFTSCOPE_PICTURE_LIMIT": "2000"})
    server.start()
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    visit = Visit(context.new_page(), server)
    try:
        visit.open()
        sent: list[str] = []
        visit.page.on("request", lambda request: sent.append(request.url))
        alert = visit.page.get_by_role("alert").filter(has_text="photo.jpg")
        choose(visit, PNG[:2001])
        expect(alert).to_contain_text("expected at most 2 kB")
        assert not [url for url in sent if url.endswith("/api/pictures")]
        # The server checks a file that is small enough.
        with visit.page.expect_response("**/api/pictures"):
            choose(visit, PNG[:2000])
        expect(alert).to_contain_text("cut short or broken")
    finally:
        context.close()
        server.stop()


DATA = Path(__file__).parents[1] / "data" / "pictures"


@pytest.mark.parametrize("name", ["alpha110-20x20", "gama-1.0", "apng-hidden-default"])
def test_a_picture_of_a_link_is_drawn_as_the_network_gets_it(
    server: Server, windows: Windows, name: str
) -> None:
    """Files that browsers decode in another way than the server."""
    png = base64.urlsafe_b64encode((DATA / f"{name}.png").read_bytes()).decode().rstrip("=")
    link = f"#objects=face.20.20~picture-a.22.22&pictures=picture-a.{png}&lang=en"
    with windows.visit(server, link) as visit:
        shown_is_what_the_network_sees(visit)


def test_a_picture_that_shows_nothing_is_put_on_white_on_request(visit: Visit) -> None:
    page = visit.page
    choose(visit, (DATA / "black-on-clear.png").read_bytes(), "signs.png")
    alert = page.get_by_role("alert").filter(has_text="signs.png would show nothing")
    expect(alert).to_be_visible()
    assert len(scene_of(visit)["objects"]) == 1
    expect(alert.get_by_role("button", name="Invert it")).to_be_visible()
    alert.get_by_role("button", name="Put it on white").click()
    expect(page.locator("scene-panel .line p")).to_contain_text("Picture")
    expect(alert).to_have_count(0)
    pixels = shown_is_what_the_network_sees(visit)
    assert (pixels[12, 12:52] == 255).all()


def test_the_network_responds_while_the_user_draws(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("button", name="Pen", exact=True).click()
    page.get_by_role("button", name="Clear").click()
    # An emptied canvas is one to draw on.
    expect(page.get_by_role("button", name="Pen", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    page.locator("scene-panel .board").scroll_into_view_if_needed()
    visit.settle()
    figure = page.locator("figure-panel .stage > canvas")
    before, frames = figure.screenshot(), len(visit.frames)
    page.mouse.move(*visit.pixel(20, 10))
    page.mouse.down()
    for col in range(11, 41):
        page.mouse.move(*visit.pixel(20, col))
    pixels = shown_is_what_the_network_sees(visit)
    assert np.argwhere(pixels.any(2)).tolist() == [[20, col] for col in range(10, 41)]
    assert (pixels[20, 10:41] == 255).all(), "white ink"
    assert figure.screenshot() != before, "before it is let go"
    inked = [int((load(frame)["input"].max(0) > 0).sum()) for frame in visit.frames[frames:]]
    assert inked == sorted(inked)
    assert len(set(inked)) >= 4, "the line should have grown from frame to frame"
    page.mouse.up()


def test_a_drawing_becomes_an_object_when_the_pen_is_put_away(visit: Visit) -> None:
    page = visit.page
    pen = page.get_by_role("button", name="Pen", exact=True)
    pen.click()
    expect(pen).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="red", exact=True).click()
    page.get_by_role("button", name="3 px").click()
    draw(visit, (40, 20), (40, 30))
    page.get_by_role("button", name="cyan").click()
    page.get_by_role("button", name="1 px").click()
    draw(visit, (50, 25))
    assert visit.place() == "Drawing at row 39, col 19"
    page.keyboard.press("Escape")
    expect(pen).to_have_attribute("aria-pressed", "false")
    assert len(scene_of(visit)["objects"]) == 2, "both lines are one object"
    pixels = shown_is_what_the_network_sees(visit)
    assert (pixels[39:42, 19:32] == (255, 0, 0)).all()
    assert pixels[50, 25].tolist() == [0, 255, 255]
    draw(visit, (40, 25), (45, 30))
    assert visit.place() == "Drawing at row 44, col 24", "now a pointer drags it"
    moved = shown_is_what_the_network_sees(visit)
    np.testing.assert_array_equal(moved[44:57, 24:37], pixels[39:52, 19:32])
    pen.click()
    draw(visit, (60, 2), (60, 5))
    pen.click()
    assert len(scene_of(visit)["objects"]) == 3, "the next one is another drawing"
    page.get_by_role("button", name="Remove").click()
    assert len(scene_of(visit)["pictures"]) == 1
    shown_is_what_the_network_sees(visit)


def test_a_pen_that_draws_nothing_leaves_nothing(visit: Visit) -> None:
    before = scene_of(visit)
    pen = visit.page.get_by_role("button", name="Pen", exact=True)
    pen.click()
    visit.page.locator("scene-panel .board").focus()
    for key in ("ArrowRight", "Delete", "n"):
        visit.page.keyboard.press(key)
    pen.click()
    assert scene_of(visit) == before, "keys rest while the pen is out"


def test_the_eraser_removes_only_what_was_drawn(visit: Visit) -> None:
    page = visit.page
    eraser = page.get_by_role("button", name="Eraser")
    expect(eraser).to_be_disabled()
    choose(visit, file(photo(10, 10), "PNG"))
    expect(page.locator("scene-panel .line p")).to_contain_text("Picture")
    expect(eraser).to_be_disabled()
    page.get_by_role("button", name="Pen", exact=True).click()
    draw(visit, (30, 5), (30, 60))
    before = shown_is_what_the_network_sees(visit)
    assert before[30, 5:61].all()
    eraser.click()
    expect(page.get_by_role("button", name="red", exact=True)).to_have_count(0)
    draw(visit, (10, 10), (30, 32), (30, 50))
    after = shown_is_what_the_network_sees(visit)
    gone = np.argwhere((before != after).any(2))
    assert len(gone) > 10
    assert (gone[:, 0] == 30).all(), "the face and the picture are as they were"
    assert after[30, 51:61].all()
    page.get_by_role("button", name="5 px").click()
    draw(visit, (30, 0), (30, 63))
    page.keyboard.press("Escape")
    scene = scene_of(visit)
    assert [placed["object"] for placed in scene["objects"]] == ["face", *scene["pictures"]]
    expect(eraser).to_be_disabled()
    shown_is_what_the_network_sees(visit)


def test_a_scene_that_is_full_says_so(visit: Visit) -> None:
    page = visit.page
    for index in range(4):
        choose(visit, file(photo(6, 6, seed=index), "PNG"))
        expect(page.get_by_role("button", name=f"copy of Picture {index + 1}")).to_be_visible()
    expect(page.get_by_role("button", name="Pen", exact=True)).to_be_disabled()
    expect(page.get_by_role("button", name="Picture…")).to_be_disabled()
    expect(page.locator("drawing-panel .quiet")).to_contain_text("4 pictures at most")
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("button", name="Pen", exact=True)).to_be_enabled()


@pytest.mark.parametrize("pointer", ["finger", "pen"])
def test_a_finger_and_a_pen_draw_too(server: Server, windows: Windows, pointer: str) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    with windows.visit(server, **phone) as visit:
        visit.page.get_by_role("button", name="Pen", exact=True).tap()
        session = visit.page.context.new_cdp_session(visit.page)

        def finger(kind: str, row: float, col: float) -> None:
            x, y = visit.pixel(row, col)
            points = [] if kind == "Released" else [{"x": x, "y": y}]
            name = {"Pressed": "touchStart", "Moved": "touchMove", "Released": "touchEnd"}[kind]
            session.send("Input.dispatchTouchEvent", {"type": name, "touchPoints": points})

        def pen(kind: str, row: float, col: float) -> None:
            x, y = visit.pixel(row, col)
            event = {"type": f"mouse{kind}", "x": x, "y": y, "button": "left", "pointerType": "pen"}
            session.send("Input.dispatchMouseEvent", {**event, "buttons": 1, "clickCount": 1})

        move = finger if pointer == "finger" else pen
        move("Pressed", 45, 20)
        for col in range(21, 41):
            move("Moved", 45, col)
        pixels = shown_is_what_the_network_sees(visit)
        move("Released", 45, 40)
        assert visit.place() == "Drawing at row 45, col 20"
        assert pixels[45, 20:41].all()
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
