"""The page, by real mouse, keys and touch; each number shown is compared with the API's."""

import io

import httpx2
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect
from safetensors.numpy import load

from tests.e2e.conftest import STARTED, Server, Visit, Windows, percent
from tests.e2e.laboratory import STORE, show

FACE = {"object": "face", "row": 3, "col": 3}


def shown_equals_api(visit: Visit, objects: list[dict[str, object]], model: str = "ludic") -> None:
    """Asserts that counts and scores on the page are the API's for this scene."""
    visit.settle()
    answer = visit.server.activations(model, objects, "pool1,pool2")
    expected = {
        f"{layer['name']}/{channel}": count
        for layer in answer["layers"]
        for channel, count in enumerate(layer["active"])
    }
    assert visit.counts() == expected
    scores = {output["name"]: round(output["score"], 3) for output in answer["outputs"]}
    assert visit.scores() == pytest.approx(scores, abs=0.00051)
    best = max(answer["outputs"], key=lambda output: output["score"])["name"]
    assert visit.page.locator("outputs-panel .prediction").inner_text() == best


def test_the_first_picture_is_a_face_in_a_corner_with_its_activations(visit: Visit) -> None:
    shown_equals_api(visit, [FACE])
    assert visit.counts()["pool1/0"] == 2
    assert visit.counts()["pool1/1"] == 1
    assert visit.counts()["pool2/0"] == 1
    assert visit.place() == "Face at row 3, col 3"


def test_the_canvas_shows_the_very_pixels_the_network_sees(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Human body").click()
    visit.settle()
    shown = visit.page.locator("scene-panel .board > canvas").evaluate(
        "(canvas) => [...canvas.getContext('2d').getImageData(0, 0, 64, 64).data]"
    )
    objects = visit.page.evaluate(
        "document.querySelector('scene-panel').context.store.get('scene').objects"
    )
    png = httpx2.post(f"{visit.server.url}/api/render", json={"scene": {"objects": objects}})
    seen = np.asarray(Image.open(io.BytesIO(png.content)).convert("RGB"))
    assert len(objects) == 6
    np.testing.assert_array_equal(np.reshape(shown, (64, 64, 4))[..., :3], seen)


def test_enlarged_objects_and_a_background_are_painted_as_the_network_sees_them(
    visit: Visit,
) -> None:
    page = visit.page
    page.get_by_role("button", name="Larger").click(click_count=2)
    assert visit.place() == "Face at row -17, col -17"
    page.get_by_role("combobox", name="Background").select_option("Colour")
    page.get_by_label("Colour of the background").fill("#336699")
    visit.settle()
    shown = page.locator("scene-panel .board > canvas").evaluate(
        "(canvas) => [...canvas.getContext('2d').getImageData(0, 0, 64, 64).data]"
    )
    scene = page.evaluate("document.querySelector('scene-panel').context.store.get('scene')")
    face = {"object": "face", "row": -17, "col": -17, "scale": 3}
    assert scene == {"objects": [face], "background": "#336699"}
    png = httpx2.post(f"{visit.server.url}/api/render", json={"scene": scene})
    seen = np.asarray(Image.open(io.BytesIO(png.content)).convert("RGB"))
    np.testing.assert_array_equal(np.reshape(shown, (64, 64, 4))[..., :3], seen)
    # The link follows a moment later.
    page.wait_for_function("() => location.hash.includes('objects=face.-17.-17.3')")
    page.wait_for_function("() => location.hash.includes('background=336699')")
    page.reload()
    visit.settle()
    assert (
        page.evaluate("document.querySelector('scene-panel').context.store.get('scene')") == scene
    )


def test_the_volumes_change_during_the_drag(visit: Visit) -> None:
    """The mouse button stays down to the end, so every change comes before its release."""
    page = visit.page
    figure = page.locator("figure-panel .stage > canvas")
    visit.settle()
    before = figure.screenshot()
    page.mouse.move(*visit.pixel(13, 13))
    page.mouse.down()
    for step in range(1, 31):
        page.mouse.move(*visit.pixel(13 + step, 13 + step))
    visit.settle()
    assert visit.place() == "Face at row 33, col 33"
    assert figure.screenshot() != before
    shown_equals_api(visit, [{"object": "face", "row": 33, "col": 33}])

    answered = [load(frame) for frame in visit.frames]
    cells = [tuple(np.argwhere(tensors["pool2"][0] > 0)[0]) for tensors in answered]
    assert len(set(cells)) >= 4, "the yellow face cell should have moved on through several places"
    assert cells[-1] == (10, 10), "the face's nose lies at (43, 43) px, 4 px a yellow cell"
    page.mouse.up()


def test_the_drawn_face_cell_follows_the_object(visit: Visit) -> None:
    """On the pixels of the figure, the magenta cell of the yellow face slice moves."""

    def magenta() -> np.ndarray:
        picture = visit.page.locator("figure-panel .stage > canvas").screenshot()
        pixels = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).astype(int)
        found = np.argwhere((pixels[..., 0] > 200) & (pixels[..., 2] > 200) & (pixels[..., 1] < 90))
        assert len(found), "no magenta cell is drawn"
        return found.mean(axis=0)

    visit.settle()
    first = magenta()
    visit.page.mouse.move(*visit.pixel(13, 13))
    visit.page.mouse.down()
    visit.page.mouse.move(*visit.pixel(50, 50), steps=5)
    visit.settle()
    row, col = magenta() - first
    visit.page.mouse.up()
    assert row > 20
    assert col > 20


