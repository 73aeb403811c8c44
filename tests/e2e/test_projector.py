"""Projector mode: all in the window and apart, on every screen; a page turner leads through it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Server, Visit, Windows
from tests.e2e.laboratory import STORE
from tests.e2e.test_type import SMALL

SIZES = ((853, 480), (1024, 768), (1920, 1080))
"""Sizes of the window; the smallest is that of 1280 × 720 at 150 %."""
STEP = f"() => {STORE}.get('tour')?.step ?? null"
DONE = f"(step) => {STORE}.get('tour').done.includes(step)"
RESULTS = f"() => JSON.stringify({STORE}.get('tourResults'))"
SWAPPED = f"() => Boolean({STORE}.get('model').convolutions)"
PLACE = f"""() => {{
  const [{{ row, col }}] = {STORE}.get('scene').objects;
  return {{ row, col }};
}}"""
# Opens a step by its dot, or the last screen.
GO = """(step) => {
  const panel = document.querySelector('tour-panel');
  const dots = [...panel.renderRoot.querySelectorAll('.dot')];
  (step === 'summary' ? dots.at(-1) : dots[1]).click();
}"""
# Claims of the last screen that an edge of its page cuts.
CUT = """(panel) => {
  const box = panel.renderRoot.querySelector('.pages').getBoundingClientRect();
  return [...panel.renderRoot.querySelectorAll('.claims > li')].filter((claim) => {
    const { left, right, top, bottom } = claim.getBoundingClientRect();
    if (right <= box.left + 1 || left >= box.right - 1) return false;
    const isCutAcross = left < box.left - 1 || right > box.right + 1;
    return isCutAcross || top < box.top - 1 || bottom > box.bottom + 1;
  }).map((claim) => claim.textContent);
}"""
ACTS = "document.querySelector('opening-panel').acts"
# Whether the name of the places where a network learned is on the canvas.
NAMED_INSIDE = """() => {
  const { renderRoot } = document.querySelector('scene-panel');
  const box = renderRoot.querySelector('.board').getBoundingClientRect();
  const { top, right } = renderRoot.querySelector('.where').getBoundingClientRect();
  return top >= box.top && right <= box.right;
}"""
# Whether a digit lies on the canvas alone.
SHOWN = f"""(digit) => {{
  const {{ palette }} = document.querySelector('tour-panel').context;
  const {{ objects }} = {STORE}.get('scene');
  return objects.length === 1 && palette.get(objects[0].object).title === digit;
}}"""
# A 3 outside the corner, before the network from everywhere and the one from the corner.
PAIR = f"""() => {{
  const {{ cards, palette }} = document.querySelector('tour-panel').context;
  const card = (id) => cards.find((each) => each.id === id);
  const [object] = [...palette.values()].find(({{ title }}) => title === '3').name.split(' ');
  {STORE}.merge({{ model: card('digits-max-fc-everywhere'), twin: card('digits-none-fc-corner'),
    scene: {{ objects: [{{ object, row: 30, col: 30 }}] }} }});
}}"""

# Tiles without a mark of their own, within their edges.
UNMARKED = """() => {
  const tiles = [...document.querySelector('scene-panel').renderRoot.querySelectorAll('.tile')];
  return tiles.filter((tile) => {
    const [box, mark] = ['rect', 'text, path'].map(
      (part) => tile.querySelector(part).getBoundingClientRect());
    return !mark.width || mark.left < box.left - 1 || mark.right > box.right + 1;
  }).length;
}"""
# The scene, and the networks.
SET_UP = f"""() => {{
  const {{ scene, model, twin }} = {STORE}.state;
  return JSON.stringify([scene, model.id, twin.id]);
}}"""
# Opens the microscope on a cell of the first volume.
PIN = f"""() => {STORE}.set('pinnedCell',
  {{ side: 'model', layer: 'pool1', channel: 3, row: 14, col: 14 }})"""

Opened = Callable[[str], Visit]


@pytest.fixture
def projected(server: Server, windows: Windows) -> Iterator[Opened]:
    """Opens the page at a fragment in projector mode."""
    with ExitStack() as opened:

        def open_page(fragment: str) -> Visit:
            visit = opened.enter_context(windows.visit(server, fragment, device_scale_factor=1.5))
            visit.page.keyboard.press("f")
            attribute = "document.documentElement.hasAttribute('data-projector')"
            visit.page.wait_for_function(f"() => {attribute}")
            return visit

        yield open_page


def at_each_size(visit: Visit, check: Callable[[], None]) -> None:
    """Checks the page in a window of each size."""
    for width, height in SIZES:
        visit.page.set_viewport_size({"width": width, "height": height})
        visit.settle()
        check()


def check_apart(visit: Visit, parts: dict[str, Locator]) -> None:
    """Fails where a part is not all in the window, or two of them overlap."""
    size = visit.page.viewport_size
    assert size
    boxes = {}
    for name, part in parts.items():
        expect(part, name).to_be_visible()
        box = part.bounding_box()
        assert box, name
        assert min(box["x"], box["y"]) >= -1, (name, box)
        assert box["x"] + box["width"] <= size["width"] + 1, (name, box)
        assert box["y"] + box["height"] <= size["height"] + 1, (name, box)
        boxes[name] = box
    for a, one in boxes.items():
        for b, other in boxes.items():
            if a >= b:
                continue
            across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(
                one["x"], other["x"]
            )
            down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(
                one["y"], other["y"]
            )
            assert min(across, down) <= 1, (a, one, b, other)


def check_large(visit: Visit) -> None:
    """Fails where a text has less than a twenty-fifth of the window's height, or 24 px."""
    size = visit.page.viewport_size
    assert size
    small = visit.page.evaluate(SMALL, max(24, 0.04 * size["height"]))
    # The marks of the canvas are drawn, not written.
    assert [each for each in small if " text " not in each] == []


