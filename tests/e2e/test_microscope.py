"""The microscope and the grid of slices; each number shown is compared with the API's."""

import re
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.conftest import Server, Visit
from tests.e2e.laboratory import STORE

FACE = {"object": "face", "row": 3, "col": 3}


def explained(visit: Visit, model: str = "ludic", **cell: Any) -> dict[str, Any]:
    """The API's explanation of a cell in the page's scene."""
    objects = visit.page.evaluate(f"{STORE}.get('scene').objects")
    response = httpx2.post(
        f"{visit.server.url}/api/models/{model}/cell",
        json={"scene": {"objects": objects}, **cell},
    )
    assert response.status_code == 200, response.text
    return response.json()


def look_up(answer: Any, path: str) -> float:
    """The number at a dotted path in a response."""
    for part in path.split("."):
        answer = answer[int(part)] if isinstance(answer, list) else answer[part]
    return float(answer)


def numbers(panel: Locator) -> list[tuple[str, str, str]]:
    """Every number of a panel: its path in the API's response, its exact value, its text."""
    return panel.evaluate(
        """(panel) => [...panel.shadowRoot.querySelectorAll('[data-number]')].map((shown) => [
          shown.dataset.number,
          shown.dataset.exact,
          shown instanceof SVGElement ? shown.textContent.split(': ').at(-1) : shown.textContent,
        ])"""
    )


def shown_equals_api(panel: Locator, answer: dict[str, Any], at_least: int) -> None:
    """Asserts that each number of the panel is the API's, exact in its title, near in its text.

    The headline's value has three digits.
    """
    shown = numbers(panel)
    assert len(shown) >= at_least
    for path, exact, text in shown:
        expected = look_up(answer, path)
        assert float(exact) == expected, path
        assert float(text) == pytest.approx(
            expected, rel=5e-3 if path == "value" else 1e-5, abs=1e-12
        ), path


def pin(visit: Visit, **cell: Any) -> None:
    """Pins a cell in the store, as a click in the figure does, and waits for its explanation."""
    visit.page.evaluate(f"(cell) => {STORE}.set('pinnedCell', cell)", {"side": "model", **cell})
    settled(visit)


def settled(visit: Visit) -> None:
    """Waits until the explanation is that of the pinned cell in the page's scene."""
    visit.page.wait_for_function(
        f"""() => {{
          const {{ explained, pinnedCell, scene }} = {STORE}.state;
          return explained?.scene === scene && explained.response !== null
            && JSON.stringify(explained.pin) === JSON.stringify(pinnedCell);
        }}"""
    )


def pinned(visit: Visit) -> dict[str, Any]:
    """The pinned cell, without its side."""
    found = visit.page.evaluate(f"{STORE}.get('pinnedCell')")
    return {key: value for key, value in found.items() if key != "side"}


def test_a_face_is_explained_by_keyboard_from_the_slices(visit: Visit) -> None:
    page, panel = visit.page, visit.page.locator("microscope-panel")
    visit.settle()
    page.locator("slices-panel [data-volume=pool2] [data-channel='1']").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    settled(visit)
    face = {"layer": "pool2", "channel": 0, "row": 3, "col": 3}
    assert pinned(visit) == face
    expect(panel.locator("[data-cell]")).to_have_text("face (3, 3)")
    shown_equals_api(panel, explained(visit, **face), 3 * 25 * 3)
    titles = panel.locator("h3").all_inner_texts()
    assert [title.split()[0] for title in titles] == ["conv2", "relu2", "pool2"]

    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    settled(visit)
    beside = {**face, "row": 4, "col": 4}
    assert pinned(visit) == beside
    shown_equals_api(panel, explained(visit, **beside), 3 * 25 * 3)


def test_keys_step_to_the_input_and_back_to_the_output(visit: Visit) -> None:
    page, panel = visit.page, visit.page.locator("microscope-panel")
    face = {"layer": "pool2", "channel": 0, "row": 3, "col": 3}
    pin(visit, **face)
    answer = explained(visit, **face)
    page.keyboard.press(",")
    settled(visit)
    eye = answer["source"]
    assert pinned(visit) == {"layer": "pool1", **eye["place"]}
    shown_equals_api(panel, explained(visit, layer="pool1", **eye["place"]), 3 * 25 * 3)
    page.keyboard.press(".")
    settled(visit)
    assert pinned(visit) == face
    for _ in range(2):
        panel.locator("[data-way=user]").click()
        settled(visit)
    assert pinned(visit)["layer"] == "fc2"
    expect(panel.locator("[data-way=user]")).to_be_disabled()
    shown_equals_api(panel, explained(visit, **pinned(visit)), 5)
    page.keyboard.press("Escape")
    assert page.evaluate(f"{STORE}.get('pinnedCell')") is None


