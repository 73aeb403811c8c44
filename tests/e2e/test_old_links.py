"""Stored links of version 1 still open, with the same state."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import STARTED, Server

LINKS: dict[str, str] = json.loads(Path("tests/data/links/version-1.json").read_text("utf-8"))
"""Links as the page wrote them, by the part of the state that each holds."""


@pytest.fixture(scope="module")
def page(server: Server, browser: Browser) -> Iterator[Page]:
    """One page for all links, each opened anew."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", LINKS)
def test_a_link_of_version_1_still_opens(page: Page, server: Server, name: str) -> None:
    page.goto("about:blank")
    page.goto(f"{server.url}/#{LINKS[name]}")
    page.wait_for_function(STARTED)
    expect(page.locator("notice-bar p")).to_have_count(0)
    # The page writes the permalink from its state: nothing in the link may be lost. The tour
    # adds the scene of its step.
    page.wait_for_timeout(600)
    linked = set(LINKS[name].split("&"))
    now = set(page.evaluate("location.hash").removeprefix("#").split("&"))
    assert linked <= now
    assert now == linked or "tour=corner" in linked
