"""A browser that is too old is told so; others never see it."""

from playwright.sync_api import Browser, Route, expect

from tests.e2e.conftest import STARTED, Server

ASKED = "color:light-dark(#000, #fff)"


def test_a_browser_that_is_too_old_is_told_so(server: Server, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{server.url}/#screen=play")
    page.wait_for_function(STARTED)
    sentence = page.locator("#browser-too-old p").first
    expect(sentence).to_be_hidden()

    def older(route: Route) -> None:
        response = route.fetch()
        style = response.text()
        assert ASKED in style
        # The style asks for something that no browser has.
        route.fulfill(response=response, body=style.replace(ASKED, "color:never"))

    changed = []
    page.route("**/*.css", lambda route: (changed.append(route), older(route))[1])
    # Modules fail to load, as they do where their syntax is too new.
    page.route("**/*.js", lambda route: route.abort())
    page.reload()
    expect(sentence).to_be_visible()
    assert changed
    box = sentence.bounding_box()
    assert box
    assert box["y"] < 40
    page.close()
