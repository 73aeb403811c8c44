"""A connection that is lost comes back by itself, with the scene as it was left."""

import re

from playwright.sync_api import Browser, expect

from tests.e2e.conftest import Server, Visit


def test_a_server_that_dies_in_the_middle_of_a_drag_is_found_again(
    server: Server, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    visit = Visit(context.new_page(), server)
    visit.open()
    page = visit.page
    status = page.locator("link-status")
    expect(status).to_have_text(re.compile("Live"))
    page.mouse.move(*visit.pixel(13, 13))
    page.mouse.down()
    page.mouse.move(*visit.pixel(20, 20))
    server.stop()
    page.mouse.move(*visit.pixel(33, 43), steps=5)
    expect(status).to_have_text(re.compile("trying again|Connecting"))
    assert visit.place() == "Face at row 23, col 33"
    server.start()
    expect(status).to_have_text(re.compile("Live"), timeout=10_000)
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
    expect(page.locator("#trouble")).to_contain_text("could not start")
    page.unroute("**/api/**")
    page.wait_for_function("() => Number(document.querySelector('figure-panel')?.dataset.seq) > 0")
    expect(page.locator("#trouble")).to_be_hidden()
    context.close()