def check_figures(visit: Visit, parts: dict[str, Locator]) -> None:
    """Fails where the figures have less than 55 % of the window's height."""
    size = visit.page.viewport_size
    boxes = [part.bounding_box() for name, part in parts.items() if "figure" in name]
    tops = [box["y"] for box in boxes if box]
    bottoms = [box["y"] + box["height"] for box in boxes if box]
    assert size
    assert max(bottoms) - min(tops) >= 0.55 * size["height"]


def strands(visit: Visit) -> dict[str, Locator]:
    """Canvas, and each network's figure and answer."""
    page = visit.page
    return {
        "canvas": page.locator("scene-panel .board"),
        "first figure": page.locator("figure-panel").first,
        "second figure": page.locator("figure-panel[side=twin]"),
        "first answer": page.locator("outputs-panel [data-side=model] .prediction"),
        "second answer": page.locator("outputs-panel [data-side=twin] .prediction"),
        "menu": page.get_by_role("button", name="Menu"),
    }


def card(visit: Visit) -> dict[str, Locator]:
    """The tour's sentence, its action and the way on."""
    panel = visit.page.locator("tour-panel")
    return {
        "sentence": panel.locator(".task > p:first-child"),
        "action": panel.locator("[data-action]"),
        "next": panel.locator("[data-next]"),
    }


def test_two_networks_have_names_and_large_answers(projected: Opened) -> None:
    visit = projected("#screen=play")
    visit.page.evaluate(PAIR)
    expect(visit.page.locator("outputs-panel [data-side=twin] .answer.wrong")).to_be_visible()
    names = visit.page.locator("outputs-panel .name")
    assert len(set(names.all_inner_texts())) == 2
    font = "(each) => parseFloat(getComputedStyle(each).fontSize)"

    def check() -> None:
        check_apart(visit, strands(visit))
        for name in names.all():
            box = name.bounding_box()
            assert box
            assert box["height"] < 2 * name.evaluate(font), "one line"
        for answer in visit.page.locator("outputs-panel .answer").all():
            assert answer.evaluate(font) >= 44
        # The marks of the canvas are drawn, not written.
        check_large(visit)

    at_each_size(visit, check)


