"""Where the live channel is blocked, the page draws over plain requests, and comes back."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import Server, Visit
from tests.e2e.relay import Relay

ALL_PLACES = """() => {
    const { store } = document.querySelector('opening-panel').context;
    return store.get('places') && store.get('tiles').size === 144;
}"""
BLOCKED = re.compile("live channel does not open")
PLACED = [{"object": "face", "row": 23, "col": 33}]


@contextmanager
def visiting(server: Server, browser: Browser, relay: Relay, path: str) -> Iterator[Visit]:
    """A visit through the relay."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    visit = Visit(context.new_page(), Server(relay.port))
    visit.path = path
    visit.open()
    yield visit
    context.close()


@contextmanager
def blocked(server: Server, browser: Browser, path: str) -> Iterator[Visit]:
    """A visit through a relay that lets no channel open."""
    with Relay(server.port) as relay:
        relay.upgrades = False
        with visiting(server, browser, relay, path) as visit:
            yield visit


def active(server: Server, model: str) -> list[int]:
    """The API's counts of the second volume for the face where it is put down."""
    layers = server.activations(model, PLACED, "pool2")["layers"]
    counts: list[int] = layers[0]["active"]
    return counts


def drag(visit: Visit) -> None:
    """Carries the face to row 23, col 33, step by step."""
    page = visit.page
    page.mouse.move(*visit.pixel(13, 13))
    page.mouse.down()
    page.mouse.move(*visit.pixel(33, 43), steps=10)
    page.mouse.up()
    assert visit.place() == "Face at row 23, col 33"


@pytest.mark.parametrize("kind", ["drops the header", "withholds frames"])
def test_the_figure_is_drawn_over_plain_requests_until_the_channel_opens(
    server: Server, browser: Browser, kind: str
) -> None:
    with Relay(server.port) as relay:
        relay.upgrades = kind != "drops the header"
        relay.withholds = kind == "withholds frames"
        with visiting(server, browser, relay, "#screen=play") as visit:
            page, status = visit.page, visit.page.locator("connection-status")
            expect(status).to_have_text(BLOCKED, timeout=20_000)
            drag(visit)
            counts = active(server, "ludic")
            shown = [f"pool2/{channel}" for channel in range(len(counts))]
            page.wait_for_timeout(1_500)
            assert [visit.counts()[name] for name in shown] == counts
            assert visit.frames == []
            relay.upgrades, relay.withholds = True, False
            # As a network that returns: the next attempt does not wait for its turn.
            page.evaluate("() => dispatchEvent(new Event('online'))")
            expect(status).to_have_text("Live", timeout=20_000)
            page.keyboard.press("ArrowUp")
            visit.settle()
            assert visit.place() == "Face at row 22, col 33"
            page.keyboard.press("ArrowDown")
            visit.settle()
            assert [visit.counts()[name] for name in shown] == counts


def test_the_sentence_can_be_dismissed(server: Server, browser: Browser) -> None:
    with blocked(server, browser, "#screen=play") as visit:
        status = visit.page.locator("connection-status")
        expect(status.get_by_text(BLOCKED)).to_be_in_viewport(ratio=1)
        status.get_by_role("button", name="Dismiss").click()
        expect(status.get_by_role("button")).to_have_count(0)
        expect(status.locator(".plain")).to_have_attribute("title", BLOCKED)


def test_both_networks_of_the_first_screen_answer_and_its_sweep_goes_on(
    server: Server, browser: Browser
) -> None:
    with blocked(server, browser, "") as visit:
        page = visit.page
        expect(page.locator("connection-status").get_by_text(BLOCKED)).to_be_in_viewport(ratio=1)
        # The object is carried, and both networks answer on its way.
        page.wait_for_function(
            "() => [...document.querySelectorAll('figure-panel')]"
            ".every((panel) => Number(panel.dataset.seq) > 20)",
            timeout=30_000,
        )
        page.get_by_role("button", name="Show all places").click()
        page.wait_for_function(ALL_PLACES, timeout=60_000)


def test_dismissing_the_sentence_does_not_stop_the_first_screen(
    server: Server, browser: Browser
) -> None:
    with blocked(server, browser, "") as visit:
        status = visit.page.locator("connection-status")
        phase = "document.querySelector('opening-panel').acts.motion.flight.phase"
        visit.page.wait_for_function(f"() => {phase} === 'flying'", timeout=30_000)
        status.get_by_role("button", name="Dismiss").click()
        assert visit.page.evaluate(phase) == "flying"
        visit.page.locator("scene-panel .board").click()
        assert visit.page.evaluate(phase) == "over"
