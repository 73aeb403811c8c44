"""Helpers for the tests of the laboratory."""

import io
from pathlib import Path
from typing import Any

import httpx2
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page

from tests.e2e.conftest import Server, Visit

CONTEXT = "document.querySelector('scene-panel').context"
STORE = f"{CONTEXT}.store"
TABS = ("Compare", "Pooling", "Sweep", "Who went blind", "Consistency", "Evidence", "Train")
LONG = 120_000
"""Milliseconds to wait for sweeps on a busy machine."""


def ask(server: Server, model: str, what: str, body: dict[str, Any]) -> dict[str, Any]:
    """The response of a route of the laboratory."""
    url = f"{server.url}/api/models/{model}/{what}"
    response = httpx2.post(url, json=body, timeout=120)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def show(visit: Visit, model: str, *objects: tuple[str, int, int]) -> list[dict[str, Any]]:
    """Shows a network and a scene of (object, row, col); returns the scene's objects."""
    placed = [{"object": name, "row": row, "col": col} for name, row, col in objects]
    visit.page.evaluate(
        f"""([id, objects]) => {{
          const {{ store, cards }} = {CONTEXT};
          store.set('frame', null);
          store.set('model', cards.find((card) => card.id === id));
          const object = objects.length ? 0 : null;
          store.set('selection', {{ ...store.get('selection'), object }});
          store.set('scene', {{ objects }});
        }}""",
        [model, placed],
    )
    visit.settle()
    return placed


def unfold(visit: Visit) -> None:
    """Opens every *Details* of the open tab."""
    # By script: in low windows little room is left between the stage and the bar of tabs.
    folded = visit.page.locator("lab-panel details:not([open])")
    while folded.count():
        folded.evaluate_all("(all) => all.forEach((each) => { each.open = true; })")


def drag(visit: Visit, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Drags from pixel to pixel in many steps; the mouse button stays down."""
    visit.page.mouse.move(*visit.pixel(*start))
    visit.page.mouse.down()
    visit.page.mouse.move(*visit.pixel(*end), steps=12)


def exact(cell: Locator) -> float:
    """The exact number behind a rounded one."""
    title = cell.locator("span[title]").first.get_attribute("title")
    assert title is not None
    return float(title)


def sweep_state(visit: Visit, key: str = "sweeps") -> list[dict[str, Any]]:
    """The sweeps in the page's store."""
    state: list[dict[str, Any]] = visit.page.evaluate(
        f"""() => {STORE}.get('{key}').map((sweep) => ({{
          ...sweep,
          fields: sweep.fields && Object.fromEntries(Object.entries(sweep.fields)
            .map(([name, values]) => [name, [...values].map((x) => Number.isNaN(x) ? null : x)])),
        }}))"""
    )
    return state


def finished(visit: Visit, key: str, count: int) -> list[dict[str, Any]]:
    """Waits until `count` sweeps are done, and returns them."""
    visit.page.wait_for_function(
        f"""() => {{
          const sweeps = {STORE}.get('{key}');
          return sweeps.length === {count} && sweeps.every(({{ status }}) => status === 'done');
        }}""",
        timeout=LONG,
    )
    return sweep_state(visit, key)


def sweep_equals_api(visit: Visit, sweep: dict[str, Any]) -> dict[str, Any]:
    """Asserts that every number of a sweep in the store equals the API's."""
    plan = dict(sweep["plan"])
    answer = ask(visit.server, plan.pop("model"), "sensitivity", plan)
    assert sweep["start"]["rows"] == answer["rows"]
    assert sweep["start"]["sha256"] == answer["sha256"]
    for name, values in sweep["fields"].items():
        wanted = [None if x is None else float(x) for line in answer[name] for x in line]
        # Batches of other sizes sum in another order.
        assert values == pytest.approx(wanted, rel=1e-5, abs=1e-6), name
    for name in ("accuracy", "inside", "outside", "constant", "edge_affected"):
        assert sweep["end"][name] == answer[name]
    return answer


def saved(page: Page, name: str, **chosen: Any) -> tuple[str, bytes]:
    """Presses a button that saves a file; returns the file's name and bytes."""
    with page.expect_download() as download:
        page.get_by_role("button", name=name, **chosen).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def rgb(png: bytes) -> np.ndarray:
    """The pixels of a picture, [row col 3]."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(float)
