"""Receptive fields in the figure: the boxes equal the API's; units of the head can be pressed."""

import json
from typing import Any

import httpx2
import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.laboratory import STORE
from tests.e2e.test_microscope import pinned, settled

FACE = {"layer": "pool2", "channel": 0, "row": 3, "col": 3}


def ask(visit: Visit, model: str, **cell: Any) -> dict[str, Any]:
    """The API's explanation of a cell."""
    scene = visit.page.evaluate(f"{STORE}.get('scene')")
    response = httpx2.post(
        f"{visit.server.url}/api/models/{model}/cell", json={"scene": scene, **cell}
    )
    assert response.status_code == 200, response.text
    return response.json()


def drawn(visit: Visit, figure: int = 0) -> list[dict[str, Any]]:
    """The boxes that a figure has drawn, from the cell back."""
    visit.settle()
    text = visit.page.locator("figure-panel").nth(figure).get_attribute("data-field")
    return json.loads(text or "[]")


def use(visit: Visit, model: str) -> None:
    """Shows another network."""
    visit.page.evaluate(
        f"""(name) => {{
          const {{ cards }} = document.querySelector('scene-panel').context;
          {STORE}.set('frame', null);
          {STORE}.set('model', cards.find(({{ id }}) => id === name));
        }}""",
        model,
    )


def press(visit: Visit, layer: str, unit: int) -> None:
    """Clicks a unit of the head in the figure."""
    at = visit.page.evaluate(
        """([layer, unit]) => {
          const panel = document.querySelector('figure-panel');
          const column = panel.stage.layout.columns.find((each) => each.layer.name === layer);
          const { y, z } = column.places[unit];
          const box = panel.stage.canvas.getBoundingClientRect();
          const point = panel.stage.project([column.x, y, z]);
          return [box.x + point.x, box.y + point.y];
        }""",
        [layer, unit],
    )
    visit.page.mouse.click(*at)


CELLS: list[tuple[str, dict[str, Any]]] = [
    ("ludic", FACE),
    ("ludic", {"layer": "pool2", "channel": 5, "row": 0, "col": 15}),
    ("ludic", {"layer": "pool1", "channel": 1, "row": 31, "col": 7}),
    ("ludic-nopool", {"layer": "relu2", "channel": 2, "row": 63, "col": 0}),
    ("digits-blur-gap", {"layer": "pool2", "channel": 3, "row": 0, "col": 15}),
    ("digits-aps-gap", {"layer": "pool2", "channel": 3, "row": 15, "col": 4}),
]


def test_the_box_in_the_picture_is_the_apis(visit: Visit) -> None:
    shown = "ludic"
    for model, cell in CELLS:
        if model != shown:
            visit.page.evaluate(f"() => {STORE}.set('pinnedCell', null)")
            use(visit, model)
            shown = model
        visit.page.evaluate(f"(cell) => {STORE}.set('pinnedCell', cell)", {"side": "model", **cell})
        check_box(drawn(visit), cell, ask(visit, model, **cell))


def check_box(boxes: list[dict[str, Any]], cell: dict[str, Any], answer: dict[str, Any]) -> None:
    """Fails where the boxes, from the cell back, are not the API's."""
    first, *between, last = boxes
    assert first["layer"] == cell["layer"]
    assert first["channels"] == [cell["channel"], cell["channel"] + 1]
    assert first["whole"]["rows"] == [cell["row"], cell["row"] + 1]
    assert last["layer"] == "input"
    assert last["channels"] == [0, 3]
    for part in ("whole", "clipped"):
        assert last[part] == answer["field"][part], cell
    assert bool(last["beyond"]) == answer["field"]["wraps"], cell
    # In a volume in between, the box holds what the following convolution sees.
    for step in answer["steps"]:
        for box in (box for box in between if box["layer"] == step["input"]):
            for axis in ("rows", "cols"):
                seen = [at for at in step["how"][axis] if at is not None]
                whole = box["whole"][axis]
                assert box["beyond"] or whole[0] <= seen[0] <= seen[-1] < whole[1], cell


def test_only_the_figure_whose_cell_it_is_draws_it(visit: Visit) -> None:
    page = visit.page
    page.evaluate(
        f"""() => {{
          const {{ cards }} = document.querySelector('scene-panel').context;
          {STORE}.set('twin', cards.find(({{ id }}) => id === 'ludic-nopool'));
          {STORE}.set('pinnedCell', {{ side: 'twin', layer: 'relu2', channel: 0, row: 9, col: 9 }});
        }}"""
    )
    page.wait_for_function(
        "() => [...document.querySelectorAll('figure-panel')].at(-1).dataset.seq > 0"
    )
    assert drawn(visit, 0) == []
    answer = ask(visit, "ludic-nopool", layer="relu2", channel=0, row=9, col=9)
    assert drawn(visit, 1)[-1]["whole"] == answer["field"]["whole"]


def test_the_box_follows_the_pointer_and_goes_with_it(visit: Visit) -> None:
    page = visit.page
    page.evaluate(
        f"""() => {STORE}.set('selection', {{ ...{STORE}.get('selection'),
          cell: {{ side: 'model', layer: 'pool1', channel: 0, row: 4, col: 4 }} }})"""
    )
    assert [box["layer"] for box in drawn(visit)] == ["pool1", "input"]
    page.evaluate(f"() => {STORE}.set('selection', {{ ...{STORE}.get('selection'), cell: null }})")
    assert drawn(visit) == []


def test_a_press_pins_units_and_outputs_and_shows_their_largest_contributions(visit: Visit) -> None:
    page = visit.page
    use(visit, "figure-everywhere")
    page.wait_for_function("() => document.querySelector('figure-panel').stage.frame !== null")
    paths = "document.querySelector('figure-panel').stage.headPaths.live"
    press(visit, "relu3", 12)
    settled(visit)
    assert pinned(visit) == {"layer": "relu3", "unit": 12}
    answer = ask(visit, "figure-everywhere", layer="relu3", unit=12)
    shares = next(s["how"] for s in answer["steps"] if s["how"]["form"] == "shares")
    assert page.evaluate(f"{paths}.shares") == shares["top"]
    ring = page.locator("figure-panel .ring")
    expect(ring).to_have_count(1)
    shown = page.locator("figure-panel .tip").inner_text()
    assert shown.startswith("unit 12 = ")
    assert float(shown.split("=")[1]) == pytest.approx(answer["value"], rel=1e-5)

    outputs = ["human body", "face", "arm", "leg", "nothing"]
    press(visit, "fc2", outputs.index("arm"))
    settled(visit)
    assert pinned(visit) == {"layer": "fc2", "unit": 2}
    answer = ask(visit, "figure-everywhere", layer="fc2", unit=2)
    assert page.evaluate(f"{paths}.shares") == answer["steps"][0]["how"]["top"]
    # The path to the strongest output begins at the cells, and stays.
    press(visit, "fc2", outputs.index("face"))
    settled(visit)
    assert page.evaluate(f"{paths}.output") == 1
    page.keyboard.press("Escape")
    expect(ring).to_have_count(0)
