"""The place of the tour's card, and of what it speaks of."""

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import Server, Visit
from tests.e2e.laboratory import STORE
from tests.e2e.tour import STEPS, Guide


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (853, 480), (390, 844)])
def test_the_card_covers_neither_target_nor_canvas_nor_answer_and_never_scrolls(
    server: Server, browser: Browser, width: int, height: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": height})
    visit = Visit(context.new_page(), server)
    visit.open()
    guide = Guide(visit)
    guide.start()
    boxes = """() => {
      const box = (element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        return { left, top, right, bottom };
      };
      const roots = (root) => [root, ...[...root.querySelectorAll('*')]
        .filter((each) => each.shadowRoot).flatMap((each) => roots(each.shadowRoot))];
      const all = (query) => roots(document).flatMap((root) => [...root.querySelectorAll(query)]);
      const card = box(all('tour-panel')[0]);
      const seen = innerWidth > 1100 ? ', outputs-panel' : '';
      // The card's own button may be pointed at.
      const covered = all(`[data-pointed], .board${seen}`)
        .filter((each) => each.getRootNode().host?.localName !== 'tour-panel')
        .concat(all('figure-panel').flatMap((each) => [...each.shadowRoot.querySelectorAll(
          '.answer.right, .answer.wrong')]))
        .filter((each) => {
          const { left, top, right, bottom } = box(each);
          return Math.min(right, card.right) > Math.max(left, card.left)
            && Math.min(bottom, card.bottom) > Math.max(top, card.top);
        });
      return {
        covered: covered.map((each) => each.localName + '.' + each.className),
        inside: card.left >= 0 && card.top >= 0
          && card.right <= innerWidth + 1 && card.bottom <= innerHeight + 1,
        wide: document.documentElement.scrollWidth - innerWidth,
        scrolled: [scrollY, document.querySelector('main').scrollTop],
      };
    }"""
    for number, step in enumerate(STEPS, start=1):
        guide.dot(number).click()
        guide.at(step)
        visit.settle()
        visit.page.wait_for_timeout(100)
        found = visit.page.evaluate(boxes)
        assert found == {"covered": [], "inside": True, "wide": 0, "scrolled": [0, 0]}, step
        # What to do next can be seen without scrolling.
        for control in ("[data-action]", "[data-next]"):
            expect(guide.panel.locator(control)).to_be_in_viewport(ratio=1)
        # More keeps off the same, and what is said beside the button is not below the edge.
        expect(guide.panel.locator(".status")).to_be_in_viewport(ratio=1)
        guide.panel.get_by_text("More", exact=True).click()
        visit.page.wait_for_timeout(200)
        found = visit.page.evaluate(boxes)
        assert found == {"covered": [], "inside": True, "wide": 0, "scrolled": [0, 0]}, step
    # The last screen has its whole width, though More was open before.
    expect(guide.panel).to_have_attribute("data-more", "")
    guide.dot(len(STEPS) + 1).click()
    guide.at("summary")
    expect(guide.panel).not_to_have_attribute("data-more", "")
    card, claims = guide.panel.evaluate(
        """(panel) => ['section', '.claims']
          .map((each) => panel.shadowRoot.querySelector(each).clientWidth)"""
    )
    assert claims > 0.85 * card
    visit.page.keyboard.press("Escape")
    expect(guide.panel).to_be_hidden()
    context.close()
    assert visit.messages == []


def test_no_frame_of_a_cell_stays_when_the_canvas_grows(server: Server, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-US")
    visit = Visit(context.new_page(), server)
    visit.path = "#tour=head&lang=en"
    visit.open()
    guide, page = Guide(visit), visit.page
    # The receptive field of a cell at the edge reaches over the board's edge.
    cell = "{ side: 'model', layer: 'pool2', channel: 3, row: 7, col: 15 }"
    page.evaluate(f"() => {STORE}.set('pinnedCell', {cell})")
    expect(page.locator("scene-panel .field")).to_have_count(1)
    visit.settle()
    page.evaluate(f"() => {STORE}.set('pinnedCell', null)")
    expect(page.locator("scene-panel .field")).to_have_count(0)
    guide.dot(4).click()
    guide.at("volumes")
    visit.settle()
    page.wait_for_timeout(500)
    picture = page.locator("scene-panel .board").screenshot()
    pixels = np.asarray(Image.open(io.BytesIO(picture)).convert("L"))
    height, width = pixels.shape
    # Only the face, in the upper left corner.
    assert pixels[height // 2 : -5, 5:-5].max() < 40
    assert pixels[5:-5, width // 2 : -5].max() < 40
    context.close()
