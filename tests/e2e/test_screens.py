"""From a phone of 360 px to 4K, by mouse and touch: nothing is cut off or scrolls away."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.conftest import Server, Visit
from tests.e2e.laboratory import LONG, STORE
from tests.e2e.views import go

SIZES = [(360, 740), (390, 844), (768, 1024), (1024, 768), (1440, 900), (1920, 1080), (3840, 2160)]
MAIN = [(360, 740), (1440, 900)]
"""For views other than the first."""
VIEWS = ("first", "side by side", "Compare, done", "a chosen slice", "microscope: pooling")
CASES = [
    pytest.param(*size, view, marks=[] if size in MAIN and view == VIEWS[0] else pytest.mark.slow)
    for view in VIEWS
    for size in (SIZES if view == VIEWS[0] else MAIN)
]
"""The first view on a phone and on a desk in every run; the others with `-m slow`."""

# The direction to the camera before any turn.
PRESET = """() => {
  const { stage } = document.querySelector('figure-panel');
  const { camera, controls } = stage;
  return camera.position.clone().sub(controls.target).normalize().toArray();
}"""

# Texts clipped by their own box, and texts that overlap though neither contains the other.
CUT = """() => {
  const texts = [];
  const shown = (element) => {
    if (!element.checkVisibility({ visibilityProperty: true })) return false;
    for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
      if (getComputedStyle(at).clipPath !== 'none') return false;
    }
    return true;
  };
  // What stands still while the rest scrolls beneath it.
  const still = (element) => {
    for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
      if (/fixed|sticky/.test(getComputedStyle(at).position)) return at;
    }
    return null;
  };
  // What is left of an element's box within all that scroll or cut it.
  const visible = (element, box) => {
    let { left, top, right, bottom } = box;
    for (let at = element; at; at = at.assignedSlot ?? at.parentElement ?? at.getRootNode().host) {
      if (!/auto|hidden|scroll|clip/.test(getComputedStyle(at).overflow)) continue;
      const edge = at.getBoundingClientRect();
      [left, top] = [Math.max(left, edge.left), Math.max(top, edge.top)];
      [right, bottom] = [Math.min(right, edge.right), Math.min(bottom, edge.bottom)];
    }
    return { left, top, right, bottom };
  };
  const cut = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) walk(element.shadowRoot);
      // What is tilted lies closer than its upright box tells; a tip is meant to lie over others.
      if (element.closest('svg, .tip, [style*=rotate]') || !shown(element)) continue;
      const style = getComputedStyle(element);
      const own = [...element.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
      if (own.length === 0 || element.matches('option, script, style, title, noscript')) continue;
      // A name that ends in dots has its whole as a title.
      const clips = style.overflowX === 'hidden' || style.overflowX === 'clip';
      if (clips && element.scrollWidth > element.clientWidth + 1 && !element.closest('[title]'))
        cut.push(`cut: ${element.textContent.trim().slice(0, 60)}`);
      for (const node of own) {
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const rect of range.getClientRects()) {
          const box = visible(element, rect);
          if (box.right - box.left < 2 || box.bottom - box.top < 2) continue;
          const text = node.data.trim().slice(0, 40);
          texts.push({ node, box, text, still: still(element) });
        }
      }
    }
  };
  walk(document);
  const over = [];
  for (let i = 0; i < texts.length; i++) {
    for (let j = 0; j < i; j++) {
      const [a, b] = [texts[i].box, texts[j].box];
      if (texts[i].node === texts[j].node || texts[i].still !== texts[j].still) continue;
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 3 && high > 5) over.push(`over: ${texts[i].text} | ${texts[j].text}`);
    }
  }
  return { cut, over, texts: texts.length };
}"""


@pytest.fixture
def screen(server: Server, browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Opens the page on a screen of some size."""
    opened: list[tuple[Visit, BrowserContext]] = []

    def open_screen(width: int, height: int, **options: Any) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        visit = Visit(context.new_page(), server)
        # Without a graphics card, a 4K screenshot takes long.
        visit.page.set_default_timeout(LONG)
        opened.append((visit, context))
        visit.open()
        return visit

    yield open_screen
    for visit, context in opened:
        context.close()
        # A busy machine responds late, and the page retries; other tests cover that.
        late = "closed before the connection is established"
        assert [message for message in visit.messages if late not in message] == []


