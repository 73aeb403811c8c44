"""The size of every visible text: 13 px at least, and 24 px in projector mode."""

from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.laboratory import TABS
from tests.e2e.views import go

# Visible texts smaller than a limit, px on the screen, in all shadow roots and in SVG.
SMALL = """(limit) => {
  const found = new Set();
  const walk = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) walk(element.shadowRoot);
      // A tile's digit is a mark of the canvas, as large as the tile.
      if (element.matches('script, style, title, noscript, option, .tile text')) continue;
      const written = ({ nodeType, data }) => nodeType === 3 && data.trim();
      const texts = [...element.childNodes].filter(written);
      if (!texts.length || !element.checkVisibility({ visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(texts[0]);
      const box = range.getBoundingClientRect();
      if (box.width < 2 || box.height < 2) continue;
      const hidden = (at) => at && (getComputedStyle(at).clipPath !== 'none'
        || hidden(at.parentElement ?? at.getRootNode().host));
      if (hidden(element)) continue;
      const scale = element.closest('svg')
        ? element.ownerSVGElement?.getScreenCTM()?.d ?? 1 : 1;
      const size = parseFloat(getComputedStyle(element).fontSize) * Math.abs(scale);
      if (size < limit - 0.01)
        found.add(`${size.toFixed(1)} ${element.localName} ${texts[0].data.trim().slice(0, 40)}`);
    }
  };
  walk(document);
  return [...found];
}"""

SHOWN = ["digits", *(f"{name}, before" for name in TABS), "own pictures", "keys"]
"""Views that axe looks at only in the slow tests; in the others, the text is measured with it."""


def test_no_text_is_smaller_than_13_px(visit: Visit) -> None:
    for view in SHOWN:
        go(visit, view)
        small = visit.page.evaluate(SMALL, 13)
        assert small == [], view
        visit.page.keyboard.press("Escape")


def test_no_text_is_smaller_than_24_px_in_projector_mode(visit: Visit) -> None:
    palette = visit.page.locator("palette-panel")
    for view in ("first", "side by side", "digits", "tour, begun"):
        go(visit, view)
        visit.page.keyboard.press("f")
        expect(palette, view).to_be_hidden()
        visit.settle()
        small = visit.page.evaluate(SMALL, 24)
        assert small == [], view
        visit.page.keyboard.press("f")
        expect(visit.page.locator("h1"), view).to_be_visible()
