"""A training is watched: each number is the API's, the figure shows the wanted snapshot."""

import json
import re
from typing import Any

import httpx2
import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit, percent
from tests.e2e.laboratory import CONTEXT, LONG, STORE, drag

SLIDER = "training-run input[type=range]"


def train(visit: Visit, **form: Any) -> None:
    """Presses *Train* with the first form, and some changes."""
    visit.page.get_by_role("tab", name="Train").click()
    visit.page.locator("training-run [data-train]").wait_for()
    visit.page.evaluate(
        f"(form) => {STORE}.set('trainingForm', {{ ...{STORE}.get('trainingForm'), ...form }})",
        form,
    )
    visit.page.locator("training-run [data-train]").click()


def training(visit: Visit) -> dict[str, Any]:
    """The training in the page's store."""
    found: dict[str, Any] = visit.page.evaluate(
        f"() => {{ const {{ form, ...rest }} = {STORE}.get('training'); return rest; }}"
    )
    return found


def wait(visit: Visit, condition: str) -> None:
    """Waits until something is true of the training `t` and the shown network's id `shown`."""
    visit.page.wait_for_function(
        f"""() => {{
          // A page that is being loaded again has no state yet.
          if (!{CONTEXT}) return false;
          const t = {STORE}.get('training');
          const shown = {STORE}.get('model').id;
          return Boolean(t && ({condition}));
        }}""",
        timeout=LONG,
    )


def events(visit: Visit, training: str) -> list[dict[str, Any]]:
    """The lines of a training that is over."""
    answer = httpx2.get(f"{visit.server.url}/api/trainings/{training}", timeout=60)
    return [json.loads(line) for line in answer.text.splitlines()]


def test_a_training_is_watched_to_its_end(visit: Visit) -> None:
    page = visit.page
    train(visit, steps=40, batch=32)
    wait(visit, "t.status === 'done' && shown === t.snapshots.at(-1).model")
    found = training(visit)
    lines = events(visit, found["id"])
    for kind, key in (("map", "maps"), ("snapshot", "snapshots")):
        told = [line for line in lines if line["type"] == kind]
        assert [{"type": kind} | each for each in found[key]] == told
    *_, done = lines
    assert done["type"] == "done"
    assert found["final"] == {**done["accuracy"], "elsewhere": done["elsewhere"]}
    run = page.locator("training-run")
    tiles = page.locator("region-overlay .place")
    expect(tiles).to_have_count(0)
    run.get_by_label("over the canvas, too").check()
    *_, last = found["maps"]
    expect(tiles).to_have_count(len(last["rows"]) * len(last["cols"]))
    for where in ("inside", "outside"):
        shares = run.locator(f".shares [data-{where}]")
        expect(shares).to_have_text(percent(done["accuracy"][where]))
    losses = [line["loss"] for line in lines if line["type"] == "progress"]
    assert [point["loss"] for point in found["losses"]] == losses

    # The scene got a digit inside the region, and the last snapshot answers it.
    (placed,) = page.evaluate(f"() => {STORE}.get('scene').objects")
    assert placed["object"].startswith("digit-3")
    visit.settle()
    model = done["model"]
    page.wait_for_function(f"() => {STORE}.get('frame')?.model === '{model}'")
    shown = page.evaluate(f"() => [...{STORE}.get('frame').scores]")
    answer = visit.server.activations(model, [placed], "fc2")
    assert shown == pytest.approx([output["score"] for output in answer["outputs"]], abs=1e-5)

    # Each snapshot is a network of its own; keys reach them, too.
    slider = page.locator(SLIDER)
    slider.press("Home")
    wait(visit, "shown === t.snapshots[0].model")
    expect(run.locator("[data-viewed]")).to_have_text("The network at step 1 of 40")
    expect(run.locator("[data-map-step]")).to_have_attribute("data-map-step", "1")
    run.locator("[data-newest]").click()
    wait(visit, "shown === t.snapshots.at(-1).model")
    # All snapshots are one step of undo.
    page.keyboard.press("Control+z")
    page.wait_for_function(f"() => {STORE}.get('model').id === 'ludic'")


def test_a_place_of_the_map_is_read_out(visit: Visit) -> None:
    train(visit, steps=20, batch=16)
    wait(visit, "t.status === 'done'")
    *_, last = training(visit)["maps"]
    run = visit.page.locator("training-run")
    cells = run.locator("heat-map canvas")
    cells.press("ArrowRight")
    cells.press("ArrowDown")
    share = percent(last["correct"][1][0])
    expect(run.locator("[data-here]")).to_have_text(
        f"row 4, col 0: {share} right, of {last['samples']} pictures a class"
    )


def test_a_training_pauses_comes_back_after_a_reload_and_stops(visit: Visit) -> None:
    page = visit.page
    train(visit, steps=4000)
    wait(visit, "t.snapshots.some(({ model }) => model === shown)")
    run = page.locator("training-run")

    # Dragging goes on, and is answered by the network as it is.
    drag(visit, (14, 14), (34, 34))
    page.mouse.up()
    moved = f"{STORE}.get('scene').objects[0].row"
    assert page.evaluate(f"() => {moved}") > 10
    page.wait_for_function(
        f"""() => {{
          const frame = {STORE}.get('frame');
          return frame?.model.startsWith('own-') && frame.scene.objects[0].row === {moved};
        }}"""
    )

    run.locator("[data-pause]").click()
    wait(visit, "t.status === 'paused'")
    run.locator("[data-go-on]").click()
    before = training(visit)
    wait(visit, f"t.status === 'running' && t.step > {before['step']}")

    # On a phone its progress stays between the canvas and the bar of tabs, all through the tab.
    page.set_viewport_size({"width": 390, "height": 844})
    now = run.locator(".now")
    bar, canvas = page.get_by_role("tab", name="Train"), page.locator("scene-panel")
    for part in ("training-view [data-preset=corner]", "training-run .kernels"):
        page.locator(part).evaluate("(part) => part.scrollIntoView({ block: 'center' })")
        expect(now).to_be_in_viewport()
        boxes = [each.bounding_box() or {} for each in (canvas, now, bar)]
        assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"] + 1
        assert boxes[1]["y"] + boxes[1]["height"] <= boxes[2]["y"] + 1
    expect(now.locator("[data-brief]")).to_have_text(re.compile(r"^\d+% inside, \d+% outside$"))
    page.set_viewport_size({"width": 1440, "height": 900})

    page.reload()
    wait(visit, f"t.id === '{before['id']}' && t.step > {before['step']} && t.losses.length > 2")
    wait(visit, "shown === t.snapshots.at(-1).model")
    run.locator("[data-stop]").click()
    wait(visit, "t.status === 'ended' && t.reason === 'asked'")
    step = training(visit)["snapshots"][-1]["step"]
    expect(run.locator("[data-go-on]")).to_have_text(f"Go on from step {step}")
    assert events(visit, before["id"])[-1]["type"] == "ended"