@pytest.mark.parametrize(
    ("model", "cell"),
    [
        ("digits-blur-gap", {"layer": "pool2", "channel": 3, "row": 0, "col": 15}),
        ("digits-aps-gap", {"layer": "pool1", "channel": 2, "row": 5, "col": 5}),
        ("digits-avg-gap", {"layer": "global", "unit": 3}),
        ("digits-max-gmp-everywhere", {"layer": "global", "unit": 5}),
        ("digits-max-fc-everywhere", {"layer": "relu3", "unit": 1}),
        ("figure-everywhere", {"layer": "pool2", "channel": 2, "row": 0, "col": 3}),
        ("figure-everywhere", {"layer": "input", "channel": 0, "row": 10, "col": 10}),
    ],
)
def test_every_number_of_every_form_is_the_apis(
    visit: Visit, model: str, cell: dict[str, Any]
) -> None:
    page, panel = visit.page, visit.page.locator("microscope-panel")
    page.evaluate(
        """(name) => {
          const { store, cards } = document.querySelector('scene-panel').context;
          store.set('frame', null);
          store.set('model', cards.find(({ id }) => id === name));
          store.set('scene', { objects: [{ object: 'digit-3-1', row: 1, col: 4 }] });
        }""",
        model,
    )
    pin(visit, **cell)
    answer = explained(visit, model, **cell)
    shown_equals_api(panel, answer, 2)
    shown = {path for path, _, _ in numbers(panel)}
    assert {f"steps.{number}.value" for number in range(len(answer["steps"]))} <= shown
    # One button opens all lists; a short list has none.
    if answer["steps"]:
        panel.get_by_role("button", name="All steps at once").click()
    if panel.locator(".more").count():
        panel.locator(".more").first.click()
    shown_equals_api(panel, answer, 2)
    # Opened lists show every product of every slice.
    paths = [path for path, _, _ in numbers(panel)]
    for name, depth, part in (("products", 3, ""), ("top", 1, r"\.contribution")):
        there = sum(size(step["how"].get(name, []), depth) for step in answer["steps"])
        pattern = rf"\.{name}(\.\d+){{{depth}}}{part}$"
        assert sum(bool(re.search(pattern, path)) for path in paths) == there


def size(nested: list[Any], depth: int) -> int:
    """The number of items in a list nested to this depth."""
    return len(nested) if depth == 1 else sum(size(inner, depth - 1) for inner in nested)


def test_squares_can_be_read_and_chosen_by_keys(visit: Visit) -> None:
    page, panel = visit.page, visit.page.locator("microscope-panel")
    face = {"layer": "pool2", "channel": 0, "row": 3, "col": 3}
    pin(visit, **face)
    # From the cell back: pooling, ReLU, convolution.
    how = explained(visit, **face)["steps"][2]["how"]
    row, col = how["strongest"]["row"], how["strongest"]["col"]
    assert (how["rows"][0], how["cols"][0]) == (row, col), "the eye lies under the first square"
    panel.locator("[data-phase=products]").click()
    panel.locator("[data-step=conv2] [data-slice='0'] .grid").first.focus()
    page.keyboard.press("ArrowRight")
    readout = panel.locator("[data-step=conv2] .readout")
    expect(readout).to_have_text(f"eye, row {row}, col {col}: 1 × 1 = 1")
    page.keyboard.press("ArrowRight")
    expect(readout).to_have_text(f"eye, row {row}, col {col + 1}: 0 × 0 = 0")
    page.keyboard.press("Enter")
    settled(visit)
    assert pinned(visit) == {"layer": "pool1", "channel": 0, "row": row, "col": col + 1}


