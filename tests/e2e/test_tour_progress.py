"""What the tour keeps: over Escape, reloads, stored values and links."""

import json

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import STARTED, Server, Visit, Windows
from tests.e2e.laboratory import STORE, drag
from tests.e2e.tour import CORNER, STEPS, Guide


@pytest.fixture
def guide(visit: Visit) -> Guide:
    """The tour, not yet begun."""
    return Guide(visit)


def test_escape_leaves_the_tour_its_button_resumes_it_and_a_reload_keeps_it(guide: Guide) -> None:
    page = guide.page
    drag(guide.visit, (13, 13), (30, 40))
    page.mouse.up()
    own = page.evaluate(f"{STORE}.get('scene').objects")
    guide.start()
    expect(guide.panel.locator("h2")).to_be_focused()
    guide.act()
    guide.done()
    guide.dot(1).focus()
    page.keyboard.press("End")
    guide.at("summary")
    expect(guide.dot(len(STEPS) + 1)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    guide.at("steady")
    page.keyboard.press("ArrowLeft")
    guide.at("global")
    # What is open uses the key first.
    page.get_by_role("button", name="Share", exact=True).press("Enter")
    expect(page.get_by_label("Link to this view")).to_be_visible()
    page.keyboard.press("Escape")
    guide.at("global")
    page.keyboard.press("Escape")
    expect(guide.panel).to_be_hidden()
    assert page.evaluate(f"{STORE}.get('scene').objects") == own
    expect(page.locator("[data-pointed]")).to_have_count(0)

    button = page.locator("tour-switch button")
    button.click()
    guide.at("global")
    expect(guide.dot(1)).to_have_class("dot done")
    page.wait_for_function("() => location.hash.includes('tour=global&tour-done=corner')")
    page.reload()
    page.wait_for_function(STARTED)
    guide.at("global")
    expect(page.locator("scene-panel .board")).to_be_visible()
    assert page.evaluate(f"{STORE}.get('model').id") == CORNER
    expect(button).to_have_attribute("aria-pressed", "true")
    guide.panel.get_by_role("button", name="Leave").click()
    assert page.evaluate(f"{STORE}.get('scene').objects") == own
    expect(button).to_be_focused()

    button.click()
    guide.panel.get_by_text("More", exact=True).click()
    guide.panel.get_by_role("button", name="Stay here").click()
    expect(guide.panel).to_be_hidden()
    assert page.evaluate(f"{STORE}.get('model').id") == CORNER


HOSTILE = [
    "{",
    json.dumps({"step": "<img src=x onerror=alert(1)>", "done": ["volumes"]}),
    json.dumps({"step": "__proto__", "done": {}}),
    json.dumps({"step": ["volumes"]}),
    "9" * 100_000,
]


def test_a_hostile_resume_value_restarts_the_tour(visit: Visit) -> None:
    page, guide = visit.page, Guide(visit)
    for kept in HOSTILE:
        # No page that could write its own is open.
        page.goto(f"{visit.server.url}/healthz")
        page.evaluate(
            """(kept) => {
              localStorage.setItem('shiftscope.tour', kept);
              sessionStorage.setItem('shiftscope.before', kept);
            }""",
            kept,
        )
        page.goto(f"{visit.server.url}/{visit.path}")
        page.wait_for_function(STARTED)
        expect(guide.panel, kept[:50]).to_be_hidden()
        page.locator("tour-switch button").click()
        guide.at("corner")
        expect(guide.panel.locator(".dot.done"), kept[:50]).to_have_count(0)


def test_a_link_opens_a_step_with_its_scene_and_an_invalid_one_is_reported(
    server: Server, windows: Windows
) -> None:
    sound = "#model=digits-max-fc-corner&objects=digit-3-1.30.30&a=digit-3-1.4.4"
    link = f"{sound}&tour=corner&tour-done=volumes~move&lang=en"
    with windows.visit(server, link) as visit:
        page = visit.page
        section = page.locator("tour-panel section")
        expect(section).to_have_attribute("data-step", "corner")
        expect(page.locator("tour-panel .dot.done")).to_have_count(3)
        assert page.evaluate(f"{STORE}.get('scene').objects") == [
            {"object": "digit-3-1", "row": 30, "col": 30}
        ]
        page.wait_for_function("() => location.hash.includes('tour-done=volumes~move~corner')")
        page.goto("about:blank")
        page.goto(f"{server.url}/#tour=%3Cimg%20src%3Dx%3E&tour-done=nothing&lang=en")
        page.wait_for_function(STARTED)
        expect(section.and_(page.locator("[data-step]"))).to_have_count(0)
        notice = page.locator("notice-bar")
        expect(notice).to_contain_text("tour: expected corner, head")
        expect(page.locator("notice-bar")).to_contain_text(
            "tour-done: expected names of the tour's"
        )


def test_a_link_with_only_a_step_sets_up_its_scene(server: Server, windows: Windows) -> None:
    with windows.visit(server, "#tour=corner&lang=en") as visit:
        now = "() => document.querySelector('scene-panel').context.store.state"
        visit.page.wait_for_function(f"() => ({now})().model.id.startsWith('digits-')")
        placed = visit.page.evaluate(f"() => ({now})().scene.objects[0].object")
        assert placed.startswith("digit-")
