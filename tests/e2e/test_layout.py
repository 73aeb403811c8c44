"""The page at five sizes: one header row, a figure that keeps its height, nothing out of sight."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Server, Visit, Windows
from tests.e2e.laboratory import STORE
from tests.e2e.views import go

PHONE: dict[str, Any] = {
    "has_touch": True,
    "is_mobile": True,
    "viewport": {"width": 390, "height": 844},
}
DEVICES: dict[str, tuple[dict[str, Any], list[tuple[int, int]]]] = {
    "phone": (PHONE, [(390, 844)]),
    # The smallest is a window of 1280 × 720 at 150 %.
    "computer": (
        {"device_scale_factor": 1.5},
        [(853, 480), (1024, 768), (1440, 900), (1920, 1080)],
    ),
}
"""Options of a visit, and the sizes of its window."""
MEASURE = """() => {
  const box = (name) => document.querySelector(name).getBoundingClientRect();
  const root = document.documentElement;
  const canvas = document.querySelector('scene-panel').renderRoot.querySelector('.board > canvas')
    .getBoundingClientRect();
  return { header: box('header').height, figures: box('.figures').height, canvas: canvas.height,
    window: innerHeight,
    wide: root.scrollWidth - innerWidth, long: root.scrollHeight - innerHeight };
}"""
AWAY = (
    "h1",
    "header > model-picker",
    "second-network-switch",
    "tour-switch",
    "palette-panel",
    "drawing-panel",
    "figure-bar",
    "active-cells-panel",
    "card-panel",
    "slices-panel",
)
"""What projector mode hides, among others."""
# Whether the middle of the top edge of an element, 12 px down, is on the screen and not covered.
SEEN = """(element) => {
  const box = element.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + 12];
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return false;
  let at = document.elementFromPoint(x, y);
  while (at?.shadowRoot?.elementFromPoint(x, y) && at !== element
    && at.shadowRoot.elementFromPoint(x, y) !== at) at = at.shadowRoot.elementFromPoint(x, y);
  for (; at; at = at.assignedSlot ?? at.parentElement ?? at.getRootNode().host)
    if (at === element) return true;
  return false;
}"""


@dataclass
class Sized:
    """A visit that looks at its page at one size after another."""

    visit: Visit
    sizes: list[tuple[int, int]]

    def each(self) -> Iterator[tuple[int, int]]:
        """Brings the window to each size."""
        for width, height in self.sizes:
            self.visit.page.set_viewport_size({"width": width, "height": height})
            self.visit.settle()
            yield width, height


@pytest.fixture(params=DEVICES)
def sized(request: pytest.FixtureRequest, server: Server, windows: Windows) -> Iterator[Sized]:
    """The page on a device; `request.param` is its name."""
    options, sizes = DEVICES[request.param]
    with windows.visit(server, **options) as visit:
        visit.page.evaluate(f"() => {STORE}.set('newcomer', false)")
        yield Sized(visit, sizes)


@pytest.mark.parametrize("view", ["first", "side by side", "Sweep, before"])
def test_the_figure_keeps_its_height_and_the_header_its_row(sized: Sized, view: str) -> None:
    go(sized.visit, view)
    for size in sized.each():
        now = sized.visit.page.evaluate(MEASURE)
        assert now["header"] == 48, size
        assert now["wide"] == 0, size
        if size[0] == 390:
            # Canvas and figure share the stage.
            stage = now["figures"] + now["canvas"]
            assert 0.5 * now["window"] < stage <= 0.551 * now["window"]
        else:
            assert now["figures"] >= 0.55 * now["window"], size
            assert now["long"] == 0, size


def test_whatever_a_press_opens_is_on_the_screen(sized: Sized) -> None:
    page = sized.visit.page
    menu = page.get_by_role("button", name="Menu")
    for size in sized.each():
        for name in ("Share", "Help"):
            button = page.get_by_role("button", name=name, exact=True)
            if not button.is_visible():
                menu.click()
            button.click()
            dialog = page.locator("dialog[open]")
            assert dialog.locator("h2").first.evaluate(SEEN), (name, size)
            page.keyboard.press("Escape")
            expect(dialog).to_have_count(0)
        page.keyboard.press("Escape")
        menu.click()
        for role, name in (("button", "Projector mode"), ("combobox", "Theme")):
            assert page.get_by_role(role, name=name).evaluate(SEEN), (name, size)
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Projector mode")).to_be_hidden()
        expect(menu).to_be_focused()
        if size[0] == 390:
            page.evaluate("scrollTo(0, document.body.scrollHeight)")
        for tab in page.get_by_role("tab").all():
            tab.click()
            heading = page.locator("lab-panel .head h2")
            expect(heading).to_have_text(tab.inner_text())
            assert heading.evaluate(SEEN), (tab.inner_text(), size)
        page.locator("lab-panel").get_by_role("button", name="Close").click()


def test_projector_mode_leaves_canvas_figure_and_answer(sized: Sized) -> None:
    page = sized.visit.page
    page.evaluate(f"() => {STORE}.set('lab', 'sweep')")
    page.keyboard.press("f")
    for size in sized.each():
        for name in ("scene-panel .board", "figure-panel >> nth=0", "outputs-panel .prediction"):
            expect(page.locator(name), str(size)).to_be_visible()
        for name in AWAY:
            expect(page.locator(name), str(size)).to_be_hidden()
        expect(page.get_by_role("tab")).to_have_count(0)
        expect(page.get_by_role("tabpanel")).to_have_count(0)
        assert page.locator("outputs-panel .prediction").evaluate(SEEN), size
        assert page.evaluate(MEASURE)["wide"] == 0, size
        # A pointer finds the way out in the menu, keys by F or Escape.
        page.get_by_role("button", name="Menu").click()
        page.get_by_role("button", name="Projector mode").click()
        expect(page.locator("h1"), str(size)).to_be_visible()
        page.keyboard.press("f")
        expect(page.locator("h1"), str(size)).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("h1")).to_be_visible()


def test_a_phone_draws_both_networks_of_the_tour(server: Server, windows: Windows) -> None:
    with windows.visit(server, "#lang=en&screen=play&tour=corner", **PHONE) as visit:
        page = visit.page
        # The switches of the second network, which stand between the figures elsewhere, are away.
        drawn = """() => [...document.querySelectorAll('figure-panel')].every((figure) => {
          const canvas = figure.renderRoot.querySelector('canvas')?.getBoundingClientRect();
          return Number(figure.dataset.renders) > 0 && canvas.height > 60 && canvas.width > 300;
        })"""
        page.wait_for_function(drawn)
        page.reload()
        page.wait_for_function(drawn)
        page.keyboard.press("f")
        expect(page.locator("h1")).to_be_hidden()
        page.wait_for_function(drawn)


def test_help_on_a_phone_speaks_of_fingers_first(server: Server, windows: Windows) -> None:
    with windows.visit(server, **PHONE) as visit:
        page = visit.page
        page.keyboard.press("?")
        dialog = page.locator("shortcut-help dialog")
        expect(dialog.locator("li").first).to_contain_text("Drag an object")
        expect(dialog.locator("kbd").first).to_be_hidden()
        dialog.locator("summary").tap()
        expect(dialog.locator("kbd").first).to_be_visible()
        dialog.evaluate("(dialog) => dialog.scrollTo(0, dialog.scrollHeight)")
        assert dialog.evaluate("(dialog) => dialog.scrollTop") > 300
        assert dialog.get_by_role("button", name="Close").evaluate(SEEN)
        page.touchscreen.tap(4, 400)
        expect(dialog).to_be_hidden()


def test_a_map_over_the_canvas_has_its_legend_in_sight(sized: Sized) -> None:
    visit = sized.visit
    go(visit, "Sweep, done")
    for size in sized.each():
        outside = visit.page.evaluate("""() => {
          const panel = document.querySelector('scene-panel');
          const frame = panel.getBoundingClientRect();
          return [...panel.renderRoot.querySelectorAll('.over .one, .over button')]
            .filter((part) => {
              const { top, right, bottom } = part.getBoundingClientRect();
              return top < frame.top || right > frame.right || bottom > frame.bottom;
            })
            .map((part) => part.textContent);
        }""")
        assert outside == [], size
        hide = visit.page.get_by_role("button", name="Hide map")
        expect(hide, str(size)).to_be_in_viewport(ratio=1)


def test_advanced_of_the_networks_scrolls_into_sight(server: Server, windows: Windows) -> None:
    with windows.visit(server, **PHONE) as visit:
        picker = visit.page.locator("model-picker:not([side])")
        picker.locator(".current").tap()
        picker.locator("summary").tap()
        expect(picker.locator("network-axes input").first).to_be_in_viewport()


def test_the_networks_open_at_their_cards_on_a_phone(server: Server, windows: Windows) -> None:
    with windows.visit(server, "#model=figure-nopool&twin=figure-nopool", **PHONE) as visit:
        for side in ("header", "second-network-bar"):
            check_cards(visit.page.locator(f"{side} model-picker"))


def check_cards(picker: Locator) -> None:
    """A list of networks opens at its cards, and leaves its way out in sight."""
    picker.locator(".current").tap()
    # One that is none of the cards is named above them, and its properties are below.
    expect(picker.locator(".top")).to_contain_text("Now Figures, everywhere, no pooling")
    expect(picker.locator("details")).to_have_attribute("open", "")
    picker.page.wait_for_timeout(300)
    assert picker.locator("dialog").evaluate("(dialog) => dialog.scrollTop") == 0
    expect(picker.locator(".card").first).to_be_in_viewport(ratio=1)
    # The way out stays where it is.
    close = picker.get_by_role("button", name="Close the list")
    picker.locator("dialog").evaluate("(dialog) => dialog.scrollTo(0, 600)")
    assert close.evaluate(SEEN)
    close.tap()
    expect(picker.locator("dialog")).to_be_hidden()
    picker.locator(".current").tap()
    picker.locator(".card", has_text="Figures, everywhere").first.tap()
    picker.locator(".current").tap()
    expect(picker.locator("[aria-current=true]")).to_be_in_viewport(ratio=1)
    picker.page.keyboard.press("Escape")


def test_names_of_swapped_networks_are_whole_on_a_phone(server: Server, windows: Windows) -> None:
    swapped = "digits-everywhere-convolutions-corner-head"
    other = "digits-corner-convolutions-everywhere-head"
    with windows.visit(server, f"#model={swapped}&twin={other}", **PHONE) as visit:
        for name, text in {
            "header model-picker .title": "Everywhere, head: corner",
            "second-network-bar .title": "One corner, head: everywhere",
            "figure-panel:not([side]) .caption": "1 Everywhere, head: corner",
        }.items():
            shown = visit.page.locator(name)
            expect(shown).to_have_text(text)
            assert shown.evaluate("(shown) => shown.scrollWidth <= shown.clientWidth"), name
            assert shown.evaluate("(shown) => shown.scrollHeight <= shown.clientHeight + 1"), name


def test_what_both_networks_lack_is_said_once_below_the_upper_answer(
    server: Server, windows: Windows
) -> None:
    pair = "#model=digits-max-fc-everywhere&twin=digits-max-fc-corner"
    scene = "&objects=digit-3-4.27.26~digit-7-1.3.3"
    with windows.visit(server, pair + scene, **PHONE) as visit:
        notice = visit.page.locator("scene-mismatch .notice")
        expect(notice.locator("p")).to_have_text("Both networks read one digit at a time.")
        said, upper = notice.bounding_box(), visit.page.locator("figure-panel").first.bounding_box()
        assert said
        assert upper
        assert said["y"] > upper["y"] + upper["height"]


def test_a_finger_scrolls_over_the_palette_and_drags_sideways(
    server: Server, windows: Windows
) -> None:
    with windows.visit(server, **PHONE) as visit:
        page = visit.page
        ball = page.get_by_role("button", name="Ball")
        ball.scroll_into_view_if_needed()
        page.evaluate("scrollTo(0, 400)")
        before = page.evaluate("scrollY")
        placed = f"{STORE}.get('scene').objects.length"
        count = page.evaluate(placed)
        ball.tap()
        page.wait_for_function(f"() => {placed} === {count + 1}")
        session = page.context.new_cdp_session(page)

        def go_along(*path: tuple[float, float]) -> None:
            """Moves a finger from the ball along the path, px from where it was pressed."""
            box = ball.bounding_box()
            assert box
            x, y = box["x"] + box["width"] / 2, box["y"] + 20
            for step, (right, down) in enumerate([(0, 0), *path]):
                kind = "touchMove" if step else "touchStart"
                at = [{"x": x + right, "y": y + down}]
                session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})
            session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

        go_along(*[(0, -15 * step) for step in range(1, 13)])
        page.wait_for_function(f"() => scrollY > {before} + 100")
        assert page.evaluate(placed) == count + 1
        page.wait_for_timeout(300)
        page.evaluate(f"scrollTo(0, {before})")
        box = ball.bounding_box()
        assert box
        across, down = visit.pixel(40, 40)
        to = (across - box["x"] - box["width"] / 2, down - box["y"] - 20)
        go_along(*[(6 * step, 0) for step in range(1, 8)], to)
        page.wait_for_function(f"() => {placed} === {count + 2}")
        assert page.evaluate("scrollY") == before


def test_dragging_on_the_canvas_of_a_phone_never_scrolls(server: Server, windows: Windows) -> None:
    with windows.visit(server, **PHONE) as visit:
        page = visit.page
        page.evaluate("scrollTo(0, 400)")
        page.wait_for_timeout(100)
        before = page.evaluate("scrollY")
        assert before > 300
        touch = visit.finger()
        touch("touchStart", 13, 13)
        for step in range(1, 11):
            touch("touchMove", 13 + 3 * step, 13)
        visit.settle()
        touch("touchEnd", 43, 13)
        assert visit.place() == "Face at row 33, col 3"
        assert page.evaluate("scrollY") == before