def test_a_hovered_cell_shows_its_exact_value(visit: Visit) -> None:
    page = visit.page
    visit.settle()
    box = page.locator("figure-panel .stage > canvas").bounding_box()
    assert box
    at = page.evaluate(
        """() => {
          const { stage } = document.querySelector('figure-panel');
          const box = stage.layout.volumes.find(({ layer }) => layer.stage === 2);
          const middle = 3.5 / 16 - 0.5;
          return stage.project([box.x, -middle * box.height, middle * box.width]);
        }"""
    )
    page.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
    value = page.locator("cell-panel [data-value]")
    expect(value).to_have_text("1")
    panel = page.locator("cell-panel dl").inner_text()
    assert "Layer 2 (yellow)" in panel
    assert "face" in panel
    assert "row 3, col 3" in panel
    tip = page.locator("figure-panel .tip")
    expect(tip).to_have_text("face (3, 3) = 1")
    answer = visit.server.activations("ludic", [FACE], "pool2")
    assert answer["layers"][0]["values"][0][3][3] == 1.0


def test_arrow_keys_nudge_by_a_pixel_and_with_shift_by_a_lattice_step(visit: Visit) -> None:
    page = visit.page
    page.locator("scene-panel .board").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert visit.place() == "Face at row 5, col 4"
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    assert visit.place() == "Face at row 1, col 8"
    shown_equals_api(visit, [{"object": "face", "row": 1, "col": 8}])
    page.keyboard.press("Delete")
    expect(page.locator("outputs-panel .prediction")).to_have_text("nothing")
    shown_equals_api(visit, [])


def test_objects_can_be_added_by_click_and_drag_and_removed(visit: Visit) -> None:
    page = visit.page
    arm = page.get_by_role("button", name="Arm", exact=True)
    arm.click()
    expect(page.locator("scene-panel .line p")).to_contain_text("Arm")
    box = arm.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(*visit.pixel(40, 40), steps=8)
    assert visit.place() == "Arm at row 32, col 36", "it follows before it is let go"
    page.mouse.up()
    visit.settle()
    assert visit.counts()["pool2/1"] == 2, "two arms"
    page.get_by_role("button", name="Remove").click()
    visit.settle()
    assert visit.counts()["pool2/1"] == 1
    page.get_by_role("button", name="Clear").click()
    shown_equals_api(visit, [])


def test_an_object_dropped_outside_the_canvas_is_removed(visit: Visit) -> None:
    page = visit.page
    house = page.get_by_role("button", name="House").bounding_box()
    assert house
    for ending in ("drop outside", "Escape"):
        page.mouse.move(house["x"] + 20, house["y"] + 20)
        page.mouse.down()
        page.mouse.move(*visit.pixel(50, 50), steps=4)
        assert visit.place() == "House at row 41, col 40"
        if ending == "Escape":
            page.keyboard.press("Escape")
        else:
            page.mouse.move(house["x"] + 20, house["y"] + 20, steps=4)
        page.mouse.up()
        shown_equals_api(visit, [FACE])