def test_the_arithmetic_plays_once_with_time_to_read_each_step(visit: Visit) -> None:
    page, panel = visit.page, visit.page.locator("microscope-panel")
    face = {"layer": "pool2", "channel": 0, "row": 3, "col": 3}
    page.evaluate(
        """async () => {
          await customElements.whenDefined('microscope-panel');
          const panel = document.querySelector('microscope-panel');
          window.played = [];
          panel.playback.changed = () => {
            const { phase, tick } = panel.playback;
            const name = phase?.name ?? '';
            if (window.played.at(-1) !== name) window.played.push(name);
            panel.requestUpdate();
          };
        }"""
    )
    pin(visit, **face)
    expect(panel.locator("[data-phase=window]")).to_have_attribute("aria-current", "step")
    expect(panel.locator(".says:visible")).to_contain_text("The filter (kernel 5 × 5) lies over")
    page.wait_for_timeout(3000)
    assert page.evaluate("played") == ["window"]
    expect(panel.locator("[data-phase=pool]")).to_have_attribute(
        "aria-current", "step", timeout=30_000
    )
    assert page.evaluate("played") == ["window", "products", "sum", "relu", "pool"]
    expect(panel.get_by_role("button", name="Play the steps")).to_be_visible()
    expect(panel.locator(".step:visible")).to_have_count(1)
    expect(panel.locator("[data-step=pool2]")).to_be_visible()
    # Every result on the buttons is the API's, to three digits.
    steps = {step["layer"]: step for step in explained(visit, **face)["steps"]}
    results = {
        "products": steps["conv2"]["how"]["sum"],
        "sum": steps["conv2"]["value"],
        "relu": steps["relu2"]["value"],
        "pool": steps["pool2"]["value"],
    }
    for phase, result in results.items():
        button = panel.locator(f"[data-phase={phase}]")
        assert float(button.locator(".number").inner_text()) == pytest.approx(result, rel=5e-3)
        button.click()
        # The phase's sentence ends with it, and its numbers are the API's.
        made = panel.locator(".says:visible .number").last
        assert float(made.inner_text()) == pytest.approx(result, rel=1e-5)
    panel.get_by_role("button", name="All steps at once").click()
    expect(panel.locator(".step:visible")).to_have_count(3)


def test_what_plays_by_itself_stops_for_the_reader(visit: Visit) -> None:
    page, panel = visit.page, visit.page.locator("microscope-panel")
    face = {"layer": "pool2", "channel": 0, "row": 3, "col": 3}
    pin(visit, **face)
    panel.locator(".says").hover()
    expect(panel.get_by_role("button", name="Play the steps")).to_be_visible()
    page.wait_for_timeout(5000)
    kernel, products = (panel.locator(f"[data-phase={name}]") for name in ("window", "products"))
    expect(kernel).to_have_attribute("aria-current", "step")
    panel.get_by_role("button", name="Next step: Products").click()
    expect(products).to_have_attribute("aria-current", "step")
    page.wait_for_timeout(5000)
    expect(products).to_have_attribute("aria-current", "step")
    # Asked to, it plays on under the pointer.
    panel.get_by_role("button", name="Play the steps").click()
    expect(panel.locator("[data-phase=sum]")).to_have_attribute("aria-current", "step")
    expect(panel.locator("[data-phase=relu]")).to_have_attribute(
        "aria-current", "step", timeout=10_000
    )


def test_on_a_phone_the_steps_wait_for_the_reader(server: Server, browser: Browser) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True
    )
    visit = Visit(context.new_page(), server)
    visit.open()
    pin(visit, layer="pool2", channel=0, row=3, col=3)
    panel = visit.page.locator("microscope-panel")
    visit.page.wait_for_timeout(6000)
    expect(panel.locator("[data-phase=window]")).to_have_attribute("aria-current", "step")
    for name in ("Products", "+ bias", "ReLU", "Pooling"):
        panel.get_by_role("button", name=f"Next step: {name}").tap()
    expect(panel.locator("[data-phase=pool]")).to_have_attribute("aria-current", "step")
    expect(panel.locator(".next")).to_be_hidden()
    expect(panel.locator("[data-way=source]")).to_contain_text("Back to layer 1")
    panel.locator("[data-way=source]").tap()
    expect(panel.locator(".what")).to_contain_text("Layer 1 (green)")
    expect(panel.locator("[data-way=user]")).to_contain_text("On to layer 2")
    context.close()


def test_with_reduced_motion_all_steps_stand_there_at_once(
    server: Server, browser: Browser
) -> None:
    context = browser.new_context(reduced_motion="reduce")
    visit = Visit(context.new_page(), server)
    visit.open()
    pin(visit, layer="pool2", channel=0, row=3, col=3)
    panel = visit.page.locator("microscope-panel")
    expect(panel.locator(".step:visible")).to_have_count(3)
    visit.page.wait_for_timeout(500)
    expect(panel.locator("[aria-current]")).to_have_count(0)
    context.close()