@pytest.mark.parametrize(("width", "height", "view"), CASES)
def test_nothing_is_cut_or_covered(
    screen: Callable[..., Visit], width: int, height: int, view: str
) -> None:
    visit = screen(width, height)
    go(visit, view)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    seen = visit.page.evaluate(CUT)
    assert seen["texts"] > 30
    assert seen["cut"] + seen["over"] == []


def test_a_large_screen_is_used(screen: Callable[..., Visit]) -> None:
    sizes = {}
    for width, height in [(1440, 900), (3840, 2160)]:
        page = screen(width, height).page
        sizes[width] = page.evaluate(
            """() => {
              const box = (name) => document.querySelector(name).getBoundingClientRect();
              const text = document.querySelector('outputs-panel').renderRoot.querySelector('li');
              return { canvas: document.querySelector('scene-panel').renderRoot
                  .querySelector('canvas').getBoundingClientRect().width,
                text: parseFloat(getComputedStyle(text).fontSize),
                figure: box('figure-panel').width / innerWidth };
            }"""
        )
    assert sizes[3840]["text"] == pytest.approx(1.5 * sizes[1440]["text"])
    assert sizes[3840]["canvas"] == pytest.approx(1.5 * sizes[1440]["canvas"], rel=0.02)
    assert sizes[3840]["figure"] > 0.6


PHONE = {"has_touch": True, "is_mobile": True}


def test_controls_are_large_enough_for_a_finger(screen: Callable[..., Visit]) -> None:
    page = screen(390, 844, **PHONE).page
    small = page.evaluate(
        """() => {
          const found = [];
          const walk = (root) => {
            for (const element of root.querySelectorAll('*')) {
              if (element.shadowRoot) walk(element.shadowRoot);
              if (!element.matches('button, select, input:not([type=file])')) continue;
              if (!element.checkVisibility()) continue;
              const box = element.getBoundingClientRect();
              if (Math.min(box.width, box.height) < 24) found.push(element.outerHTML.slice(0, 200));
            }
          };
          walk(document);
          return found;
        }"""
    )
    assert small == []


def touches(page: Page) -> Callable[[str, list[tuple[float, float]]], None]:
    """Real touch events, as the browser gets them from a screen."""
    session = page.context.new_cdp_session(page)

    def send(kind: str, points: list[tuple[float, float]]) -> None:
        at = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    return send


def test_canvas_and_figure_are_both_visible_during_a_touch_drag(
    screen: Callable[..., Visit],
) -> None:
    visit = screen(390, 844, **PHONE)
    page = visit.page
    touch = touches(page)
    touch("touchStart", [visit.pixel(13, 13)])
    for step in range(1, 11):
        touch("touchMove", [visit.pixel(13 + 2 * step, 13 + step)])
    visit.settle()
    assert visit.place() == "Face at row 23, col 13"
    assert page.evaluate("scrollY") == 0
    canvas = page.locator("scene-panel .board > canvas").bounding_box()
    figure = page.locator("#figure").bounding_box()
    assert canvas
    assert figure
    assert figure["y"] + figure["height"] <= canvas["y"], "the hand covers no part of the figure"
    # Canvas and figure together, below the header, and never more than this once the page scrolls.
    assert canvas["y"] + canvas["height"] <= 48 + 0.55 * 844
    drawn = page.evaluate(
        """() => {
          const panel = document.querySelector('figure-panel');
          const top = panel.getBoundingClientRect().top;
          return panel.stage.layout.volumes.flatMap(({ x, height, width, gap, layer }) =>
            [x, x + gap * (layer.shape[0] - 1)].flatMap((at) => [-1, 1].map((up) =>
              top + panel.stage.project([at, up * height / 2, width / 2]).y)));
        }"""
    )
    assert max(drawn) <= canvas["y"]
    touch("touchEnd", [])


