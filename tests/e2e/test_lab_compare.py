"""Scene A beside B, with pooling and without; each number shown is compared with the API's."""

import base64
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Server, Visit
from tests.e2e.laboratory import STORE, ask, drag, exact, rgb, show
from tests.e2e.test_page import FACE


def row(visit: Visit, layer: str, name: str) -> list[int]:
    """The counts of one column of the comparison's table of a volume."""
    cells = visit.page.locator(f"compare-tab [data-layer={layer}] td[data-count={name}]").all()
    return [int((cell.text_content() or "").strip().removeprefix("≠ ")) for cell in cells]


def comparison_equals_api(visit: Visit, model: str, a: list[Any], b: list[Any]) -> dict[str, Any]:
    """Asserts that the comparison equals the API's result, and returns it."""
    page = visit.page
    expect(page.locator("compare-tab [data-fresh=true]")).to_be_visible()
    scenes = {"a": {"objects": a}, "b": {"objects": b}}
    answer = ask(visit.server, model, "compare", {**scenes, "output": None})
    for layer in answer["layers"]:
        if layer["role"] is None:
            continue
        for name in ("active", "responding"):
            for side in ("a", "b"):
                assert row(visit, layer["name"], f"{name}-{side}") == layer[f"{name}_{side}"]
        moved = page.locator(f"compare-tab [data-moved={layer['name']}]")
        for part in ("whole", "interior"):
            shown = exact(moved.locator(f"[data-error={part}]"))
            assert shown == layer["error"][part]
    assert exact(page.locator("compare-tab [data-overlap]")) == answer["path"]["overlap"]
    if answer["path"]["overlap"] is not None and answer["shift"] != {"row": 0, "col": 0}:
        assert exact(page.locator("compare-tab [data-headline]")) == answer["path"]["overlap"]
        drawn = page.locator("compare-tab .paths circle")
        for side in ("a", "b"):
            top = [each for each in answer["path"][side]["top"] if each["contribution"] > 0]
            expect(drawn.and_(page.locator(f".{side}"))).to_have_count(len(top))
    assert exact(page.locator("compare-tab [data-cosine]")) == answer["path"]["cosine"]
    for index, output in enumerate(answer["outputs_a"]):
        cells = page.locator("compare-tab [data-outputs] tbody tr").nth(index).locator("td")
        assert exact(cells.nth(0)) == output["score"]
        assert exact(cells.nth(1)) == answer["outputs_b"][index]["score"]
    return answer


def test_a_face_elsewhere_gives_the_same_counts_by_another_path(visit: Visit) -> None:
    page = visit.page
    page.keyboard.press("p")
    drag(visit, (13, 13), (33, 33))
    moved = {**FACE, "row": 23, "col": 23}
    # The mouse button is still down, so the drag is in progress.
    answer = comparison_equals_api(visit, "ludic", [FACE], [moved])
    page.mouse.up()
    assert all(layer["equal"] for layer in answer["layers"])
    assert answer["path"]["overlap"] == 0
    headline = page.locator("compare-tab .headline")
    expect(headline).to_contain_text("0%")
    expect(headline).to_contain_text("of the path to face is the same at A and at B.")
    expect(headline).to_contain_text("The answer stays face.")
    sentence = page.locator("compare-tab [data-sentences]")
    expect(sentence).to_contain_text(
        "The same counts in every slice: the objects change 4 green and 5 yellow cells"
    )
    expect(sentence).to_contain_text(
        "moved 5 cells right and 5 down, with an equivariance error of 0"
    )
    expect(sentence).to_contain_text("The answer is the same, face")
    expect(sentence).to_contain_text("is another altogether: overlap 0.")

    expect(page.locator("scene-panel rect.ghost")).to_have_attribute("x", "3")
    drawn = page.evaluate("document.querySelector('figure-panel').stage.headPaths")
    for side in ("a", "b"):
        top = answer["path"][side]["top"]
        links = drawn[{"a": "pinned", "b": "live"}[side]]["links"]
        cells = [(link["channel"], link["row"], link["col"], link["unit"]) for link in links]
        assert cells == [(cell["channel"], cell["row"], cell["col"], cell["unit"]) for cell in top]


def test_scene_a_has_its_own_colour(visit: Visit) -> None:
    """Checked on the pixels of the figure."""

    def pink() -> int:
        picture = visit.page.evaluate(
            """() => {
              const { stage } = document.querySelector('figure-panel');
              stage.render();
              return stage.canvas.toDataURL().split(',')[1];
            }"""
        )
        red, green, blue = rgb(base64.b64decode(picture)).reshape(-1, 3).T
        return int(((red > 150) & (blue > 100) & (green < 130) & (red - blue > 20)).sum())

    visit.page.keyboard.press("p")
    drag(visit, (13, 13), (50, 50))
    visit.page.mouse.up()
    expect(visit.page.locator("compare-tab [data-fresh=true]")).to_be_visible()
    visit.settle()
    with_a = pink()
    visit.page.get_by_role("button", name="Unpin").click()
    visit.settle()
    assert with_a > pink() + 20


