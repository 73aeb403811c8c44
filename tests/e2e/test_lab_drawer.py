"""The laboratory: its place, its tabs, and whether each tab fits."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.laboratory import TABS, show, unfold


def test_the_laboratory_opens_in_the_place_of_the_inspector(visit: Visit) -> None:
    page = visit.page
    figure = page.locator("figure-panel:not([hidden]) canvas")
    content = page.locator("lab-panel [role=tabpanel]")
    tabs = page.get_by_role("tab")
    expect(content).to_have_count(0)
    expect(page.locator("#inspector")).to_be_visible()
    assert tabs.all_inner_texts() == list(TABS)
    tabs.first.click()
    expect(content).to_be_visible()
    expect(page.locator("#inspector")).to_be_hidden()
    expect(tabs.first).to_have_attribute("aria-selected", "true")
    visit.settle()
    after, tab = figure.bounding_box(), content.bounding_box()
    assert after
    assert tab
    assert after["height"] > 0.7 * 900
    assert after["x"] + after["width"] <= tab["x"]
    assert tab["height"] > 0.9 * 900
    page.locator("lab-panel").get_by_role("button", name="Close").click()
    expect(content).to_have_count(0)
    expect(page.locator("#inspector")).to_be_visible()
    tabs.first.click()
    tabs.first.click()
    expect(content).to_have_count(0)


def test_tabs_go_by_keys(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("tab", name="Compare").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Pooling")).to_be_focused()
    expect(page.locator("lab-panel [role=tabpanel]")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("pooling-tab")).to_be_visible()
    page.keyboard.press("End")
    expect(page.locator("training-view")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator("compare-tab")).to_be_visible()


OPEN: dict[str, Callable[[Visit], None]] = {
    "Compare": lambda visit: None,
    "Pooling": lambda visit: visit.page.get_by_role(
        "button", name="Without pooling, side by side"
    ).click(),
    "Sweep": lambda visit: (
        visit.page.locator("sweep-tab").get_by_role("button", name="Sweep 3").click()
    ),
    "Who went blind": lambda visit: visit.page.get_by_role("button", name="Sweep this 3").click(),
    "Evidence": lambda visit: None,
    "Train": lambda visit: None,
    "Consistency": lambda visit: (
        visit.page.locator("consistency-tab").get_by_role("button", name="Measure").last.click()
    ),
}
NAMELESS = """(tab) => {
  const found = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (element.matches('select, input, progress, canvas')) {
        // What a label holds beside the very control that it names.
        const label = element.labels?.[0]?.cloneNode(true);
        for (const control of label?.querySelectorAll('select, input') ?? []) control.remove();
        const name = element.getAttribute('aria-label') ?? label?.textContent;
        if (!name?.trim()) found.push(element.outerHTML);
      } else if (element.matches('button, [tabindex]')) {
        const by = root.getElementById?.(element.getAttribute('aria-labelledby'));
        const name = element.getAttribute('aria-label') ?? (by ?? element).textContent;
        if (!name.trim()) found.push(element.outerHTML);
      }
      if (element.matches('th:not([scope])')) found.push(element.outerHTML);
      if (element.matches('table') && !element.caption) found.push(element.outerHTML);
    }
  };
  walk(tab.getRootNode());
  return found;
}"""


SIZES = ((320, 700), (390, 844), (1000, 800), (1440, 900))


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_fits_and_names_its_controls(visit: Visit, tab: str) -> None:
    page = visit.page
    # What the tab needs is pressed where there is least room.
    page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})
    show(visit, "digits-max-fc-corner", ("digit-3-1", 4, 4))
    page.keyboard.press("p")
    show(visit, "digits-max-fc-corner", ("digit-3-1", 20, 30))
    if tab != "Compare":
        page.get_by_role("tab", name=tab).click()
    OPEN[tab](visit)
    page.wait_for_timeout(1500)
    unfold(visit)
    content = page.locator("lab-panel [role=tabpanel]")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        visit.settle()
        content.scroll_into_view_if_needed()
        box = content.bounding_box()
        assert box
        assert box["height"] > 200, width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert content.evaluate("(box) => box.scrollWidth - box.clientWidth") <= 0, width
        assert content.evaluate(NAMELESS) == [], width
