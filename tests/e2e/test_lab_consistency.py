"""Consistency with accuracy, and equivariance by layer: both equal the API's results."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.laboratory import LONG, ask, exact, show, unfold


def test_consistency_is_shown_beside_accuracy_as_in_the_api(visit: Visit) -> None:
    page = visit.page
    show(visit, "digits-max-gap", ("digit-3-1", 20, 20))
    page.get_by_role("tab", name="Consistency").click()
    unfold(visit)
    form = page.locator("consistency-tab [data-settings=consistency]")
    form.get_by_label("protocol").select_option("cyclic")
    form.get_by_label("pairs").fill("32")
    form.get_by_label("seed").fill("7")
    page.locator("consistency-tab [data-form=consistency]").get_by_role(
        "button", name="Measure"
    ).click()
    table = page.locator("consistency-tab [data-table=consistency]")
    expect(table).to_be_visible(timeout=LONG)
    config = {"protocol": "cyclic", "radius": 8, "pairs": 32, "seed": 7}
    answer = ask(visit.server, "digits-max-gap", "consistency", config)
    wanted = {
        "consistency": answer["consistency"]["mean"],
        "1-px instability": answer["instability"]["mean"],
        "change of the top score": answer["change"]["mean"],
        "accuracy": answer["accuracy"],
        "chance": answer["chance"],
    }
    for name, value in wanted.items():
        shown = exact(table.locator(f"[data-row='{name}'] td"))
        assert shown == pytest.approx(value, rel=1e-5, abs=1e-7), name
    expect(table).to_contain_text(answer["sha256"][:8])
    headline = page.locator("consistency-tab .headline")
    assert exact(headline.locator("[data-headline]")) == answer["consistency"]["mean"]
    expect(headline).to_contain_text(f"right for {answer['accuracy']:.0%}")
    bars = page.locator("consistency-tab [data-share]")
    assert [float(bar.get_attribute("data-share") or "nan") for bar in bars.all()] == [
        answer["consistency"]["mean"],
        answer["accuracy"],
    ]
    expect(page.locator("consistency-tab")).not_to_contain_text("constant predictor")


def test_equivariance_by_layer_for_a_chosen_shift(visit: Visit) -> None:
    page = visit.page
    objects = show(visit, "digits-max-fc-everywhere", ("digit-3-1", 20, 20))
    page.get_by_role("tab", name="Consistency").click()
    unfold(visit)
    form = page.locator("consistency-tab [data-form=equivariance]")
    form.get_by_label("down, px").fill("2")
    form.get_by_label("right, px").fill("-3")
    form.get_by_role("button", name="Measure").click()
    table = page.locator("consistency-tab [data-table=equivariance]")
    expect(table).to_be_visible(timeout=30_000)
    body = {"scene": {"objects": objects}, "shift": {"row": 2, "col": -3}, "protocol": "canvas"}
    answer = ask(visit.server, "digits-max-fc-everywhere", "equivariance", body)
    for layer in answer["layers"]:
        assert exact(table.locator(f"[data-error={layer['name']}]")) == layer["error"]["whole"]

    # After a move the result is marked as outdated; moving back makes it current again.
    tab = page.locator("consistency-tab")
    expect(tab.locator("[data-fresh]")).to_have_attribute("data-fresh", "true")
    board = page.locator("scene-panel .board")
    board.focus()
    page.keyboard.press("ArrowRight")
    expect(tab.locator("[data-fresh]")).to_have_attribute("data-fresh", "false")
    expect(tab).to_contain_text("measure again")
    page.keyboard.press("ArrowLeft")
    expect(tab.locator("[data-fresh]")).to_have_attribute("data-fresh", "true")
