"""Plots of the laboratory as files: the numbers in them are the page's."""

import io
import json
import xml.etree.ElementTree as ET
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.laboratory import STORE, finished, rgb, saved, show, unfold

SVG = "{http://www.w3.org/2000/svg}"


def plot(visit: Visit, name: str) -> tuple[ET.Element, Any, bytes]:
    """A saved plot: the SVG, the numbers in it, and the PNG."""
    title = f"Save as SVG: {name}"
    file_name, svg = saved(visit.page, title)
    assert file_name.endswith(".svg")
    root = ET.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    numbers = json.loads(root.findtext(f"{SVG}metadata") or "")
    for element in root.iter():
        assert not {"style", "class"} & set(element.attrib)
    _, png = saved(visit.page, title.replace("SVG", "PNG"))
    drawn = Image.open(io.BytesIO(png))
    assert drawn.size == tuple(
        2 * int(np.floor(float(root.attrib[side]))) for side in ("width", "height")
    )
    return root, numbers, png


def test_maps_and_charts_are_saved_with_their_numbers(visit: Visit) -> None:
    page = visit.page
    show(visit, "digits-max-fc-corner", ("digit-3-1", 4, 4))
    page.get_by_role("tab", name="Sweep").click()
    tab = page.locator("sweep-tab")
    unfold(visit)
    tab.get_by_label("step").select_option("4")
    tab.get_by_role("button", name="Sweep 3").click()
    (sweep,) = finished(visit, "sweeps", 1)
    tab.get_by_label("map").select_option("sensitivity")
    root, numbers, png = plot(visit, "Sensitivity: ")
    (field,) = numbers["maps"]
    assert field["values"] == sweep["fields"]["sensitivity"]
    assert numbers["axes"]["xs"] == sweep["start"]["cols"]
    squares = [
        float(each.attrib["data-value"]) for each in root.iter() if "data-value" in each.attrib
    ]
    assert squares == sweep["fields"]["sensitivity"]
    words = " ".join("".join(each.itertext()) for each in root.iter(f"{SVG}text"))
    for said in ("chance 0.100", "seed", sweep["start"]["sha256"][:8], "digit-3-1"):
        assert said in words
    # The PNG has the colours of the page's own map.
    canvas = tab.locator("heat-map canvas")
    own = np.reshape(
        canvas.evaluate("(canvas) => [...canvas.getContext('2d').getImageData(0, 0, 12, 12).data]"),
        (12, 12, 4),
    )[..., :3]
    place = next(
        each.attrib["transform"] for each in root.iter(f"{SVG}g") if "transform" in each.attrib
    )
    x, y = (float(part) for part in place.removeprefix("translate(").removesuffix(")").split())
    inner = [
        each.attrib["transform"] for each in root.iter(f"{SVG}g") if "transform" in each.attrib
    ][1]
    left, top = (float(part) for part in inner.removeprefix("translate(").removesuffix(")").split())
    pixels = rgb(png)
    cell = 384 / 12
    for row in range(12):
        for col in range(12):
            # The hatching may cross the middle, so the test looks beside it.
            found = pixels[
                int(2 * (y + top + (row + 0.2) * cell)) : int(2 * (y + top + (row + 0.8) * cell)),
                int(2 * (x + left + (col + 0.2) * cell)) : int(2 * (x + left + (col + 0.8) * cell)),
            ]
            away = np.abs(found - own[row, col]).max(axis=2)
            assert np.median(away) <= 2, (row, col)

    root, numbers, _ = plot(visit, "Cosine of the responses")
    (line,) = numbers["series"]
    assert line["points"] == [
        [ring["radius"], ring["cosine"]]
        for ring in sweep["end"]["radial"]
        if ring["cosine"] is not None
    ]
    assert len(root.findall(f".//{SVG}polyline")) == 1


def test_a_nudge_is_saved_slice_by_slice(visit: Visit) -> None:
    page = visit.page
    show(visit, "digits-max-fc-everywhere", ("digit-3-1", 20, 20))
    page.get_by_role("tab", name="Pooling").click()
    page.get_by_role("button", name="Nudge by 1 px").click()
    page.get_by_role("button", name="This network alone").click()
    unfold(visit)
    expect(page.locator("pooling-tab [data-layer=pool1] heat-map").first).to_be_visible()
    _, numbers, _ = plot(visit, "Layer 1 (green) at B less A moved")
    own = page.evaluate(
        f"""() => {{
          const {{ layers }} = {STORE}.get('residuals')[0];
          return [...layers.find(({{ name }}) => name === 'pool1').values];
        }}"""
    )
    assert [x for field in numbers["maps"] for x in field["values"]] == own
    assert [field["title"] for field in numbers["maps"]][:2] == ["slice 0", "slice 1"]