def test_the_focus_goes_into_the_microscope_by_keys_and_returns(visit: Visit) -> None:
    page = visit.page
    canvas = page.locator("figure-panel:not([hidden]) canvas")
    dialog = page.get_by_role("dialog", name="Microscope")
    canvas.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(dialog).to_be_focused()
    was = pinned(visit)
    page.keyboard.press("ArrowDown")
    assert pinned(visit) == was | {"row": was["row"] + 1}
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(canvas).to_be_focused()
    # A press by mouse leaves the focus where it is.
    page.evaluate("() => dispatchEvent(new PointerEvent('pointerdown'))")
    pin(visit, **was)
    page.mouse.move(5, 5)
    expect(canvas).to_be_focused()
    page.get_by_role("button", name="Close the microscope").click()
    expect(dialog).to_have_count(0)


def test_the_explanation_follows_a_drag(visit: Visit) -> None:
    page, panel = visit.page, visit.page.locator("microscope-panel")
    cell = {"layer": "pool2", "channel": 0, "row": 3, "col": 3}
    pin(visit, **cell)
    assert explained(visit, **cell)["value"] == 1
    page.mouse.move(*visit.pixel(13, 13))
    page.mouse.down()
    for step in range(1, 21):
        page.mouse.move(*visit.pixel(13 + step, 13))
    settled(visit)
    answer = explained(visit, **cell)
    assert answer["value"] == 0
    shown_equals_api(panel, answer, 3 * 25 * 3)
    page.mouse.up()


def test_a_chosen_slice_shows_its_kernels_and_a_pressed_cell_is_pinned(visit: Visit) -> None:
    page, slices = visit.page, visit.page.locator("slices-panel")
    visit.settle()
    tile = slices.locator("[data-volume=pool1] [data-channel='1']")
    tile.scroll_into_view_if_needed()
    box = tile.bounding_box()
    assert box
    # 32 cells across: the middle of the cell in row 5, col 7.
    size = box["width"] / 32
    page.mouse.click(box["x"] + 7.5 * size, box["y"] + 5.5 * size)
    assert pinned(visit) == {"layer": "pool1", "channel": 1, "row": 5, "col": 7}
    selected = page.evaluate(f"{STORE}.get('selection').slice")
    assert selected == {"side": "model", "layer": "pool1", "channel": 1}
    expect(slices.locator("[data-kernels='conv1/1'] figure")).to_have_count(3)
    response = httpx2.get(f"{visit.server.url}/api/models/ludic/kernels/conv1?channel=1")
    shown = [number for number in numbers(slices) if number[0] != "bias.0"]
    assert len(shown) == 3 * 25
    shown_equals_api(slices, response.json(), 3 * 25 + 1)
    slices.get_by_role("button", name="Clear").click()
    assert page.evaluate(f"{STORE}.get('selection').slice") is None


def test_the_slices_are_painted_live_from_the_frames(visit: Visit) -> None:
    """The face slice's brightest painted cell is where the face is, before and after a move."""
    page, slices = visit.page, visit.page.locator("slices-panel")
    slices.locator("[data-volume=pool2]").scroll_into_view_if_needed()

    def painted() -> tuple[int, int]:
        return tuple(
            slices.evaluate(
                """(panel) => {
                  const volume = panel.shadowRoot.querySelector('[data-volume=pool2]');
                  const canvas = volume.querySelector('canvas');
                  const tile = volume.querySelector('.tile');
                  const side = Math.round(tile.offsetWidth * canvas.width / volume.offsetWidth);
                  // A copy, made to be read: the page's own canvas is only painted on.
                  const copy = new OffscreenCanvas(side, side);
                  const brush = copy.getContext('2d', { willReadFrequently: true });
                  brush.drawImage(canvas, 0, 0);
                  const { data } = brush.getImageData(0, 0, side, side);
                  let [best, at] = [-1, 0];
                  for (let i = 0; i < data.length; i += 4) {
                    const light = data[i] + data[i + 1] + data[i + 2];
                    if (light > best) [best, at] = [light, i / 4];
                  }
                  return [at / side, at % side].map((px) => Math.floor((px + 0.5) * 16 / side));
                }"""
            )
        )

    visit.settle()
    assert painted() == (3, 3)
    page.evaluate(f"{STORE}.set('scene', {{ objects: [{{ object: 'face', row: 33, col: 21 }}] }})")
    visit.settle()
    answer = visit.server.activations("ludic", [{**FACE, "row": 33, "col": 21}], "pool2")
    face = answer["layers"][0]["values"][0]
    (expected,) = [(r, c) for r, line in enumerate(face) for c, v in enumerate(line) if v > 0]
    assert painted() == expected