def test_a_swipe_over_the_figure_scrolls_and_two_fingers_turn_and_zoom_it(
    screen: Callable[..., Visit],
) -> None:
    visit = screen(390, 844, **PHONE)
    page = visit.page
    page.locator("figure-panel:not([hidden]) canvas").scroll_into_view_if_needed()
    box = page.locator("figure-panel:not([hidden]) canvas").bounding_box()
    assert box
    x, y = box["x"] + 200, box["y"] + 90
    touch = touches(page)
    start = page.evaluate("scrollY")
    preset = page.evaluate(PRESET)
    touch("touchStart", [(x - 20, y), (x + 20, y)])
    for step in range(1, 9):
        touch("touchMove", [(x - 20 - 5 * step, y - 5 * step), (x + 20 + 5 * step, y - 5 * step)])
    touch("touchEnd", [])
    visit.settle()
    turn = page.evaluate(f"() => {STORE}.get('camera').turn")
    assert turn["zoom"] < 1
    assert turn["from"] != pytest.approx(preset, abs=0.02)
    assert page.evaluate("scrollY") == start
    assert page.evaluate("visualViewport.scale") == 1
    touch("touchStart", [(x, y)])
    for step in range(1, 9):
        touch("touchMove", [(x, y - 10 * step)])
    touch("touchEnd", [])
    visit.settle()
    assert page.evaluate("scrollY") > start + 20
    assert page.evaluate(f"() => {STORE}.get('camera').turn") == turn


def test_canvas_and_figure_stay_while_the_rest_of_a_phone_scrolls(
    screen: Callable[..., Visit],
) -> None:
    page = screen(390, 844, **PHONE).page
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(200)
    assert page.evaluate("scrollY") > 500
    canvas = page.locator("scene-panel .board > canvas").bounding_box()
    figure = page.locator("#figure").bounding_box()
    assert canvas
    assert figure
    assert figure["y"] == 0
    assert canvas["y"] + canvas["height"] <= 0.55 * 844


def test_nothing_is_animated_with_reduced_motion(screen: Callable[..., Visit]) -> None:
    page = screen(1440, 900, reduced_motion="reduce").page
    moving = page.evaluate(
        """() => {
          const found = [];
          const walk = (root) => {
            for (const element of root.querySelectorAll('*')) {
              if (element.shadowRoot) walk(element.shadowRoot);
              const style = getComputedStyle(element);
              const { animationName, transitionDuration, scrollBehavior } = style;
              if (animationName !== 'none' || parseFloat(transitionDuration) > 0.001
                || scrollBehavior === 'smooth') found.push(element.outerHTML.slice(0, 80));
            }
          };
          walk(document);
          return [found, document.getAnimations().length];
        }"""
    )
    assert moving == [[], 0]


def test_forced_colours_show_pressed_and_selected_states(screen: Callable[..., Visit]) -> None:
    visit = screen(1440, 900, forced_colors="active")
    page = visit.page
    go(visit, "Compare, done")
    page.get_by_role("button", name="Pen").click()
    borders = page.evaluate(
        """() => {
          const style = (host, selector) => {
            const element = document.querySelector(host).renderRoot.querySelector(selector);
            const { borderTopColor, borderTopWidth } = getComputedStyle(element);
            return `${borderTopColor} ${borderTopWidth}`;
          };
          return [
            style('drawing-panel', '[aria-pressed=true]'),
            style('drawing-panel', '[aria-pressed=false]'),
            style('lab-panel', '[aria-selected=true]'), style('lab-panel', '[aria-selected=false]'),
          ];
        }"""
    )
    assert borders[0] != borders[1]
    assert borders[2] != borders[3]
    bar = page.locator("outputs-panel .bar").first.evaluate(
        "(bar) => [bar, bar.parentElement].map((each) => getComputedStyle(each).backgroundColor)"
    )
    assert bar[0] != bar[1]
