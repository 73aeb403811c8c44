"""The excitation view: it shows the API's result, and a press applies an entry."""

import base64

import httpx2
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.laboratory import STORE
from tests.e2e.test_microscope import settled, shown_equals_api


def choose(visit: Visit, layer: str, channel: int) -> None:
    """Selects a slice."""
    visit.page.evaluate(
        f"(slice) => {STORE}.set('selection', {{ ...{STORE}.get('selection'), slice }})",
        {"side": "model", "layer": layer, "channel": channel},
    )


def ask(visit: Visit, layer: str, channel: int) -> dict:
    """The API's result for a slice of ludic."""
    response = httpx2.post(
        f"{visit.server.url}/api/models/ludic/excitation",
        json={"layer": layer, "channel": channel},
        timeout=120,
    )
    assert response.status_code == 200, response.text
    return response.json()


def test_the_view_shows_the_api_s_result_and_a_press_applies_it(visit: Visit) -> None:
    page, panel = visit.page, visit.page.locator("excitation-panel")
    choose(visit, "pool1", 3)
    panel.locator("[data-act=excite]").click()
    expect(panel.locator("[data-exciter]").first).to_be_visible(timeout=60_000)
    answer = ask(visit, "pool1", 3)
    shown_equals_api(panel, answer, len(answer["top"]) + 2 * 2 + 1)
    pictures = panel.locator("[data-exciter] img")
    assert pictures.count() == len(answer["top"])
    for i, found in enumerate(answer["top"]):
        assert pictures.nth(i).get_attribute("src") == f"data:image/png;base64,{found['patch']}"
        assert base64.b64decode(found["patch"])[1:4] == b"PNG"
        # The patches are decoded and drawn under the page's Content-Security-Policy.
        assert pictures.nth(i).evaluate("(image) => image.naturalWidth") == (
            found["field"]["cols"][1] - found["field"]["cols"][0]
        )
    # This slice detects the joints of arms and legs.
    assert answer["name"] == "joint"
    expect(panel.locator("[data-holds=yes]")).to_contain_text("joint")
    assert panel.locator("tbody tr").count() == 2

    found = answer["top"][1]
    panel.locator("[data-exciter='1']").click()
    settled(visit)
    placed = {key: found[key] for key in ("object", "row", "col")}
    assert page.evaluate(f"{STORE}.get('scene').objects") == [placed]
    assert page.evaluate(f"{STORE}.get('pinnedCell')") == {
        "side": "model",
        "layer": "pool1",
        "channel": 3,
        **found["cell"],
    }
    assert page.evaluate(f"{STORE}.get('explained').response.value") == found["value"]


def test_choosing_another_slice_cancels_it_and_keeps_earlier_results(visit: Visit) -> None:
    panel = visit.page.locator("excitation-panel")
    choose(visit, "pool2", 0)
    panel.locator("[data-act=excite]").click()
    expect(panel.locator("[data-holds=yes]")).to_contain_text("face", timeout=60_000)
    choose(visit, "pool2", 1)
    expect(panel.locator("[data-exciter]")).to_have_count(0)
    choose(visit, "pool2", 0)
    expect(panel.locator("[data-exciter]").first).to_be_visible()


def test_it_can_be_cancelled(visit: Visit) -> None:
    panel = visit.page.locator("excitation-panel")
    choose(visit, "pool2", 3)
    # A script presses the button: on a fast machine the work ends before a pointer gets there.
    panel.evaluate(
        f"""(panel) => {{
          const stop = {STORE}.on(['excited'], () => {{
            if (!({STORE}.get('excited')?.done > 0)) return;
            stop();
            panel.updateComplete.then(
              () => panel.renderRoot.querySelector('[data-act=cancel]').click());
          }});
        }}"""
    )
    panel.locator("[data-act=excite]").click()
    expect(panel.get_by_role("status")).to_contain_text("Cancelled after")
    expect(panel.locator("[data-act=excite]")).to_be_enabled()
    assert panel.locator("[data-exciter]").count() == 0
