"""Links of version 1 that were written before still open, and show what they showed."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import STARTED, Server
from tests.e2e.laboratory import STORE

LINKS: dict[str, Any] = json.loads(Path("tests/data/links/version-1.json").read_text("utf-8"))
"""By what each tells: the link, and what it changes of the state that a visit begins with."""


@pytest.fixture(scope="module")
def page(server: Server, browser: Browser):
    """One visit for all links: each is opened in its turn, as from a bookmark."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{server.url}/#lang=en")
    page.wait_for_function(STARTED)
    yield page
    context.close()


@pytest.mark.parametrize("name", LINKS)
def test_a_link_of_version_1_opens_as_it_did(page: Page, name: str) -> None:
    link, told = LINKS[name]["link"], LINKS[name]["state"]
    # Another view comes between, so that there is something to follow.
    for fragment in ("lang=en&spread=0.11&objects=none&object=none", link):
        page.evaluate("(fragment) => { location.hash = fragment; }", fragment)
        page.wait_for_function(
            f"(fragment) => new RegExp('spread=0.11').test(fragment) === "
            f"({STORE}.get('view').spread === 0.11)",
            arg=fragment,
        )
    expect(page.locator("notice-bar p")).to_have_count(0)
    state = page.evaluate(
        f"""(keys) => {{
          const {{ state }} = {STORE};
          const told = Object.fromEntries(keys.map((key) => [key, state[key]]));
          return {{ ...told, model: state.model.id, twin: state.twin?.id ?? null }};
        }}""",
        list(told),
    )
    assert {key: state[key] for key in told} == told
    # Written again it is the same, to the letter.
    page.wait_for_function("(link) => location.hash === `#${link}`", arg=link)