def test_keys_do_not_move_an_object_that_a_pointer_holds(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("button", name="House").click()
    page.mouse.move(*visit.pixel(13, 13))
    page.mouse.down()
    page.keyboard.press("n")
    page.mouse.move(*visit.pixel(15, 14))
    assert visit.place() == "Face at row 5, col 4"
    page.mouse.up()


def test_camera_keys_work_after_the_spread_was_changed(visit: Visit) -> None:
    page = visit.page
    page.locator("figure-bar input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    camera = "document.querySelector('figure-panel').stage.camera.position.x"
    before = page.evaluate(camera)
    page.keyboard.press("e")
    assert page.evaluate(camera) != before
    page.get_by_label("Colour scale").focus()
    before = page.evaluate(camera)
    page.keyboard.press("w")
    assert page.evaluate(camera) == before, "letters in a list of choices choose there"


def test_zoom_never_loses_the_figure(visit: Visit) -> None:
    box = visit.page.locator("figure-panel .stage > canvas").bounding_box()
    assert box
    visit.page.mouse.move(box["x"] + 300, box["y"] + 300)
    distance = (
        "(({ camera, controls }) => camera.position.distanceTo(controls.target))"
        "(document.querySelector('figure-panel').stage)"
    )
    first = visit.page.evaluate(distance)
    for turn in (500, -500):
        for _ in range(40):
            visit.page.mouse.wheel(0, turn)
        visit.settle()
        assert first / 10 < visit.page.evaluate(distance) < first * 4


def test_the_figure_is_drawn_again_after_the_graphics_driver_was_lost(visit: Visit) -> None:
    visit.settle()
    page = visit.page
    page.evaluate(
        """async () => {
          const { stage } = document.querySelector('figure-panel');
          const loss = stage.renderer.getContext().getExtension('WEBGL_lose_context');
          loss.loseContext();
          await new Promise((resolve) => setTimeout(resolve, 100));
          loss.restoreContext();
          await new Promise((resolve) => setTimeout(resolve, 300));
        }"""
    )
    visit.settle()
    picture = page.locator("figure-panel .stage > canvas").screenshot()
    pixels = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).astype(int)
    assert ((pixels[..., 2] - pixels[..., 0]) > 40).sum() > 1000, "the blue volume is drawn"
    visit.messages.clear()


def test_each_press_on_a_digit_places_another_sample(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("button", name="Clear").click()
    three = page.get_by_role("button", name="3", exact=True)
    for _ in range(5):
        three.click()
    objects = page.evaluate(
        "document.querySelector('scene-panel').context.store.get('scene').objects"
    )
    hands = [placed["object"] for placed in objects]
    assert hands == [f"digit-3-{hand}" for hand in (1, 2, 3, 4, 1)]
    shown_equals_api(visit, objects)


def test_a_complete_body_is_classified_as_a_body(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Human body").click()
    expect(visit.page.locator("outputs-panel .prediction")).to_have_text("human body")


def test_a_digit_before_a_network_of_figures_offers_the_switch(visit: Visit) -> None:
    page = visit.page
    notice = page.locator("scene-mismatch [role=status]")
    groups = page.locator("palette-panel h3")
    expect(notice).to_be_empty()
    expect(groups).to_have_text(["Figures", "Handwritten digits", "Photographs"])
    page.get_by_role("button", name="3", exact=True).click()
    expect(notice).to_contain_text("Hand-made reads figures, not digits.")
    notice.get_by_role("button", name="Switch to Digits, everywhere and remove").click()
    expect(notice).to_be_empty()
    expect(groups).to_have_text(["Handwritten digits", "Figures", "Photographs"])
    scene = page.evaluate("document.querySelector('scene-panel').context.store.get('scene')")
    assert [placed["object"] for placed in scene["objects"]] == ["digit-3-1"]
    shown_equals_api(visit, scene["objects"], "digits-max-fc-everywhere")

    page.get_by_role("button", name="4", exact=True).click()
    expect(notice).to_contain_text("Digits, everywhere reads one digit at a time.")
    expect(page.locator("outputs-panel .judged")).to_have_count(0)
    notice.get_by_role("button", name="Keep only the 4").click()
    expect(notice).to_be_empty()
    expect(page.locator("outputs-panel .answer.right")).to_be_visible()
    # Each way out is one step, which undo takes back.
    page.keyboard.press("Control+z")
    expect(notice).to_contain_text("one digit at a time")
    for _ in range(2):
        page.keyboard.press("Control+z")
    expect(notice).to_contain_text("Hand-made reads figures")


def test_an_object_partly_off_the_canvas_is_named_and_can_be_moved_back(visit: Visit) -> None:
    page = visit.page
    notice = page.locator("scene-mismatch [role=status]")
    show(visit, "digits-max-fc-everywhere", ("digit-3-1", 20, 54))
    expect(notice).to_contain_text("Part of the 3 is off the canvas")
    notice.get_by_role("button", name="Move it back").click()
    expect(notice).to_be_empty()
    assert visit.place() == "3 at row 20, col 44"


def test_wrong_answers_say_what_they_should_be(visit: Visit) -> None:
    page = visit.page
    show(visit, "digits-max-fc-corner", ("digit-3-1", 40, 40))
    page.locator("outputs-panel .answer.wrong .judged").wait_for()
    expect(page.locator("outputs-panel .expected")).to_have_text("should be 3")
    answer = visit.server.activations(
        "digits-max-fc-corner", [{"object": "digit-3-1", "row": 40, "col": 40}], "pool2"
    )
    best = max(answer["outputs"], key=lambda output: output["score"])
    expect(page.locator("outputs-panel .prediction")).to_have_text(best["name"])
    expect(page.locator("outputs-panel .sure")).to_contain_text(f"{percent(best['score'])} sure")
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("outputs-panel .prediction")).to_have_text("Nothing to read")
    expect(page.locator("outputs-panel .judged")).to_have_count(0)


def test_another_network_keeps_the_scene(visit: Visit) -> None:
    visit.choose_network("Figures, everywhere")
    shown_equals_api(visit, [FACE], "figure-everywhere")
    visit.choose_network("Digits, one corner")
    shown = visit.page.evaluate(
        "document.querySelector('model-picker').context.store.get('model').id"
    )
    shown_equals_api(visit, [FACE], shown)
    assert "corner" in shown
    region = visit.page.locator("scene-panel .trained")
    box, canvas = (
        region.bounding_box(),
        visit.page.locator("scene-panel .board > canvas").bounding_box(),
    )
    assert box
    assert canvas
    # The face, 21 px wide, has its middle in a box of 8 px while it is within the region of 28 px.
    assert box["width"] / canvas["width"] == pytest.approx(8 / 64, abs=0.02)
    visit.page.get_by_label("Dotted: where it learned (the object's middle)").uncheck()
    expect(region).to_have_count(0)


def test_nothing_is_drawn_while_nothing_changes(visit: Visit) -> None:
    visit.settle()
    renders = "document.querySelector('figure-panel').dataset.renders"
    before = visit.page.evaluate(renders)
    visit.page.wait_for_timeout(1000)
    assert visit.page.evaluate(renders) == before


def test_each_frame_is_drawn_once(visit: Visit) -> None:
    """What changes the labels alone, as the scene does before its frame comes, draws nothing."""
    visit.settle()
    counts = """() => {
        const { renders, seq } = document.querySelector('figure-panel').dataset;
        return [Number(renders), Number(seq)];
    }"""
    renders, seq = visit.page.evaluate(counts)
    visit.page.mouse.move(*visit.pixel(10, 10))
    visit.page.mouse.down()
    for step in range(1, 6):
        visit.page.mouse.move(*visit.pixel(10 + step, 10))
        visit.settle()
    visit.page.mouse.up()
    drawn, frames = visit.page.evaluate(counts)
    assert frames - seq >= 5
    assert drawn - renders == frames - seq


def test_everything_comes_from_the_app_itself(visit: Visit) -> None:
    visit.settle()
    assert visit.requests
    assert all(url.startswith((visit.server.url, "data:")) for url in visit.requests)


def test_the_docs_page_needs_no_other_server(visit: Visit) -> None:
    visit.requests.clear()
    visit.page.goto(f"{visit.server.url}/docs")
    expect(visit.page.get_by_text("/api/models/{model}/activations")).to_be_visible()
    assert all(url.startswith((visit.server.url, "data:", "blob:")) for url in visit.requests)


def test_no_names_or_headings_overlap(visit: Visit) -> None:
    visit.settle()
    boxes = visit.page.evaluate(
        """() => [...document.querySelector('figure-panel').renderRoot.querySelectorAll('.heading')]
          .map((element) => element.getBoundingClientRect().toJSON())"""
    )
    assert len(boxes) == 4
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            apart_x = a["right"] <= b["left"] or b["right"] <= a["left"]
            apart_y = a["bottom"] <= b["top"] or b["bottom"] <= a["top"]
            assert apart_x or apart_y


def test_nothing_sticks_out_at_any_width(visit: Visit) -> None:
    page = visit.page
    for width, height in ((360, 740), (800, 700), (1280, 720), (2560, 1440)):
        page.set_viewport_size({"width": width, "height": height})
        # Opened at this width, not only brought to it.
        page.goto("about:blank")
        page.goto(f"{visit.server.url}/#screen=play&theme=dark")
        page.wait_for_function(STARTED)
        for theme in ("dark", "light"):
            page.evaluate(f"(theme) => {STORE}.set('theme', theme)", theme)
            visit.settle()
            assert page.evaluate("document.documentElement.scrollWidth") <= width, theme


def test_a_finger_drags_too(server: Server, windows: Windows) -> None:
    with windows.visit(
        server, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    ) as visit:
        touch = visit.finger()
        touch("touchStart", 13, 13)
        for step in range(1, 11):
            touch("touchMove", 13 + step, 13 + 2 * step)
        visit.settle()
        assert visit.place() == "Face at row 13, col 23"
        touch("touchEnd", 23, 33)
        shown_equals_api(visit, [{"object": "face", "row": 13, "col": 23}])
