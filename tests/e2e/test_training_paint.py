"""The tab *Train* before a training: the region on the canvas, what is chosen, and the link."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Server, Visit, Windows
from tests.e2e.laboratory import LONG, STORE
from tests.e2e.test_pictures import scene_of

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
TRAIN = "#screen=play&lab=train"


@pytest.fixture
def train(server: Server, windows: Windows):
    """A visit whose tab *Train* is open, with the brush in hand."""
    with windows.visit(server, TRAIN) as visit:
        brush(visit.page, "Brush").wait_for()
        yield visit


def brush(page: Page, name: str) -> Locator:
    """One of the buttons that say what the pointer does on the canvas."""
    return page.get_by_role("group", name="On the canvas").get_by_role("button", name=name)


def painted(visit: Visit) -> set[tuple[int, int]]:
    """Row and col of each painted cell of 4 × 4 px."""
    cells = visit.page.evaluate(f"[...{STORE}.get('trainingForm').painted]")
    return {divmod(cell, 16) for cell in cells}


def block(top: int, left: int, bottom: int, right: int) -> set[tuple[int, int]]:
    """The cells of a box."""
    return {(row, col) for row in range(top, bottom) for col in range(left, right)}


def use(visit: Visit, preset: str, width: int = 20) -> None:
    """Begins with a region, with a brush of a width in px."""
    visit.page.locator(f"training-view [data-preset={preset}]").click()
    visit.page.get_by_role("button", name=f"{width} px", exact=True).click()


def stroke(visit: Visit, start: tuple[int, int], end: tuple[int, int]) -> None:
    """A fast stroke between two pixels of the canvas: one move."""
    mouse = visit.page.mouse
    mouse.move(*visit.pixel(*start))
    mouse.down()
    mouse.move(*visit.pixel(*end))
    mouse.up()


CORNER = block(0, 0, 7, 7)


def test_a_stroke_paints_all_that_the_brush_passes_and_moves_no_object(train: Visit) -> None:
    scene = scene_of(train)
    use(train, "corner", 12)
    # Over the face, to the right: cells 1 to 13 of row 2, with a cell on each side.
    stroke(train, (10, 6), (10, 54))
    assert painted(train) == CORNER | block(1, 0, 4, 15)
    assert scene_of(train) == scene
    brush(train.page, "Eraser").click()
    stroke(train, (10, 6), (10, 54))
    assert painted(train) == CORNER - block(1, 0, 4, 15)


def test_strokes_and_presets_are_steps_of_undo(train: Visit) -> None:
    use(train, "corner", 4)
    stroke(train, (62, 2), (62, 62))
    assert painted(train) == CORNER | block(15, 0, 16, 16)
    train.page.locator("[data-preset=everywhere]").click()
    train.page.keyboard.press("Control+z")
    assert painted(train) == CORNER | block(15, 0, 16, 16)
    train.page.keyboard.press("Control+z")
    assert painted(train) == CORNER
    train.page.keyboard.press("Control+Shift+z")
    assert painted(train) == CORNER | block(15, 0, 16, 16)


def test_a_finger_paints_and_scrolls_nothing_and_a_second_finger_does_not_count(
    server: Server, windows: Windows
) -> None:
    with windows.visit(server, TRAIN, **PHONE) as visit:
        brush(visit.page, "Brush").wait_for()
        use(visit, "corner", 4)
        scrolled = visit.page.evaluate("scrollY")
        session = visit.page.context.new_cdp_session(visit.page)

        def touch(kind: str, *places: tuple[int, int]) -> None:
            at = [visit.pixel(*place) for place in places]
            points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(at)]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        touch("touchStart", (42, 42))
        touch("touchStart", (42, 42), (62, 2))
        touch("touchMove", (58, 42), (62, 30))
        touch("touchEnd")
        assert painted(visit) == CORNER | block(10, 10, 15, 11)
        assert visit.page.evaluate("scrollY") == scrolled


def test_keys_move_the_brush_and_paint_and_say_what_they_did(train: Visit) -> None:
    page = train.page
    use(train, "corner", 4)
    board = page.locator("scene-panel .board")
    board.focus()
    said = page.locator("region-overlay [aria-live]")
    # From the middle, by one cell and by four.
    page.keyboard.press("ArrowRight")
    expect(said).to_have_text("Row 32, column 36: not painted")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Space")
    expect(said).to_have_text("Row 48, column 36: painted")
    assert painted(train) == CORNER | {(12, 9)}
    brush(page, "Eraser").click()
    board.focus()
    page.keyboard.press("Enter")
    assert painted(train) == CORNER
    # The number of places follows.
    expect(said).to_have_text("Digits (20 × 20 px) fit wholly inside at 81 places.")


def test_the_brush_comes_with_the_tab_and_goes_with_it_and_with_escape(train: Visit) -> None:
    page = train.page
    hint = page.locator("scene-panel #hint")
    expect(brush(page, "Brush")).to_have_attribute("aria-pressed", "true")
    expect(hint).to_contain_text("Space paints")
    page.keyboard.press("Escape")
    expect(brush(page, "Drag objects")).to_have_attribute("aria-pressed", "true")
    expect(hint).to_contain_text("Arrow keys move it by 1 px")
    stroke(train, (13, 13), (33, 33))
    assert scene_of(train)["objects"] == [{"object": "face", "row": 23, "col": 23}]
    assert painted(train) == CORNER
    brush(page, "Brush").click()
    page.get_by_role("tab", name="Sweep").click()
    expect(page.locator("region-overlay")).to_have_count(0)
    assert page.evaluate(f"{STORE}.get('brush')") is None
    # The pen of the drawing panel and the brush exclude each other.
    page.get_by_role("tab", name="Train").click()
    expect(brush(page, "Brush")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Pen", exact=True).click()
    expect(brush(page, "Drag objects")).to_have_attribute("aria-pressed", "true")
    brush(page, "Eraser").click()
    expect(page.get_by_role("button", name="Pen", exact=True)).to_have_attribute(
        "aria-pressed", "false"
    )


def test_too_few_places_are_said_and_nothing_can_be_trained(train: Visit) -> None:
    page = train.page
    button = page.locator("training-view [data-train]")
    places = page.locator("training-view [data-places]")
    expect(places).to_have_text("Digits (20 × 20 px) fit wholly inside at 81 places.")
    expect(button).to_be_enabled()
    use(train, "corner", 12)
    brush(page, "Eraser").click()
    stroke(train, (13, 13), (13, 14))
    expect(places).to_have_text(
        "Too small: a digit (20 × 20 px) fits wholly inside at 0 places, and training needs 4."
        " Paint more."
    )
    expect(button).to_be_disabled()
    expect(button).to_have_attribute("title", re.compile("Too small"))
    page.locator("[data-preset=centre]").click()
    expect(places).to_have_text("Digits (20 × 20 px) fit wholly inside at 169 places.")
    expect(button).to_be_enabled()


def test_a_number_out_of_its_bounds_is_named_and_nothing_can_be_trained(train: Visit) -> None:
    page = train.page
    page.locator("training-view summary").click()
    page.get_by_label("steps", exact=True).fill("5")
    page.keyboard.press("Tab")
    expect(page.locator("training-view .error")).to_have_text(
        re.compile("^steps: whole number from 10 to")
    )
    expect(page.locator("training-view [data-train]")).to_be_disabled()
    page.get_by_label("steps", exact=True).fill("50")
    page.keyboard.press("Tab")
    expect(page.locator("training-view .error")).to_have_count(0)
    expect(page.locator("training-view [data-train]")).to_be_enabled()


def test_the_link_opens_what_was_painted_and_chosen(train: Visit) -> None:
    page = train.page
    use(train, "corners")
    page.locator("training-view summary").click()
    page.get_by_label("head", exact=True).select_option("gap")
    page.get_by_label("seed", exact=True).fill("7")
    page.keyboard.press("Tab")
    region = "train=0.0.28.28~36.36.64.64&train-with=head.gap~seed.7"
    page.wait_for_url(re.compile(re.escape(region)))
    page.reload()
    brush(page, "Brush").wait_for()
    assert painted(train) == CORNER | block(9, 9, 16, 16)
    expect(page.locator("training-view summary")).to_contain_text("global average pooling")
    expect(page.locator("training-view summary")).to_contain_text("seed 7")
    link = page.locator("training-view [data-link]")
    expect(link).to_contain_text("not its result: Train makes it anew")
    page.locator("[data-preset=left]").click()
    expect(link).to_have_count(0)


def test_classes_of_the_visitor_s_own_are_trained_and_outlive_a_reload(train: Visit) -> None:
    page = train.page
    page.locator("training-view summary").click()
    page.get_by_label("objects", exact=True).select_option("own")
    expect(page.locator("training-view .error").first).to_have_text(
        "Own classes: from 2 to 10 are needed, each with a picture."
    )
    for _ in range(2):
        page.get_by_role("button", name="Add a class").click()
    first, second = page.locator("own-classes fieldset").all()
    first.locator("select").select_option("house")
    second.locator("[data-from-canvas]").click()
    expect(first.get_by_role("textbox")).to_have_value("house")
    expect(second.get_by_role("textbox")).to_have_value("face")
    # A picture file, larger than 48 px.
    with page.expect_file_chooser() as chooser:
        first.get_by_role("button", name="Picture…").click()
    chooser.value.set_files("static/preview.png")
    expect(first.locator(".picture")).to_have_count(2, timeout=LONG)
    # One with more pixels than the server takes, made smaller than the others.
    page.get_by_label("new pictures up to").select_option("16")
    large = io.BytesIO()
    Image.new("L", (4_500, 4_000), 255).save(large, "PNG")
    file = {"name": "large.png", "mimeType": "image/png", "buffer": large.getvalue()}
    first.locator("input[type=file]").set_input_files([file])
    expect(first.locator(".picture")).to_have_count(3, timeout=LONG)
    sides = first.locator("img").evaluate_all(
        "(all) => Promise.all(all.map((one) => one.decode().then(() => one.naturalWidth)))"
    )
    assert sides == [21, 48, 16]
    page.locator("[data-preset=everywhere]").click()
    page.wait_for_url(re.compile("train=0.0.64.64&train-with=data.own$"))
    page.reload()
    brush(page, "Brush").wait_for()
    page.locator("training-view summary").click()
    expect(page.locator("own-classes .picture")).to_have_count(4)
    page.get_by_label("steps", exact=True).fill("10")
    page.keyboard.press("Tab")
    page.locator("training-view [data-train]").click()
    page.wait_for_function(f"() => {STORE}.get('training')?.status === 'done'", timeout=LONG)
    outputs = page.evaluate(f"{STORE}.get('model').outputs")
    assert outputs == ["house", "face"]