def test_digits_off_the_lattice_differ_and_the_page_says_by_how_much(visit: Visit) -> None:
    model = "digits-max-fc-corner"
    a = show(visit, model, ("digit-3-1", 4, 4))
    visit.page.get_by_role("tab", name="Compare").click()
    visit.page.get_by_role("button", name="Pin this scene as A").click()
    b = show(visit, model, ("digit-3-1", 27, 41))
    answer = comparison_equals_api(visit, model, a, b)
    sentence = visit.page.locator("compare-tab [data-sentences]")
    last = answer["layers"][-1]
    assert not last["on_lattice"]
    expect(sentence).to_contain_text("Off the lattice of 4 px")
    expect(sentence).to_contain_text(f"an error of {last['error']['whole']:.3f}")
    expect(sentence).to_contain_text("The answer has changed from 3")
    expect(visit.page.locator("compare-tab .headline")).to_contain_text("The answer changes from 3")
    visit.page.get_by_role("button", name="Back to A").click()
    expect(sentence).to_contain_text("B is where A is")
    expect(visit.page.locator("compare-tab [data-headline]")).to_have_count(0)
    visit.page.get_by_role("button", name="Unpin").click()
    expect(visit.page.locator("compare-tab [data-fresh]")).to_have_count(0)
    expect(visit.page.locator("scene-panel rect.ghost")).to_have_count(0)


def volumes(server: Server, model: str, objects: list[Any], name: str) -> np.ndarray:
    """A volume's activations, from the API."""
    answer = server.activations(model, objects, name)
    return np.array(answer["layers"][0]["values"])


@pytest.mark.parametrize("model", ["digits-max-fc-everywhere", "ludic"])
def test_a_nudge_by_a_pixel_costs_the_pooled_network_and_not_its_twin(
    visit: Visit, model: str
) -> None:
    page = visit.page
    a = show(visit, model, ("digit-3-1" if "digits" in model else "face", 20, 20))
    page.get_by_role("tab", name="Pooling").click()
    tab = page.locator("pooling-tab")
    # The first nudge brings in the twin without pooling.
    tab.get_by_role("button", name="Nudge by 1 px").click()
    expect(tab.locator("p[role=status]")).to_have_text("B is 1 px right of A.")
    assert visit.place().endswith("at row 20, col 21")
    page.wait_for_function(f"() => {STORE}.get('residuals').length === 2", timeout=30_000)
    b = [{**a[0], "col": 21}]
    twin = page.evaluate(f"{STORE}.get('twin').id")
    found = page.evaluate(
        f"""() => {STORE}.get('residuals').map(({{ model, layers }}) => [model,
          layers.map(({{ name, moved, values }}) => [name, moved, [...values]])])"""
    )
    assert [name for name, _ in found] == [model, twin]
    for name, parts in found:
        for layer, moved, values in parts:
            old, new = (volumes(visit.server, name, scene, layer) for scene in (a, b))
            shifted = np.zeros_like(old)
            shifted[:, :, moved["col"] :] = old[:, :, : old.shape[2] - moved["col"]]
            assert moved["row"] == 0
            np.testing.assert_allclose(values, (new - shifted).ravel(), atol=1e-5)
            error = np.linalg.norm(new - shifted) / np.linalg.norm(old)
            shown = tab.locator(f"[data-model={name}] [data-layer={layer}] [data-error]")
            assert exact(shown) == pytest.approx(error, abs=1e-6)
            if name == model and "digits" in model:
                assert error > 0.1, "max pooling is off its lattice"
            elif "digits" in model:
                assert error < 0.02, "without pooling each px is on the lattice"
    # The dotted box of the interior is the API's, and so is the error in the headline.
    wanted = {"a": {"objects": a}, "b": {"objects": b}}
    layers = {each["name"]: each for each in ask(visit.server, model, "compare", wanted)["layers"]}
    last = [each["error"] for each in layers.values() if each["role"] == "volume"][-1]
    cost = last["whole"] if last["interior"] is None else last["interior"]
    assert exact(tab.locator("[data-headline]")) == cost
    assert float(tab.locator("[data-share]").nth(1).get_attribute("data-share") or "nan") == cost
    outlined = tab.locator(f"[data-model={model}] [data-layer]").evaluate_all(
        """(found) => found.map((each) =>
          [each.dataset.layer, each.querySelector('heat-map')?.outline])"""
    )
    for name, outline in outlined:
        if outline is not None:
            (top, bottom), (left, right) = (
                layers[name]["interior"][axis] for axis in ("rows", "cols")
            )
            assert outline == {
                "row": top,
                "col": left,
                "height": bottom - top,
                "width": right - left,
            }
    if "digits" in model:
        assert any(outline for _, outline in outlined)
    tab.get_by_role("button", name="Nudge left by 1 px").click()
    expect(tab.locator("p[role=status]")).to_have_text("B is where A is.")
