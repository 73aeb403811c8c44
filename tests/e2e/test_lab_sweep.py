"""Sweeps fill in, and can be read, cancelled and followed; each number is the API's."""

import numpy as np
import pytest
from playwright.sync_api import Browser, Request, expect

from tests.e2e.conftest import Server, Visit, Windows, free_port
from tests.e2e.laboratory import (
    LONG,
    STORE,
    drag,
    exact,
    finished,
    show,
    sweep_equals_api,
    sweep_state,
    unfold,
)


def test_a_sweep_fills_in_and_its_numbers_are_the_apis(visit: Visit) -> None:
    page = visit.page
    show(visit, "digits-max-fc-corner", ("digit-3-1", 4, 4))
    page.get_by_role("tab", name="Sweep").click()
    tab = page.locator("sweep-tab")
    unfold(visit)
    tab.get_by_label("step").select_option("1")
    page.evaluate(
        f"""() => {{
          window.seen = [];
          {STORE}.on(['sweeps'], () => window.seen.push({STORE}.get('sweeps')[0].done));
        }}"""
    )
    tab.get_by_role("button", name="Sweep 3").click()
    (sweep,) = finished(visit, "sweeps", 1)
    seen = page.evaluate("window.seen")
    assert seen == sorted(seen)
    assert len(set(seen)) > 20, "it fills in bit by bit"
    assert seen[-1] == 2025
    answer = sweep_equals_api(visit, sweep)
    assert exact(tab.locator("[data-accuracy]")) == answer["accuracy"]
    assert exact(tab.locator("[data-headline]")) == answer["accuracy"]
    right = int(np.sum(answer["correct"]))
    expect(tab.locator(".headline")).to_contain_text(
        f"of 2025 places, one every 1 px, have the right answer ({right}). Guessing would give 10%."
    )
    assert exact(tab.locator("[data-inside]")) == answer["inside"]
    assert exact(tab.locator("[data-outside]")) == answer["outside"]
    assert answer["inside"] > 0.9
    assert answer["outside"] < 0.2

    canvas = tab.locator("heat-map canvas")
    drawn = canvas.evaluate(
        "(canvas) => [...canvas.getContext('2d').getImageData(0, 0, 45, 45).data]"
    )
    bright = np.reshape(drawn, (45, 45, 4))[..., 1] > 128
    np.testing.assert_array_equal(bright, np.array(answer["correct"]))


def test_hovering_shows_a_position_and_a_click_applies_it(visit: Visit) -> None:
    page = visit.page
    show(visit, "digits-max-fc-corner", ("digit-3-1", 4, 4))
    page.get_by_role("tab", name="Sweep").click()
    tab = page.locator("sweep-tab")
    unfold(visit)
    tab.get_by_label("step").select_option("4")
    tab.get_by_role("button", name="Sweep 3").click()
    (sweep,) = finished(visit, "sweeps", 1)
    canvas = tab.locator("heat-map canvas")
    box = canvas.bounding_box()
    assert box
    x, y = box["x"] + 7.5 / 12 * box["width"], box["y"] + 3.5 / 12 * box["height"]
    page.mouse.move(x, y)
    index = 3 * 12 + 7
    answer = int(sweep["fields"]["prediction"][index])
    here = tab.locator("[data-here]")
    expect(here).to_contain_text("row 12, col 28")
    expect(here.locator("strong")).to_have_text(str(answer))
    values = tab.locator("[data-values]")
    expect(values).to_contain_text(f"{sweep['fields']['score'][index]:.3f}")
    page.mouse.click(x, y)
    assert visit.place() == "3 at row 12, col 28"
    canvas.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert visit.place() != "3 at row 12, col 28"
    expect(tab.get_by_text("Of an earlier scene")).to_have_count(0)
    page.get_by_role("button", name="Clear").click()
    expect(tab.get_by_text("Place an object on the canvas")).to_be_visible()