@pytest.mark.parametrize("step", ["corner", "volumes"])
def test_the_tour_is_whole_below_canvas_and_figure(projected: Opened, step: str) -> None:
    visit = projected(f"#tour={step}")
    page = visit.page
    if step == "corner":
        parts = strands(visit)
    else:
        parts = {
            "canvas": page.locator("scene-panel .board"),
            "figure": page.locator("figure-panel").first,
        }
    parts["menu"] = page.get_by_role("button", name="Menu")

    def check_task() -> None:
        check_apart(visit, parts | card(visit))
        check_large(visit)
        check_figures(visit, parts)

    at_each_size(visit, check_task)
    page.keyboard.press("PageDown")
    if step == "corner":
        # It is on its way: another press puts it there, and skips nothing.
        page.keyboard.press("PageDown")
        assert page.evaluate(STEP) == step
        assert page.evaluate(PLACE) == {"row": 36, "col": 36}
    page.wait_for_function(DONE, arg=step)
    result = page.locator("tour-panel .text.done")

    def check_result() -> None:
        ways = page.locator("tour-panel [data-next]")
        check_apart(visit, parts | {"result": result, "next": ways})
        assert result.evaluate("(text) => text.scrollHeight - text.clientHeight") <= 1
        check_large(visit)
        if step == "corner":
            expected = page.locator("outputs-panel [data-side=twin] .expected")
            check_apart(visit, {"expected": expected, "card": page.locator("tour-panel section")})

    at_each_size(visit, check_result)
    assert page.evaluate(STEP) == step
    page.keyboard.press("PageDown")
    assert page.evaluate(STEP) != step
    measured = page.evaluate(RESULTS)
    page.keyboard.press("PageUp")
    assert page.evaluate(STEP) == step
    # Back is the result, as it was measured, and no task.
    expect(result).to_be_visible()
    expect(page.locator("tour-panel [data-action]")).to_be_hidden()
    assert page.evaluate(RESULTS) == measured
    if step == "corner":
        assert page.evaluate(PLACE) == {"row": 36, "col": 36}
        wrong = page.locator("outputs-panel [data-side=twin] .answer.wrong")
        expect(wrong).to_be_visible()
        # The longest names and the longest result.
        page.evaluate(GO, "head")
        page.keyboard.press("PageDown")
        page.wait_for_function(DONE, arg="head", timeout=60_000)
        table = page.locator("tour-panel table").first
        # The table stands for its numbers, with the conclusion beside it, and the title is whole.
        conclusion = page.locator("tour-panel .text.done > span:last-of-type")
        title = page.locator("tour-panel h2")
        ways = page.locator("tour-panel [data-next]")

        def check_head() -> None:
            check_apart(visit, parts | {"table": table, "title": title, "next": ways})
            check_apart(visit, {"table": table, "conclusion": conclusion, "next": ways})
            assert title.evaluate("(title) => title.scrollWidth <= title.clientWidth")
            check_large(visit)

        at_each_size(visit, check_head)
        shares = table.inner_text()
        page.keyboard.press("PageDown")
        assert page.evaluate(STEP) == "train"
        page.keyboard.press("PageUp")
        assert page.evaluate(STEP) == "head"
        assert table.inner_text() == shares
        assert page.evaluate(SWAPPED)
        page.keyboard.press("PageUp")
        assert page.evaluate(STEP) == "corner"
        expect(result).to_be_visible()
        page.keyboard.press("PageUp")
        expect(page.locator("opening-panel .question")).to_be_visible()
        return
    page.evaluate(GO, "summary")
    panel = page.locator("tour-panel[data-last]")
    expect(panel).to_be_visible()
    pages = panel.locator(".pages")

    def check_summary() -> None:
        assert panel.evaluate(CUT) == []
        if pages.evaluate("(pages) => pages.scrollWidth <= pages.clientWidth"):
            return
        for key, at_start in (("PageDown", False), ("PageUp", True)):
            page.keyboard.press(key)
            assert panel.evaluate(CUT) == []
            assert pages.evaluate("(pages) => pages.scrollLeft === 0") == at_start
            assert page.evaluate(STEP) == "summary"

    at_each_size(visit, check_summary)


