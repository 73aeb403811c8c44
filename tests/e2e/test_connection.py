"""The page reconnects by itself, with its scene unchanged."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, expect

from tests.e2e.conftest import ROOT, STARTED, Server, Visit, free_port

ENDS = (".json", ".safetensors")


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Server]:
    """A server that a test may stop."""
    server = Server(free_port(), settings={"SHIFTSCOPE_MODELS": networks(tmp_path, "ludic")})
    server.start()
    yield server
    server.stop()


def networks(folder: Path, *names: str) -> str:
    """A folder with a few networks, which load quickly."""
    folder.mkdir(exist_ok=True)
    for path in (ROOT / "models" / f"{name}{end}" for name in names for end in ENDS):
        (folder / path.name).symlink_to(path)
    return str(folder)


def test_the_page_reconnects_to_a_server_that_dies_during_a_drag(
    mortal: Server, browser: Browser
) -> None:
    server = mortal
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    visit = Visit(context.new_page(), server)
    visit.open()
    page = visit.page
    status = page.locator("connection-status")
    expect(status).to_have_text(re.compile("Live"))
    page.mouse.move(*visit.pixel(13, 13))
    page.mouse.down()
    page.mouse.move(*visit.pixel(20, 20))
    server.stop()
    page.mouse.move(*visit.pixel(33, 43), steps=5)
    expect(status).to_have_text(re.compile("trying again|Connecting"))
    assert visit.place() == "Face at row 23, col 33"
    # This covers the longest wait between two attempts.
    page.wait_for_timeout(4_000)
    server.start()
    expect(status).to_have_text(re.compile("Live"), timeout=2_000)
    visit.settle()
    page.mouse.up()
    answer = server.activations("ludic", [{"object": "face", "row": 23, "col": 33}], "pool2")
    active = answer["layers"][0]["active"]
    assert [visit.counts()[f"pool2/{channel}"] for channel in range(len(active))] == active
    context.close()


def test_a_page_opened_while_the_api_is_down_starts_by_itself(
    server: Server, browser: Browser
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/api/**", lambda route: route.abort())
    page.goto(server.url)
    expect(page.locator("#start-error")).to_contain_text("could not start")
    page.unroute("**/api/**")
    page.wait_for_function("() => Number(document.querySelector('figure-panel')?.dataset.seq) > 0")
    expect(page.locator("#start-error")).to_be_hidden()
    context.close()


def test_a_page_that_cannot_start_says_so_and_starts_nothing_twice(
    server: Server, browser: Browser
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(
        """
        window.starts = 0;
        const all = Document.prototype.querySelectorAll;
        Document.prototype.querySelectorAll = function (selector) {
          if (selector !== "body *") return all.call(this, selector);
          window.starts += 1;
          throw new Error("no panels");
        };
        """
    )
    page.goto(server.url)
    expect(page.locator("#start-error")).to_have_text("The page could not start (no panels).")
    # Longer than the delay between two attempts to load.
    page.wait_for_timeout(3_000)
    assert page.evaluate("window.starts") == 1
    context.close()


def test_a_server_that_comes_back_with_other_networks(browser: Browser, tmp_path: Path) -> None:
    """The page keeps its scene and names the networks that are gone."""
    before = networks(tmp_path / "before", "ludic", "figure-everywhere")
    after = networks(tmp_path / "after", "ludic", "figure-corner")
    server = Server(free_port(), settings={"SHIFTSCOPE_MODELS": before})
    server.start()
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    try:
        visit = Visit(context.new_page(), server)
        visit.path = "#model=figure-everywhere&objects=face.20.30"
        visit.open()
        server.stop()
        server.settings["SHIFTSCOPE_MODELS"] = after
        server.start()
        notice = visit.page.locator("notice-bar")
        expect(notice).to_contain_text("figure-everywhere", timeout=20_000)
        visit.page.wait_for_function(STARTED)
        visit.settle()
        answer = server.activations("ludic", [{"object": "face", "row": 20, "col": 30}], "pool2")
        active = answer["layers"][0]["active"]
        assert [visit.counts()[f"pool2/{channel}"] for channel in range(len(active))] == active
    finally:
        context.close()
        server.stop()


def test_a_server_with_a_token_works_for_a_page_that_has_it(
    browser: Browser, server: Server
) -> None:
    """The page asks for the token once; the docs page and the page itself need none."""
    token = "a-token-of-the-school"
    closed = Server(free_port(), settings={"SHIFTSCOPE_TOKEN": token})
    closed.start()
    context = browser.new_context()
    page = context.new_page()
    asked = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept(token)

    page.on("dialog", answer)
    try:
        page.goto(closed.url)
        page.wait_for_function(STARTED)
        expect(page.locator("connection-status")).to_have_text(re.compile("Live"))
        page.reload()
        page.wait_for_function(STARTED)
        assert len(asked) == 1
    finally:
        context.close()
        closed.stop()


def test_the_docs_page_runs_under_the_content_security_policy(
    server: Server, browser: Browser
) -> None:
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{server.url}/docs")
    page.locator(".opblock-summary-control", has_text="/api/render").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    expect(page.locator(".live-responses-table .response-col_status").last).to_contain_text("200")
    context.close()
    assert [text for text in said if "Content Security Policy" in text or "Error" in text] == []