def test_several_networks_stand_side_by_side_and_over_the_canvas(visit: Visit) -> None:
    page = visit.page
    show(visit, "digits-max-fc-corner", ("digit-7-2", 10, 10))
    page.get_by_role("tab", name="Sweep").click()
    tab = page.locator("sweep-tab")
    unfold(visit)
    tab.get_by_label("step").select_option("4")
    tab.get_by_role("button", name="Sweep 7").click()
    finished(visit, "sweeps", 1)
    tab.get_by_label("Add network").select_option("digits-max-fc-everywhere")
    sweeps = finished(visit, "sweeps", 2)
    for sweep in sweeps:
        sweep_equals_api(visit, sweep)
    expect(tab.locator("heat-map")).to_have_count(2)
    expect(tab.locator(".chart")).to_have_count(2)
    expect(tab.locator(".chart").first.locator("polyline.series")).to_have_count(2)
    for field in ("score", "sensitivity", "response", "cosine", "correct"):
        tab.get_by_label("map", exact=True).select_option(field)
        expect(tab.locator(".legend")).to_be_visible()
    over = page.locator("sweep-overlay canvas")
    # The first network's map lies over the canvas from the start; box: row, col, height, width.
    expect(over).to_have_attribute("data-box", "8 8 48 48")
    # One press lays the other map there.
    press = tab.get_by_role("button", name="Lay over the canvas")
    expect(press.first).to_have_attribute("aria-pressed", "true")
    press.last.click()
    expect(page.locator("scene-panel [data-overlay]")).to_contain_text("everywhere")
    press.first.click()
    page.get_by_role("button", name="Hide map").click()
    expect(over).to_have_count(0)
    tab.get_by_label("over the canvas").check()
    expect(over).to_have_count(1)
    tab.get_by_role("button", name="Remove").click()
    expect(tab.locator("heat-map")).to_have_count(1)


def test_letters_of_wrong_answers_are_explained_where_they_are_not_the_answer(
    visit: Visit,
) -> None:
    page = visit.page
    show(visit, "figure-corner", ("face", 3, 3))
    page.get_by_role("tab", name="Sweep").click()
    page.locator("sweep-tab").get_by_role("button", name="Sweep face").click()
    (sweep,) = finished(visit, "sweeps", 1)
    fields = sweep["fields"]
    outputs = ("human body", "face", "arm", "leg", "nothing")
    wrong = {
        outputs[int(answer)]
        for answer, right in zip(fields["prediction"], fields["correct"], strict=True)
        if not right
    }
    assert wrong
    key = page.locator("scene-panel [data-overlay] [data-answer]")
    assert {text.strip() for text in key.all_inner_texts()} == {
        f"{name[0]} {name}" for name in wrong
    }


def test_tiles_fall_one_by_one_with_the_object_flying_and_none_before_it_is_computed(
    visit: Visit,
) -> None:
    page = visit.page
    show(visit, "digits-max-fc-corner", ("digit-3-1", 4, 4))
    page.get_by_role("tab", name="Sweep").click()
    page.evaluate(
        f"""() => {{
          window.seen = [];
          const note = () => {{
            const shown = document.querySelector('scene-panel').renderRoot
              .querySelector('sweep-overlay').renderRoot.querySelector('canvas')?.dataset.shown;
            if (shown) window.seen.push([Number(shown), {STORE}.get('sweeps')[0].done]);
            requestAnimationFrame(note);
          }};
          note();
        }}"""
    )
    page.locator("sweep-tab").get_by_role("button", name="Sweep 3").click()
    finished(visit, "sweeps", 1)
    over = page.locator("sweep-overlay canvas")
    expect(over).to_have_attribute("data-shown", "529", timeout=15_000)
    seen = page.evaluate("window.seen")
    shown = [count for count, _ in seen]
    assert shown == sorted(shown)
    assert len(set(shown)) > 5
    assert all(count <= done for count, done in seen)
    # A drag goes through the map.
    drag(visit, (10, 10), (30, 30))
    page.mouse.up()
    assert visit.place() == "3 at row 24, col 24"
    expect(over).to_have_count(1)


def test_without_motion_tiles_appear_as_soon_as_they_are_computed(
    server: Server, windows: Windows
) -> None:
    with windows.visit(server, reduced_motion="reduce") as visit:
        page = visit.page
        show(visit, "digits-max-fc-corner", ("digit-3-1", 4, 4))
        page.get_by_role("tab", name="Sweep").click()
        page.locator("sweep-tab").get_by_role("button", name="Sweep 3").click()
        finished(visit, "sweeps", 1)
        visit.settle()
        expect(page.locator("sweep-overlay canvas")).to_have_attribute(
            "data-shown", "529", timeout=500
        )


