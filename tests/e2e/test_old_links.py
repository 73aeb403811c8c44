"""Stored links of version 1 still open, with the same state."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Server, Visit, Windows

LINKS: dict[str, str] = json.loads(Path("tests/data/links/version-1.json").read_text("utf-8"))
"""Links as the page wrote them, by the part of the state that each holds."""


def check_kept(visit: Visit, name: str) -> None:
    """Fails where the page does not write a link again as it was."""
    page = visit.page
    expect(page.locator("notice-bar p"), name).to_have_count(0)
    # The page writes the permalink from its state: nothing in the link may be lost. The tour
    # adds the scene of its step.
    linked = set(LINKS[name].split("&"))
    now = set(page.evaluate("location.hash").removeprefix("#").split("&"))
    assert linked <= now, name
    assert now == linked or "tour=corner" in linked, name


@pytest.mark.parametrize("name", ["sweep", "tour", "turn"])
def test_a_link_of_version_1_still_opens(server: Server, windows: Windows, name: str) -> None:
    with windows.visit(server, f"#{LINKS[name]}") as visit:
        visit.page.wait_for_timeout(600)
        check_kept(visit, name)


def test_every_link_of_version_1_is_still_followed(visit: Visit) -> None:
    page = visit.page
    for name, link in LINKS.items():
        # The page never writes an ampersand at the end: once that has gone, the page has written.
        page.evaluate("(link) => { location.hash = `${link}&`; }", link)
        page.wait_for_function("() => !location.hash.endsWith('&')")
        page.wait_for_timeout(500)
        check_kept(visit, name)
