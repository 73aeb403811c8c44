"""Head transplants: four maps, the volumes, and the weight changes equal the API's."""

import httpx2
import numpy as np
import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit, percent
from tests.e2e.laboratory import STORE, exact, finished, show, sweep_equals_api


def test_head_transplants_show_four_maps_and_name_the_part_that_went_blind(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("tab", name="Who went blind").click()
    tab = page.locator("head-transplants-tab")
    expect(tab.locator("[data-where]")).to_have_count(0)
    tab.get_by_role("button", name="Show a digit in Digits, one corner").click()
    expect(page.locator("scene-mismatch .notice")).to_have_count(0)
    assert page.evaluate(f"{STORE}.get('model').id") == "digits-max-fc-corner"
    assert visit.place().startswith("3 at row")
    tab.get_by_role("button", name="Sweep this 3 through all of them").click()
    sweeps = finished(visit, "transplantSweeps", 6)
    expect(tab.locator(".part heat-map[live]")).to_have_count(4)
    shown = {}
    for sweep in sweeps:
        answer = sweep_equals_api(visit, sweep)
        if sweep["plan"]["model"] == "digits-none-fc-corner":
            biased = np.array(answer["response"], float)[-1, -1]
            assert exact(tab.locator("[data-biased]")) == pytest.approx(biased, rel=1e-4)
            continue
        part = tab.locator(f"[data-numbers={sweep['plan']['model']}]")
        right = np.array(answer["correct"])
        inside = np.array(answer["rows"])[:, None] <= 8
        inside = inside & (np.array(answer["cols"])[None, :] <= 8)
        assert exact(part.locator("[data-inside]")) == pytest.approx(right[inside].mean())
        outside = exact(part.locator("[data-outside]"))
        assert outside == pytest.approx(right[~inside].mean())
        response = np.array(answer["response"], float)
        assert exact(part.locator("[data-far]")) == pytest.approx(response[-1, -1], rel=1e-4)
        shown[sweep["plan"]["model"]] = (outside, response[-1, -1])
    assert shown["digits-max-fc-corner"][0] < 0.2
    assert shown["digits-everywhere-convolutions-corner-head"][0] < 0.3
    assert shown["digits-corner-convolutions-everywhere-head"][0] > 0.8
    assert shown["digits-max-fc-everywhere"][0] > 0.8
    assert shown["digits-none-fc-corner-nobias"][1] < 0.05, "silent"
    assert shown["digits-max-fc-corner"][1] > 0.2, "wrong, not silent"
    headline = tab.locator(".headline")
    corner = shown["digits-max-fc-corner"][0]
    assert exact(headline.locator("[data-headline]")) == corner
    expect(headline).to_contain_text("For this 3 the head went blind; the layers did not.")
    for model, (outside, _) in shown.items():
        share = tab.locator(f"[data-model={model}] .share")
        if model != "digits-none-fc-corner-nobias":
            assert exact(share) == outside
            mean = httpx2.get(f"{visit.server.url}/api/models/{model}").json()["metrics"]["mean"]
            assert exact(tab.locator(f"[data-model={model}] [data-base]")) == mean
    sentence = tab.locator("[data-sentences]")
    expect(sentence).to_contain_text("For this 3 the head went blind; the layers did not.")
    expect(sentence).to_contain_text(f"in the corner {percent(shown['digits-max-fc-corner'][0])}")
    silent = shown["digits-none-fc-corner-nobias"][1]
    clear = biased >= 0.2 and silent <= 0.02
    expect(sentence).to_contain_text(f"{percent(biased)} of its response at home")
    expect(sentence).to_contain_text(
        f"biases keeps only {percent(silent)}: it is silent"
        if clear
        else f"without biases with {percent(silent)}"
    )

    url = f"{visit.server.url}/api/models/digits-none-fc-corner-nobias/weight-change"
    change = httpx2.get(url).json()
    unchanged = int((np.array(change["unchanged"]) == 1).sum())
    assert unchanged > 1000
    expect(tab.locator("[data-unchanged]")).to_have_text(str(unchanged))


def test_volumes_follow_the_digit_and_the_heads_outputs_equal_the_api(visit: Visit) -> None:
    page = visit.page
    objects = show(visit, "digits-max-fc-corner", ("digit-3-1", 36, 40))
    page.get_by_role("tab", name="Who went blind").click()
    page.wait_for_function(f"() => {STORE}.get('volumes').length === 4", timeout=30_000)
    found = page.evaluate(
        f"""() => {STORE}.get('volumes').map(({{ model, layer, values, home }}) =>
          [model, layer, [...values.home], [...values.here], home.objects])"""
    )
    for model, layer, home, here, at_home in found:
        assert (at_home[0]["row"], at_home[0]["col"]) == (4, 4)
        for scene, values, where in ((at_home, home, "home"), (objects, here, "here")):
            answer = visit.server.activations(model, scene, layer)
            np.testing.assert_allclose(
                values, np.ravel(answer["layers"][0]["values"]), rtol=1e-6, atol=1e-6
            )
            best = max(answer["outputs"], key=lambda output: output["score"])["name"]
            text = page.locator(f"head-transplants-tab [data-numbers={model}] [data-where={where}]")
            expect(text).to_have_text(f"{where}: {best}")
        middles = []
        for values in (home, here):
            front = np.reshape(values, (16, 16, 16)).max(0)
            front = front - np.median(front)
            rows, cols = np.nonzero(front > 0.3 * front.max())
            middles.append((rows.mean(), cols.mean()))
        assert middles[1][0] - middles[0][0] == pytest.approx(32 / 4, abs=1.5)
        assert middles[1][1] - middles[0][1] == pytest.approx(36 / 4, abs=1.5)