@pytest.mark.parametrize("how", ["Cancel", "leave"])
def test_cancelling_and_leaving_abort_the_request(visit: Visit, how: str) -> None:
    page = visit.page
    failed: list[str] = []

    def note(request: Request) -> None:
        failed.append(request.url)

    page.on("requestfailed", note)
    show(visit, "digits-none-fc-everywhere", ("digit-3-1", 4, 4))
    page.get_by_role("tab", name="Sweep").click()
    tab = page.locator("sweep-tab")
    unfold(visit)
    tab.get_by_label("step").select_option("1")
    # A script presses the button: on a busy machine the work may end before a pointer gets there.
    tab.evaluate(
        f"""(tab, how) => {{
          const cancel = () => [...tab.renderRoot.querySelectorAll('button')]
            .find((button) => button.textContent.trim() === 'Cancel').click();
          const stop = {STORE}.on(['sweeps'], () => {{
            if (!({STORE}.get('sweeps')[0]?.done > 0)) return;
            stop();
            if (how === 'leave') location.assign('about:blank');
            else tab.updateComplete.then(cancel);
          }});
        }}""",
        how,
    )
    tab.get_by_role("button", name="Sweep 3").click()
    if how == "leave":
        page.wait_for_url("about:blank", timeout=LONG)
    else:
        expect(tab.get_by_text("cancelled")).to_be_visible(timeout=LONG)
        (sweep,) = sweep_state(visit)
        assert 0 < sweep["done"] < 2025
        page.wait_for_timeout(500)
        assert sweep_state(visit)[0]["done"] == sweep["done"]
    page.wait_for_timeout(200)
    assert any("sensitivity" in url for url in failed)


def test_the_user_chooses_the_correct_output_where_none_is_known(visit: Visit) -> None:
    page = visit.page
    show(visit, "digits-max-fc-corner", ("house", 4, 4))
    page.get_by_role("tab", name="Sweep").click()
    tab = page.locator("sweep-tab")
    expect(tab.get_by_text("this network has none for a house")).to_be_visible()
    expect(tab.get_by_role("button", name="Sweep house")).to_be_disabled()
    # The choice is beside the button that waits for it, and stays there.
    tab.get_by_label("It should be").select_option("3")
    expect(tab.get_by_text("this network has none for a house")).to_have_count(0)
    unfold(visit)
    expect(tab.get_by_label("right answer")).to_have_value("3")
    expect(tab.get_by_label("It should be")).to_have_value("3")
    tab.get_by_label("step").select_option("4")
    tab.get_by_role("button", name="Sweep house").click()
    (sweep,) = finished(visit, "sweeps", 1)
    sweep_equals_api(visit, sweep)


def test_a_network_of_another_kind_is_swept_with_its_own_answer_as_the_right_one(
    visit: Visit,
) -> None:
    page = visit.page
    show(visit, "ludic", ("face", 4, 4))
    page.get_by_role("tab", name="Sweep").click()
    tab = page.locator("sweep-tab")
    unfold(visit)
    tab.get_by_label("step").select_option("4")
    tab.get_by_label("Add network").select_option("digits-max-gap")
    tab.get_by_role("button", name="Sweep face").click()
    beside = tab.locator("[data-model=digits-max-gap]")
    expect(beside).to_contain_text("its own answer where the object was", timeout=LONG)
    first, second = finished(visit, "sweeps", 2)
    assert second["start"]["reference"] == "answer"
    sweep_equals_api(visit, first)


def test_a_refusal_is_shown_in_the_server_s_words(browser: Browser) -> None:
    server = Server(free_port(), settings={"SHIFTSCOPE_SWEEP_LIMIT": "100"})
    server.start()
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    visit = Visit(context.new_page(), server)
    try:
        visit.open()
        visit.page.get_by_role("tab", name="Sweep").click()
        tab = visit.page.locator("sweep-tab")
        unfold(visit)
        tab.get_by_label("step").select_option("1")
        tab.get_by_role("button", name="Sweep face").click()
        alert = tab.get_by_role("alert")
        expect(alert).to_contain_text("at most 100 positions; got 1936")
        (sweep,) = sweep_state(visit)
        assert (sweep["status"], sweep["failure"]["code"]) == ("failed", "sweep_too_large")
        # The networks that fit are swept.
        tab.get_by_label("step").select_option("4")
        expect(tab.get_by_role("button", name="Sweep face")).to_be_enabled()
    finally:
        context.close()
        server.stop()
