"""A network that fails silently, as when a laptop's lid closes."""

import re

from playwright.sync_api import Browser, expect

from tests.e2e.conftest import Server, Visit
from tests.e2e.relay import Relay


def test_a_page_recovers_its_scene_after_a_network_failure(
    server: Server, browser: Browser
) -> None:
    with Relay(server.port) as relay:
        context = browser.new_context(viewport={"width": 1280, "height": 720})
        visit = Visit(context.new_page(), Server(relay.port))
        visit.open()
        page = visit.page
        status = page.locator("connection-status")
        expect(status).to_have_text(re.compile("Live"))
        relay.cut()
        page.mouse.move(*visit.pixel(13, 13))
        page.mouse.down()
        page.mouse.move(*visit.pixel(33, 43), steps=5)
        page.mouse.up()
        # No end closes the connection: the page must notice that no response arrives.
        expect(status).to_have_text(re.compile("trying again|Connecting"), timeout=20_000)
        assert visit.place() == "Face at row 23, col 33"
        relay.mend()
        expect(status).to_have_text(re.compile("Live"), timeout=20_000)
        visit.settle()
        answer = server.activations("ludic", [{"object": "face", "row": 23, "col": 33}], "pool2")
        active = answer["layers"][0]["active"]
        assert [visit.counts()[f"pool2/{channel}"] for channel in range(len(active))] == active
        context.close()
