"""Undo and redo, by keys and buttons; after each step the numbers are the API's."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.laboratory import STORE, unfold
from tests.e2e.test_page import FACE, shown_equals_api
from tests.e2e.test_pictures import scene_of


def drag(visit: Visit, start: tuple[int, int], end: tuple[int, int]) -> None:
    """A drag on the canvas, with a rest longer than a run of nudges."""
    mouse = visit.page.mouse
    mouse.move(*visit.pixel(*start))
    mouse.down()
    mouse.move(*visit.pixel((start[0] + end[0]) / 2, (start[1] + end[1]) / 2), steps=4)
    visit.page.wait_for_timeout(1100)
    mouse.move(*visit.pixel(*end), steps=4)
    mouse.up()


def test_a_drag_is_one_step_by_keys_and_by_buttons(visit: Visit) -> None:
    page = visit.page
    undo = page.get_by_role("button", name=re.compile("^Undo"))
    redo = page.get_by_role("button", name=re.compile("^Redo"))
    expect(undo).to_have_attribute("aria-disabled", "true")
    drag(visit, (10, 10), (30, 40))
    moved = {"object": "face", "row": 23, "col": 33}
    shown_equals_api(visit, [moved])
    expect(undo).to_have_accessible_name("Undo: moving")
    expect(undo).to_have_attribute("title", "Undo: moving (Ctrl+Z)")
    page.keyboard.press("Control+z")
    shown_equals_api(visit, [FACE])
    expect(page.locator("undo-bar [aria-live]")).to_have_text("Undone: moving")
    page.keyboard.press("Control+Shift+z")
    shown_equals_api(visit, [moved])
    undo.click()
    shown_equals_api(visit, [FACE])
    expect(undo).to_have_attribute("aria-disabled", "true")
    expect(redo).to_have_accessible_name("Redo: moving")
    page.keyboard.press("Control+y")
    shown_equals_api(visit, [moved])
    page.keyboard.press("Meta+z")
    shown_equals_api(visit, [FACE])
    # The buttons can be reached by keys, and keep the focus with nothing left to do.
    redo.focus()
    page.keyboard.press("Enter")
    shown_equals_api(visit, [moved])
    expect(redo).to_be_focused()
    expect(redo).to_have_attribute("aria-disabled", "true")


def test_every_change_to_the_scene_can_be_undone_step_by_step(visit: Visit) -> None:
    page = visit.page
    board = page.locator("scene-panel .board")
    scenes = [scene_of(visit)]

    def done() -> None:
        scenes.append(scene_of(visit))
        assert scenes[-1] != scenes[-2]

    page.locator("palette-panel .tile").nth(1).click()
    done()
    board.focus()
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    done()
    page.get_by_role("button", name="Pen", exact=True).click()
    for row in (40, 50):
        page.mouse.move(*visit.pixel(row, 20))
        page.mouse.down()
        page.mouse.move(*visit.pixel(row, 40), steps=4)
        page.mouse.up()
        done()
    page.get_by_role("button", name="Eraser", exact=True).click()
    page.mouse.move(*visit.pixel(35, 30))
    page.mouse.down()
    page.mouse.move(*visit.pixel(55, 30), steps=4)
    page.mouse.up()
    done()
    page.keyboard.press("Escape")
    page.locator("palette-panel .tile").first.hover()
    page.mouse.down()
    page.mouse.move(*visit.pixel(20, 50), steps=6)
    page.mouse.up()
    done()
    page.get_by_role("button", name="Remove").click()
    done()
    page.get_by_role("button", name="Clear").click()
    done()
    page.get_by_role("button", name="Human body").click()
    done()

    board.focus()
    for scene in scenes[-2::-1]:
        page.keyboard.press("Control+z")
        assert scene_of(visit) == scene
    page.keyboard.press("Control+z")
    assert scene_of(visit) == scenes[0]
    for scene in scenes[1:]:
        page.keyboard.press("Control+Shift+z")
        assert scene_of(visit) == scene
    visit.settle()
    answer = visit.server.activations("ludic", scenes[-1]["objects"], "pool1,pool2")
    scores = {output["name"]: output["score"] for output in answer["outputs"]}
    assert visit.scores() == pytest.approx(scores, abs=0.00051)


def test_a_change_of_network_can_be_undone_too(visit: Visit) -> None:
    page = visit.page
    visit.choose_network("Figures, everywhere")
    first = page.evaluate(f"{STORE}.get('model').id")
    page.get_by_role("button", name="Without pooling").click()
    page.wait_for_function(f"() => {STORE}.get('twinFrame')")
    page.keyboard.press("Control+z")
    assert page.evaluate(f"{STORE}.get('twin')") is None
    page.keyboard.press("Control+z")
    shown_equals_api(visit, [FACE])
    page.keyboard.press("Control+y")
    page.wait_for_function(f"() => {STORE}.get('frame')?.model === '{first}'")
    visit.settle()
    answer = visit.server.activations(first, [FACE], "pool1,pool2")
    scores = {output["name"]: output["score"] for output in answer["outputs"]}
    assert visit.scores() == pytest.approx(scores, abs=0.00051)


def test_a_text_field_keeps_its_own_undo(visit: Visit) -> None:
    page = visit.page
    drag(visit, (10, 10), (30, 40))
    page.get_by_role("tab", name="Consistency").click()
    unfold(visit)
    page.get_by_label("radius").fill("3")
    page.keyboard.press("Control+z")
    assert scene_of(visit)["objects"] != [FACE]
    # Nor does a key take away what a pointer holds.
    page.mouse.move(*visit.pixel(30, 40))
    page.mouse.down()
    page.mouse.move(*visit.pixel(40, 45), steps=3)
    held = scene_of(visit)
    page.locator("scene-panel .board").focus()
    page.keyboard.press("Control+z")
    assert scene_of(visit) == held
    page.mouse.up()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert scene_of(visit)["objects"] == [FACE]