def test_the_bar_has_networks_and_objects(projected: Opened) -> None:
    visit = projected("#screen=play")
    page = visit.page
    visit.page.evaluate(PAIR)
    bar = page.locator("projector-bar")
    tiles = {f"tile {i}": tile for i, tile in enumerate(bar.locator(".tile").all())}
    assert len(tiles) == 10

    def check() -> None:
        check_apart(visit, strands(visit) | tiles)
        check_figures(visit, strands(visit))
        size = page.viewport_size
        assert size
        for tile in tiles.values():
            box = tile.bounding_box()
            assert box
            assert box["height"] >= 0.07 * size["height"]

    at_each_size(visit, check)
    # A press replaces the object where it lies, and the keys do the same.
    bar.get_by_title("Place: 7").click()
    page.wait_for_function(SHOWN, arg="7")
    assert page.evaluate(PLACE) == {"row": 30, "col": 30}
    page.keyboard.press("5")
    page.wait_for_function(SHOWN, arg="5")
    answer = page.locator("outputs-panel [data-side=model] .expected, outputs-panel .right")
    expect(answer.first).to_be_visible()
    # So can a network be chosen; the bar then has its objects.
    bar.get_by_role("button", name="Second network").click()
    page.keyboard.press("Escape")
    bar.locator("model-picker[side=model] .current").click()
    name = "Hand-made"
    bar.get_by_role("dialog").get_by_role("button", name=name).first.click()
    expect(page.locator("outputs-panel .name").first).to_contain_text(name)
    expect(bar.get_by_role("button", name="Human body")).to_be_visible()
    at_each_size(visit, lambda: check_large(visit))


def test_the_menu_has_the_ways_on(projected: Opened) -> None:
    visit = projected("#screen=play")
    page = visit.page
    menu = page.get_by_role("button", name="Menu")
    ways = ["Side by side", "Without pooling", "Tour", "Share", "Leave projector mode"]

    def check() -> None:
        menu.click()
        check_apart(visit, {way: page.get_by_role("button", name=way) for way in ways})
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Leave projector mode")).to_be_hidden()

    at_each_size(visit, check)
    menu.click()
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_role("dialog", name="Share")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Side by side").click()
    expect(page.locator("figure-panel[side=twin]")).to_be_visible()
    expect(page.get_by_role("button", name="Side by side")).to_be_hidden()
    menu.click()
    page.get_by_role("button", name="Tour").click()
    expect(page.locator("tour-panel [data-next]")).to_be_visible()


def test_the_first_screen_in_large_type_and_on_by_a_page_turner(projected: Opened) -> None:
    visit = projected("")
    page = visit.page
    panel = page.locator("opening-panel")
    parts = {
        "question": panel.locator(".question"),
        "canvas": page.locator("scene-panel .board"),
        "first figure": page.locator("figure-panel").first,
        "second figure": page.locator("figure-panel[side=twin]"),
        "first answer": panel.locator(".end.model"),
        "second answer": panel.locator(".end.twin"),
        "places": panel.locator("[data-action=places]"),
        "heads": panel.locator("[data-action=heads]"),
        "leave": page.get_by_role("button", name="Leave projector mode"),
        "tour": page.get_by_role("button", name="Tour", exact=True),
    }

    def check_question() -> None:
        check_apart(visit, parts)
        check_large(visit)
        assert page.evaluate(NAMED_INSIDE)
        check_figures(visit, parts)

    at_each_size(visit, check_question)
    page.keyboard.press("PageDown")
    expect(panel.locator(".sentence")).to_contain_text("one every", timeout=30_000)

    def check_places() -> None:
        check_apart(visit, parts)
        assert page.evaluate(UNMARKED) == 0

    at_each_size(visit, check_places)
    page.keyboard.press("PageDown")
    expect(panel.locator(".sentence")).not_to_contain_text("one every", timeout=30_000)
    expect(panel.locator(".sentence")).not_to_be_empty(timeout=30_000)
    page.wait_for_function(f"() => !{ACTS}.swap.running && !{ACTS}.survey.raining")
    heads = {f"{end} head": panel.locator(f".end.{end} .head") for end in ("model", "twin")}
    legend = {"legend": panel.locator(".legend")}
    del parts["first answer"], parts["second answer"]
    at_each_size(visit, lambda: check_apart(visit, parts | heads | legend))
    page.keyboard.press("PageDown")
    expect(page.locator("tour-panel [data-next]")).to_be_visible()
    assert page.evaluate("() => document.documentElement.hasAttribute('data-projector')")


