"""Every view: axe finds no violation, dark or light, on a screen or a phone; no text is small."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import ROOT, Visit
from tests.e2e.laboratory import STORE
from tests.e2e.test_type import SMALL
from tests.e2e.views import VIEWS, go

AXE = (Path(ROOT) / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RUN = """async (tags) => {
  const runOnly = { type: 'tag', values: tags };
  const { violations, passes } = await axe.run(document, { runOnly });
  const failures = ({ id, nodes }) => nodes.map(({ target, failureSummary, html }) =>
    `${id}: ${JSON.stringify(target)} ${html.slice(0, 160)} -- ${failureSummary}`);
  return { passed: passes.length, violations: violations.flatMap(failures) };
}"""
MAIN = {
    "first",
    "opening",
    "side by side",
    "Compare, done",
    "Sweep, done",
    "Consistency, done",
    "Train, done",
    "microscope: convolution",
    "a chosen slice",
    "a notice",
    "tour, begun",
    "share",
    "Chinese",
}
"""Views that every run checks; the others need `-m slow`."""
LOOKS = [(1440, 900, "dark"), (390, 844, "light")]
"""Colours do not depend on the width, nor boxes on the theme."""


def violations(page: Page) -> list[str]:
    """axe's violations of the page in its present state."""
    # The page's Content-Security-Policy would refuse an inline script.
    page.evaluate(AXE)
    found = page.evaluate(RUN, list(RULES))
    assert found["passed"] > 20, "axe has looked at the page"
    return found["violations"]


@pytest.mark.parametrize(
    "view", [view if view in MAIN else pytest.param(view, marks=pytest.mark.slow) for view in VIEWS]
)
def test_axe_finds_nothing_and_no_text_is_smaller_than_13_px(visit: Visit, view: str) -> None:
    go(visit, view)
    found = visit.page.evaluate(SMALL, 13)
    for width, height, theme in LOOKS:
        visit.page.set_viewport_size({"width": width, "height": height})
        visit.page.evaluate(f"(theme) => {STORE}.set('theme', theme)", theme)
        visit.settle()
        found += [f"{theme}, {width}: {each}" for each in violations(visit.page)]
    assert found == []


def test_axe_would_find_something(visit: Visit) -> None:
    visit.settle()
    visit.page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert any(each.startswith("button-name") for each in violations(visit.page))
