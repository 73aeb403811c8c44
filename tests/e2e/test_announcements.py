"""Announcements to screen readers: predictions, finished work, the connection and notices."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.laboratory import drag
from tests.e2e.views import blind, failed_import, measured, swept

HEARD = """() => {
  window.heard = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (!element.matches('[data-news=prediction]')) continue;
      new MutationObserver(() => window.heard.push(element.textContent.trim()))
        .observe(element, { childList: true, characterData: true, subtree: true });
    }
  };
  walk(document);
}"""


def test_a_changed_prediction_is_announced_once_after_a_drag(visit: Visit) -> None:
    page = visit.page
    answer = page.locator("live-region [data-news=prediction]")
    expect(answer).to_have_text(re.compile(r"^right: face, (>99|100)% sure$"))
    expect(answer).to_have_attribute("aria-live", "polite")
    page.evaluate(HEARD)
    drag(visit, (13, 13), (40, 40))
    page.mouse.up()
    page.wait_for_timeout(900)
    assert page.evaluate("window.heard") == [], "the same answer is not said again"
    page.locator("scene-panel .board").focus()
    page.keyboard.press("Delete")
    expect(answer).to_have_text(re.compile(r"^right: nothing, >?\d+% sure$"))
    assert len(page.evaluate("window.heard")) == 1


def test_announcements_name_each_of_two_networks(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("button", name="Without pooling").click()
    expect(page.locator("live-region [data-news=prediction]")).to_have_text(
        re.compile(r"^1: right: face, >?\d+% sure; 2: right: face, >?\d+% sure$")
    )


def test_a_finished_sweep_is_announced_with_its_accuracy(visit: Visit) -> None:
    swept(visit)
    shown = visit.page.locator("sweep-tab [data-accuracy]").inner_text()
    expect(visit.page.locator("live-region [data-news=work]")).to_have_text(
        f"Sweep of Digits, one corner finished: accuracy {float(shown):.3f}."
    )


def test_finished_transplants_and_measurements_are_announced(visit: Visit) -> None:
    blind(visit)
    work = visit.page.locator("live-region [data-news=work]")
    expect(work).to_have_text(re.compile("finished: accuracy"))
    measured(visit)
    expect(work).to_have_text("Equivariance measured.")


def test_connection_and_notices_are_live(visit: Visit) -> None:
    page = visit.page
    expect(page.locator("connection-status [role=status]")).to_have_text("Live")
    failed_import(visit)
    expect(page.locator("notice-bar [role=alert]")).to_contain_text("x.png was not placed")
