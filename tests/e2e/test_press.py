"""Nothing that a press does happens off the screen: in every view, at four sizes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.conftest import Server, Visit, Windows
from tests.e2e.laboratory import STORE
from tests.e2e.test_flat import NO_WEBGL
from tests.e2e.test_projector import PAIR, check_large

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
}
WINDOW: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
DEVICES: dict[str, tuple[dict[str, Any], list[tuple[int, int]]]] = {
    "phone": (PHONE, [(390, 844)]),
    # A window of 1280 × 720 at 150 %.
    "small computer": (WINDOW, [(853, 480)]),
    "computer": (WINDOW, [(1440, 900), (1920, 1080)]),
}
"""Options of a visit, and the sizes of its window."""
ON_DEVICES = [*list(DEVICES)[:2], pytest.param("computer", marks=pytest.mark.slow)]
"""Where there is least room is looked at in every run, the others with `-m slow`."""
PROJECTED = [
    [(853, 480), (1920, 1080)],
    pytest.param([(1440, 900), (1024, 768)], marks=pytest.mark.slow),
]
CELLS: dict[str, dict[str, Any]] = {
    "input": {"layer": "input", "channel": 0, "row": 10, "col": 12},
    "layer 1": {"layer": "pool1", "channel": 0, "row": 4, "col": 4},
    "layer 2": {"layer": "pool2", "channel": 0, "row": 3, "col": 3},
    "output": {"layer": "fc2", "unit": 1},
}
PLAIN = ("layer 2", "output")
FRAGMENTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "flow": ("camera=flow", tuple(CELLS)),
    "sheets": ("camera=front", PLAIN),
    "side": ("camera=side", PLAIN),
    "two networks": ("twin=ludic-nopool", PLAIN),
    "laboratory": ("lab=sweep", PLAIN),
    "tour": ("tour=volumes", tuple(CELLS)),
}

# Puts a cell of a network's last volume into the microscope.
PIN = f"""(side) => {{
  const layer = {STORE}.get(side).layers.findLast(({{ role }}) => role === 'volume').name;
  {STORE}.set('pinnedCell', {{ side, layer, channel: 3, row: 9, col: 9 }});
}}"""
# Texts and grids of the microscope that the end of its body cuts.
CUT = """(box) => {
  const { bottom } = box.querySelector('.body').getBoundingClientRect();
  return [...box.querySelectorAll('.body :is(p, dd, svg, .slide, .line > *)')]
    .filter((part) => part.checkVisibility({ visibilityProperty: true }))
    .filter((part) => !part.classList.contains('unseen'))
    .filter((part) => part.getBoundingClientRect().bottom > bottom + 1)
    .map((part) => part.outerHTML.slice(0, 80));
}"""
# Texts of the microscope that are longer than their room, or run into their neighbours.
CROWDED = """(box) => {
  const seen = (part) => part.checkVisibility({ visibilityProperty: true });
  const parts = '.what strong, .ways button, .stepper button, .shares *, .body';
  const long = [...box.querySelectorAll(parts)].filter(
    (part) => seen(part) && part.clientWidth && part.scrollWidth > part.clientWidth + 1);
  const rows = [...box.querySelectorAll('.three')].filter(seen).map(({ children }) =>
    [...children].filter(seen).map((part) => part.getBoundingClientRect()));
  const close = rows.filter((row) => row.some((part, i) => i && part.left < row[i - 1].right - 1));
  return [...long.map(({ outerHTML }) => outerHTML.slice(0, 80)), ...close];
}"""
# Where the figure shows a cell, scrolled into view as a visitor would to press it; null where
# something lies over it.
FIND = """async (pin) => {
  document.querySelector('#figure').scrollIntoView({ block: 'nearest' });
  const { anchors } = document.querySelector('scene-panel').context;
  const flat = document.querySelector('figure-panel').renderRoot.querySelector('flat-figure');
  for (const end of [0, 0.5, 1]) {
    if (flat) {
      flat.scrollTo({ top: end * flat.scrollHeight, behavior: 'instant' });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const cell = anchors.find(pin, () => true);
    if (!cell) continue;
    const at = [cell.left + cell.width / 2, cell.top + cell.height / 2];
    if (document.elementFromPoint(...at)?.closest('figure-panel')) return at;
  }
  return null;
}"""

# What is wrong with the open microscope; null if nothing is.
WRONG = """() => {
  const panel = document.querySelector('microscope-panel');
  const box = panel.renderRoot.querySelector('.box');
  if (!box) return 'closed';
  const at = box.getBoundingClientRect();
  const { store, anchors } = panel.context;
  const cell = anchors.find(store.get('pinnedCell'), () => true);
  const x = cell.left + cell.width / 2;
  const y = cell.top + cell.height / 2;
  const says = (what) => `${what}: ${JSON.stringify({ at, cell })}`;
  if (at.left < 0 || at.top < 0 || at.right > innerWidth + 0.5 || at.bottom > innerHeight + 0.5)
    return says('off the screen');
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return says('cell off the screen');
  if (x > at.left && x < at.right && y > at.top && y < at.bottom) return says('over its cell');
  if (innerWidth > 720 && at.width < 320) return says('too narrow to read');
  for (const step of box.querySelectorAll('.stepper button'))
    if (step.getBoundingClientRect().right > at.right) return says('a step outside');
  const top = document.elementFromPoint(x, y);
  if (!top?.closest('figure-panel, slices-panel')) return says(`cell under ${top?.localName}`);
  const boxes = (root, parts) => [...root.querySelectorAll(parts)].map(
    (part) => part.getBoundingClientRect()).filter(({ width, height }) => width && height);
  for (const figure of document.querySelectorAll('figure-panel')) {
    const flat = figure.renderRoot.querySelector('flat-figure')?.renderRoot;
    const answers = [figure.renderRoot, ...(flat ? [flat] : [])].flatMap(
      (root) => boxes(root, '.answer, .should'));
    for (const answer of answers) {
      const across = Math.min(at.right, answer.right) - Math.max(at.left, answer.left);
      const down = Math.min(at.bottom, answer.bottom) - Math.max(at.top, answer.top);
      if (across > 1 && down > 1) return says('over an answer');
    }
  }
  // Nothing lies over it.
  for (const [i, j] of [[0.02, 0.02], [0.98, 0.02], [0.5, 0.5], [0.02, 0.98], [0.98, 0.98]]) {
    const over = document.elementFromPoint(at.left + i * at.width, at.top + j * at.height);
    if (over !== panel) return says(`under ${over?.localName}`);
  }
  const line = panel.renderRoot.querySelector('.leader');
  if (!line.checkVisibility()) return says('no leader line');
  const ring = line.querySelector('circle').getBoundingClientRect();
  if (Math.hypot(ring.left + ring.width / 2 - x, ring.top + ring.height / 2 - y) > 2)
    return says('the line leads elsewhere');
  if (!panel.renderRoot.querySelector('.value')) return says('without its value');
  return null;
}"""

# Whether the open microscope stands still from frame to frame.
STILL = """async () => {
  const box = document.querySelector('microscope-panel').renderRoot.querySelector('.box');
  const places = new Set();
  for (let frame = 0; frame < 4; frame++) {
    await new Promise((then) => requestAnimationFrame(then));
    places.add(JSON.stringify(box.getBoundingClientRect()));
  }
  return places.size === 1;
}"""


def looks_right(visit: Visit, what: str) -> None:
    """Asserts that a press has just opened the microscope on the screen, and closes it."""
    page = visit.page
    assert page.evaluate(f"() => {STORE}.get('pinnedCell')") is not None, what
    page.wait_for_function(f"() => {STORE}.get('explained')?.response")
    visit.settle()
    assert page.evaluate(WRONG) is None, what
    assert page.evaluate(STILL), what
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Microscope")).to_have_count(0)
    page.mouse.move(1, 1)
    if what != "slices":
        left = page.evaluate(f"() => {STORE}.get('selection').cell")
        assert left is None, f"{what}: the figure still marks a cell"


def point(visit: Visit, x: float, y: float) -> None:
    """Presses at a place of the window, by finger on a device that has them."""
    if visit.page.evaluate("() => navigator.maxTouchPoints > 0"):
        visit.page.touchscreen.tap(x, y)
    else:
        visit.page.mouse.click(x, y)


def press(visit: Visit, pin: dict[str, Any]) -> bool:
    """Presses where the figure shows a cell; false where something lies over it."""
    visit.page.wait_for_timeout(50)
    at = visit.page.evaluate(FIND, {"side": "model", **pin})
    if at is None:
        return False
    point(visit, *at)
    return True


def resize(visit: Visit, size: tuple[int, int]) -> None:
    """Brings the window to a size."""
    visit.page.set_viewport_size({"width": size[0], "height": size[1]})
    visit.settle()


@contextmanager
def projected(server: Server, windows: Windows, *before: str) -> Iterator[Visit]:
    """A projected page, after a script, with an argument if it takes one."""
    with windows.visit(server) as visit:
        visit.page.evaluate(*before)
        visit.page.evaluate(f"() => {STORE}.set('projector', true)")
        yield visit


@pytest.mark.parametrize("device", ON_DEVICES)
def test_what_a_press_does_is_visible(server: Server, windows: Windows, device: str) -> None:
    options, sizes = DEVICES[device]
    with windows.visit(server, **options) as visit:
        for view, (fragment, cells) in FRAGMENTS.items():
            follow(visit, f"screen=play&{fragment}")
            visit.page.wait_for_timeout(150)
            for size in sizes:
                resize(visit, size)
                check_presses(visit, view, cells)
        follow(visit, "screen=play")
        for size in sizes:
            resize(visit, size)
            check_slice(visit)
        if device != "phone":
            visit.page.evaluate(f"() => {STORE}.set('projector', true)")
            for size in sizes:
                resize(visit, size)
                check_presses(visit, "projector mode", PLAIN)


def follow(visit: Visit, fragment: str) -> None:
    """Follows a link in the same page."""
    visit.page.evaluate("(fragment) => { location.hash = fragment; }", fragment)


def check_presses(visit: Visit, view: str, cells: tuple[str, ...]) -> None:
    """Fails where a press on one of the cells does not show all that it opens."""
    pressed = 0
    for cell in cells:
        if press(visit, CELLS[cell]):
            looks_right(visit, f"{view}, {cell}")
            pressed += 1
        else:
            assert view == "tour", "only the tour's card may lie over a cell"
    # Where the card covers the whole figure, nothing can be pressed.
    assert pressed or view == "tour", view


def check_slice(visit: Visit) -> None:
    """The grid of slices shows cells too."""
    page = visit.page
    tile = page.locator("slices-panel [data-volume=pool2] [data-channel='0']")
    tile.scroll_into_view_if_needed()
    box = tile.bounding_box()
    assert box
    point(visit, box["x"] + 3.5 / 16 * box["width"], box["y"] + 3.5 / 16 * box["width"])
    looks_right(visit, "slices")


@pytest.mark.parametrize("device", ON_DEVICES)
def test_what_a_press_on_the_flat_figure_does_is_visible(
    server: Server, browser: Browser, device: str
) -> None:
    options, sizes = DEVICES[device]
    context = browser.new_context(**options)
    context.add_init_script(NO_WEBGL)
    visit = Visit(context.new_page(), server)
    visit.open()
    for size in sizes:
        resize(visit, size)
        check_presses(visit, "flat", PLAIN)
    context.close()
    assert visit.messages == []


@pytest.mark.parametrize("sizes", PROJECTED)
def test_a_projected_microscope_stands_in_the_place_of_the_other_strand(
    server: Server, windows: Windows, sizes: list[tuple[int, int]]
) -> None:
    with projected(server, windows, PAIR) as visit:
        rows = visit.page.locator("outputs-panel .beside > div")
        for size in sizes:
            resize(visit, size)
            for number, side in enumerate(("model", "twin")):
                check_beside(visit, side, rows.nth(number).locator(".name, .live > p"))


@pytest.mark.parametrize("sizes", PROJECTED)
@pytest.mark.parametrize("fragment", ["screen=play", "tour=volumes"])
def test_a_projected_microscope_keeps_off_canvas_name_and_answer(
    server: Server, windows: Windows, sizes: list[tuple[int, int]], fragment: str
) -> None:
    go_there = "(fragment) => { location.hash = fragment; }"
    with projected(server, windows, go_there, fragment) as visit:
        figure = visit.page.locator("figure-panel").first.locator(".caption, .answer")
        answer = visit.page.locator("outputs-panel .alone .live > p")
        for size in sizes:
            resize(visit, size)
            check_beside(visit, "model", figure.or_(answer))


@pytest.mark.parametrize("sizes", PROJECTED)
def test_a_projected_step_is_whole(
    server: Server, windows: Windows, sizes: list[tuple[int, int]]
) -> None:
    with projected(server, windows, PAIR) as visit:
        for size in sizes:
            resize(visit, size)
            check_steps(visit)


def check_steps(visit: Visit) -> None:
    """Fails where a step of the microscope is cut or crowded."""
    page = visit.page
    visit.settle()
    for cell in (CELLS["layer 1"], {"layer": "relu3", "unit": 1}):
        page.evaluate(f"(pin) => {STORE}.set('pinnedCell', pin)", {"side": "model", **cell})
        phases = page.locator("microscope-panel [data-phase]")
        expect(phases).to_have_count(5 if cell["layer"] == "pool1" else 3)
        microscope = page.get_by_role("dialog", name="Microscope")
        expect(microscope.get_by_role("button", name="All steps at once")).to_be_hidden()
        for phase in phases.all():
            phase.click()
            page.wait_for_timeout(100)
            assert microscope.evaluate(CUT) == []
            assert microscope.evaluate(CROWDED) == []


def check_beside(visit: Visit, side: str, parts: Locator) -> None:
    """Fails where a cell's microscope covers the canvas or a visible part, or has small texts."""
    page = visit.page
    visit.settle()
    page.evaluate(PIN, side)
    expect(page.locator("microscope-panel .value")).to_be_visible()
    visit.settle()
    page.wait_for_timeout(200)
    microscope = page.get_by_role("dialog", name="Microscope")
    for phase in page.locator("microscope-panel [data-phase]").all():
        phase.click()
        box = microscope.bounding_box()
        assert box
        for part in (page.locator("scene-panel .board"), *parts.all()):
            kept = part.bounding_box()
            if not part.is_visible() or not kept:
                continue
            right = min(kept["x"] + kept["width"], box["x"] + box["width"])
            bottom = min(kept["y"] + kept["height"], box["y"] + box["height"])
            across, down = right - max(kept["x"], box["x"]), bottom - max(kept["y"], box["y"])
            assert min(across, down) <= 1, (kept, box)
        check_large(visit)
        assert microscope.evaluate(CUT) == []


def test_the_microscope_stays_beside_its_cell(visit: Visit) -> None:
    """It follows the camera, the window and steps from cell to cell."""
    page = visit.page
    assert press(visit, CELLS["layer 2"])
    visit.settle()
    box = page.get_by_role("dialog", name="Microscope")
    ring = page.locator("microscope-panel .leader circle").last
    was = box.bounding_box(), ring.bounding_box()
    for change in (
        lambda: page.keyboard.press("e"),
        lambda: page.set_viewport_size({"width": 1100, "height": 700}),
    ):
        change()
        page.wait_for_timeout(200)
        visit.settle()
        assert page.evaluate(WRONG) is None
        now = box.bounding_box(), ring.bounding_box()
        assert now[0] != was[0]
        assert now[1] != was[1]
        was = now
    # A step to a cell beside which the same place is best moves the line alone.
    page.keyboard.press(",")
    page.wait_for_timeout(200)
    visit.settle()
    assert page.evaluate(f"() => {STORE}.get('pinnedCell').layer") == "pool1"
    assert page.evaluate(WRONG) is None
    assert ring.bounding_box() != was[1]