def test_a_page_turner_goes_through_the_tour_without_projector_mode(visit: Visit) -> None:
    page = visit.page
    page.keyboard.press("PageDown")
    assert page.evaluate(STEP) is None
    page.keyboard.press("f")
    page.keyboard.press("PageDown")
    first = page.evaluate(STEP)
    assert first is not None
    expect(page.locator("tour-panel")).to_be_visible()
    # One press of Escape leaves one thing.
    page.keyboard.press("Escape")
    expect(page.locator("h1")).to_be_visible()
    page.keyboard.press("PageDown")
    page.wait_for_function(DONE, arg=first)
    # Until it has arrived, a press ends its way.
    page.wait_for_function(f"() => ({PLACE})().row === 36")
    visit.settle()
    assert page.evaluate(STEP) == first
    page.keyboard.press("PageDown")
    second = page.evaluate(STEP)
    assert second != first
    page.keyboard.press("PageUp")
    assert page.evaluate(STEP) == first
    # Back is the page that the tour was opened on.
    page.keyboard.press("PageUp")
    expect(page.locator("tour-panel")).to_be_hidden()
    assert page.evaluate(STEP) is None
    expect(page.locator("opening-panel .question")).to_be_hidden()


def test_a_page_turner_keeps_what_was_set_up(visit: Visit) -> None:
    page = visit.page
    page.evaluate(PAIR)
    page.keyboard.press("f")
    page.keyboard.press("7")
    page.wait_for_function(SHOWN, arg="7")
    page.evaluate(PIN)
    steps = page.locator("microscope-panel .stepper li button")
    expect(steps).to_have_count(5)
    was = page.evaluate(SET_UP)
    # Page Down goes through the microscope's steps, and closes it after the last.
    steps.first.click()
    for _ in range(3):
        page.keyboard.press("PageDown")
    expect(steps.nth(3)).to_have_attribute("aria-current", "step")
    page.keyboard.press("PageUp")
    expect(steps.nth(2)).to_have_attribute("aria-current", "step")
    for _ in range(3):
        page.keyboard.press("PageDown")
    expect(steps).to_have_count(0)
    # Then comes the tour; back is all as it was.
    page.keyboard.press("PageUp")
    assert page.evaluate(STEP) is None
    page.keyboard.press("PageDown")
    assert page.evaluate(STEP) is not None
    assert page.evaluate(SET_UP) != was
    page.keyboard.press("PageUp")
    assert page.evaluate(STEP) is None
    assert page.evaluate(SET_UP) == was
    # So does the card's own button, and undo within the tour.
    page.keyboard.press("PageDown")
    page.locator("tour-panel").get_by_role("button", name="Back").click()
    assert page.evaluate(STEP) is None
    assert page.evaluate(SET_UP) == was
    page.keyboard.press("PageDown")
    page.keyboard.press("Control+z")
    page.wait_for_function(f"(was) => ({SET_UP})() === was", arg=was)
