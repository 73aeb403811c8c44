"""Keyboard access: each control is reachable with visible focus, and the figure can be read."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.laboratory import STORE
from tests.e2e.views import go

FACE = [{"object": "face", "row": 3, "col": 3}]

# Every control that a mouse can use, through all shadow roots. Arrow keys move between tabs,
# options and radio buttons, so one of each group is enough.
CONTROLS = """() => {
  const found = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) walk(element.shadowRoot);
      const usable = element.matches('a[href], button, select, input:not([type=hidden]), summary')
        || (element.tabIndex >= 0 && element.hasAttribute('tabindex'));
      if (!usable || element.disabled || element.matches('[role=tab], [role=option]')) continue;
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      found.push(element);
    }
  };
  walk(document);
  window.controls = found;
  return found.length;
}"""
# The focused element, in any shadow root, and the style of its focus.
FOCUSED = """() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  const style = getComputedStyle(element);
  const reach = parseFloat(style.outlineOffset) + parseFloat(style.outlineWidth);
  const box = element.getBoundingClientRect();
  // What lies behind the ring: the first ground that reaches as far as the ring does.
  const ground = () => {
    for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
      const around = at.getBoundingClientRect();
      if (around.left > box.left - reach + 1 || around.right < box.right + reach - 1) continue;
      const colour = getComputedStyle(at).backgroundColor;
      if (!/, 0\\)$|transparent/.test(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  return {
    index: window.controls.indexOf(element),
    body: element === document.body,
    name: element.outerHTML.slice(0, 120),
    seen: element.matches(':focus-visible'),
    width: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    colour: style.outlineColor,
    ground: ground(),
  };
}"""


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2, of `rgb(r, g, b)`."""
    parts = [float(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def walk(page: Page, steps: int) -> list[dict[str, Any]]:
    """The elements that Tab reaches, from the top of the page until it wraps around."""
    found: list[dict[str, Any]] = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at["body"] or (found and at["index"] == found[0]["index"] and at["index"] >= 0):
            break
        found.append(at)
    return found


@pytest.mark.parametrize(
    "view",
    ["first", "side by side", "Compare, done", "Sweep, done", "a chosen slice", "own pictures"],
)
def test_the_tab_key_reaches_every_control_with_visible_focus(visit: Visit, view: str) -> None:
    go(visit, view)
    for theme in ("dark", "light"):
        check_focus(visit.page, theme)


def check_focus(page: Page, theme: str) -> None:
    """Fails where Tab misses a control, or its focus cannot be seen."""
    page.evaluate(f"(theme) => {STORE}.set('theme', theme)", theme)
    page.evaluate("document.activeElement?.blur?.(); getSelection()?.removeAllRanges()")
    page.mouse.click(700, 2)
    count = page.evaluate(CONTROLS)
    assert count > 30
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    steps = walk(page, 3 * count)
    reached = {step["index"] for step in steps}
    missed = page.evaluate(
        "(reached) => window.controls.filter((_, i) => !reached.includes(i))"
        ".map((element) => element.outerHTML.slice(0, 160))",
        sorted(reached),
    )
    assert missed == [], theme
    unseen = [
        step
        for step in steps
        if not step["seen"] or step["width"] < 2 or contrast(step["colour"], step["ground"]) < 3
    ]
    assert unseen == [], theme


def test_the_first_tab_stops_jump_to_the_parts_of_the_page(visit: Visit) -> None:
    page = visit.page
    page.keyboard.press("Tab")
    skip = page.get_by_role("button", name="Skip to the scene")
    expect(skip).to_be_focused()
    box = skip.bounding_box()
    assert box
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    expect(page.locator("#scene")).to_be_focused()
    # Undo and redo come before it.
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.locator("scene-panel .board")).to_be_focused()


def cell(visit: Visit) -> dict[str, Any] | None:
    """The cell that the keys have reached."""
    found: dict[str, Any] | None = visit.page.evaluate(f"() => {STORE}.get('selection').cell")
    return found


def test_the_figure_can_be_read_by_keys_and_is_announced(visit: Visit) -> None:
    page = visit.page
    figure = page.locator("figure-panel:not([hidden]) canvas")
    figure.focus()
    page.keyboard.press("ArrowRight")
    first = {"side": "model", "layer": "pool2", "channel": 0, "row": 3, "col": 3}
    assert cell(visit) == first, "keys begin at the strongest cell of the yellow volume"
    news = page.locator("live-region [data-news=cell]")
    expect(news).to_have_text("Layer 2 (yellow), face, row 3, column 3: 1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    assert cell(visit) == first | {"row": 4, "col": 2}
    expect(news).to_have_text("Layer 2 (yellow), face, row 4, column 2: 0")
    page.keyboard.press("]")
    page.keyboard.press("PageDown")
    page.keyboard.press("[")
    assert cell(visit) == first | {"row": 4, "col": 2, "channel": 1}
    page.keyboard.press("Shift+V")
    assert cell(visit) == first | {"layer": "pool1", "channel": 1, "row": 9, "col": 5}
    page.keyboard.press("m")
    answer = visit.server.activations("ludic", FACE, "pool1")
    values = answer["layers"][0]["values"][1]
    at = cell(visit)
    assert at
    largest = max(max(line) for line in values)
    assert values[at["row"]][at["col"]] == largest
    expect(news).to_have_text(
        f"Layer 1 (green), nose, row {at['row']}, column {at['col']}: {largest:g}"
    )
    page.keyboard.press("Enter")
    assert page.evaluate(f"() => {STORE}.get('pinnedCell')") == at
    expect(page.locator("microscope-panel [data-cell]")).to_contain_text("nose")
    page.keyboard.press("Escape")
    assert page.evaluate(f"() => {STORE}.get('pinnedCell')") is None
    assert cell(visit) == at, "one press closes one thing"
    page.keyboard.press("Escape")
    assert cell(visit) is None
    for _ in range(40):
        page.keyboard.press("ArrowUp")
    assert cell(visit) == first | {"row": 0}, "the slice's edge holds it"


def test_the_figure_can_be_turned_zoomed_and_reset_by_keys(visit: Visit) -> None:
    page = visit.page
    page.locator("figure-panel:not([hidden]) canvas").focus()
    page.keyboard.press("ArrowRight")
    stands = (
        "(() => { const { camera, controls } = document.querySelector('figure-panel').stage;"
        " return [...camera.position.toArray(), camera.position.distanceTo(controls.target)]; })()"
    )
    home = page.evaluate(stands)
    page.keyboard.press("+")
    assert page.evaluate(stands)[3] == pytest.approx(home[3] / 1.15, rel=1e-3)
    page.keyboard.press("-")
    page.keyboard.press("-")
    assert page.evaluate(stands)[3] == pytest.approx(home[3] * 1.15, rel=1e-3)
    page.keyboard.press("Shift+ArrowUp")
    turned = page.evaluate(stands)
    assert turned[1] > home[1]
    page.keyboard.press("Shift+ArrowRight")
    assert page.evaluate(stands)[0] != pytest.approx(turned[0])
    assert cell(visit) is not None, "a turn by keys keeps the cell"
    page.keyboard.press("0")
    assert page.evaluate(stands) == pytest.approx(home, rel=1e-3)


def test_one_escape_closes_one_thing(visit: Visit) -> None:
    page = visit.page
    pin = {"side": "model", "layer": "pool2", "channel": 0, "row": 3, "col": 3}
    page.evaluate(f"(pin) => {STORE}.set('pinnedCell', pin)", pin)
    pinned = f"() => {STORE}.get('pinnedCell')"
    for button, name in (("Share", "Share"), ("Help", "What this is")):
        page.get_by_role("button", name=button, exact=True).click()
        dialog = page.get_by_role("dialog", name=name)
        # A press on text takes the focus out of the dialog.
        dialog.locator("h2").first.click()
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        assert page.evaluate(pinned) == pin
    page.get_by_role("button", name="Pen").click()
    page.keyboard.press("Escape")
    assert page.evaluate(f"() => {STORE}.get('tool').kind") is None
    assert page.evaluate(pinned) == pin
    page.keyboard.press("Escape")
    assert page.evaluate(pinned) is None


def test_the_list_of_keys_comes_from_the_key_bindings(visit: Visit) -> None:
    page = visit.page
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="What this is")
    expect(dialog).to_be_visible()
    assert dialog.locator("[data-shortcut]").count() > 25
    assert "Q" in dialog.locator("[data-shortcut=flow]").inner_text()
    pinned = f"() => {STORE}.get('pinned')"
    page.keyboard.press("p")
    assert page.evaluate(pinned) is None, "a dialog keeps all keys to itself"
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Help").click()
    expect(dialog).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    page.keyboard.press("p")
    assert page.evaluate(pinned) is not None
