"""The main job in every browser: drag, look at volumes and answer, draw, upload, sweep, bring a
network, train one, tour, link, Chinese; each number shown is the API's."""

import base64
import io
import time
from pathlib import Path
from typing import Any

import httpx2
import numpy as np
import pytest
from PIL import Image

from tests.browsers.conftest import STORE, Visit, neighbour_address
from tests.browsers.window import FIND
from tests.e2e.test_own_network import network
from tests.scene.files import file, photo

ESCAPE = "\ue00c"
CORNER = "#screen=play&model=digits-max-fc-corner&objects=digit-3-1.4.4"


def rgb(png: bytes) -> np.ndarray:
    """The pixels of a picture, [row col 3]."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def canvas_is_what_the_network_gets(visit: Visit) -> np.ndarray:
    """The pixels of the canvas, [64 64 3]; asserts that they equal the API's rendering."""
    visit.answered()
    url = visit.window.run(f"{FIND} return find('.board > canvas').toDataURL();")
    pixels = rgb(base64.b64decode(url.partition(",")[2]))
    answer = httpx2.post(f"{visit.server.url}/api/render", json={"scene": visit.scene()})
    np.testing.assert_array_equal(pixels, rgb(answer.content))
    return pixels


def pictures(visit: Visit) -> list[tuple[int, int]]:
    """Width and height of each picture in the scene, px."""
    found = visit.scene().get("pictures", {}).values()
    return [Image.open(io.BytesIO(base64.b64decode(png))).size for png in found]


def draws(visit: Visit, *sizes: tuple[int, int]) -> None:
    """Waits until the scene's pictures have these widths and heights, px."""
    deadline = time.monotonic() + 10
    while (found := pictures(visit)) != list(sizes) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert found == list(sizes)


def lit_pixels(visit: Visit) -> int:
    """How many pixels of the figure are brighter than its background."""
    window = visit.window
    x, y, width, height = window.run(
        f"""{FIND} const box = find("figure-panel").getBoundingClientRect();
        return [box.x, box.y, box.width, box.height];"""
    )
    page = Image.open(io.BytesIO(window.screenshot())).convert("L")
    return int((np.asarray(page.crop((x, y, x + width, y + height))) > 96).sum())


def test_dragging_moves_the_object_and_the_answer_follows(visit: Visit) -> None:
    window = visit.open("#screen=play&objects=face.3.3")
    assert window.run("return document.querySelector('figure-panel').stage !== null;")
    assert lit_pixels(visit) > 2000
    start, *way = visit.window.pixels((13, 13), (20, 20), (30, 30), (43, 40))
    window.drag(start, *way, release=False)
    visit.answered()
    window.drag(way[-1])
    (face,) = visit.scene()["objects"]
    assert (face["row"], face["col"]) == (33, 30)
    assert "Face at row 33, col 30" in window.text(".line p")
    answer = visit.answered()
    assert max(answer["outputs"], key=lambda one: one["score"])["name"] == "face"
    assert "face" in window.text(".live[data-side]")
    counts = window.run(
        """const panel = document.querySelector("active-cells-panel").shadowRoot;
        return [...panel.querySelectorAll("[data-active]")].map(
          (one) => [one.dataset.active, Number(one.innerText)]);"""
    )
    assert dict(counts) == {
        f"{layer['name']}/{channel}": count
        for layer in answer["layers"]
        for channel, count in enumerate(layer["active"])
        if f"{layer['name']}/{channel}" in dict(counts)
    }
    assert len(counts) > 10
    canvas_is_what_the_network_gets(visit)


def test_pen_and_eraser(visit: Visit) -> None:
    window = visit.open()
    window.click("button", "Pen")
    window.click("[title='1 px']")
    window.drag(*window.pixels((10, 10), (30, 30), (50, 50)))
    draws(visit, (41, 41))
    canvas_is_what_the_network_gets(visit)
    window.click("button", "Eraser")
    window.click("[title='3 px']")
    window.drag(*window.pixels((50, 50), (40, 40), (30, 30)))
    # Drivers round the places to px of the page, so a line's ends may differ by a pixel.
    ((width, height),) = pictures(visit)
    assert 16 <= width == height <= 20
    canvas_is_what_the_network_gets(visit)
    window.press(ESCAPE)


def test_a_picture_from_a_file(visit: Visit, tmp_path: Path) -> None:
    window = visit.open("#screen=play&objects=")
    path = tmp_path / "photo.jpg"
    path.write_bytes(file(photo(300, 400), "JPEG"))
    window.attach("input[type=file]", path)
    draws(visit, (64, 48))
    assert canvas_is_what_the_network_gets(visit).max() > 100


def test_a_sweep(visit: Visit) -> None:
    window = visit.open(CORNER)
    window.click("#tab-sweep")
    window.click("button", "Sweep 3")
    sweep = f"{STORE}.get('sweeps')[0]"
    window.wait(f"{sweep}?.status === 'done'", seconds=90)
    plan: dict[str, Any] = window.run(f"return {sweep}.plan;")
    url = f"{visit.server.url}/api/models/{plan.pop('model')}/sensitivity"
    answer = httpx2.post(url, json=plan, timeout=60).json()
    assert window.run(f"return {sweep}.end.accuracy;") == answer["accuracy"]
    shown = window.run(f"{FIND} return all('[data-accuracy] span[title]')[0].title;")
    assert float(shown) == pytest.approx(answer["accuracy"])
    side = len(answer["rows"])
    green = window.run(
        f"""{FIND} const heat = find("heat-map").shadowRoot.querySelector("canvas");
        const {{ data }} = heat.getContext("2d").getImageData(0, 0, {side}, {side});
        return Array.from({{ length: {side * side} }}, (_, i) => data[4 * i + 1]);"""
    )
    np.testing.assert_array_equal(
        np.reshape(green, (side, side)) > 128, np.array(answer["correct"])
    )


def test_the_first_steps_of_the_tour(visit: Visit) -> None:
    window = visit.open()
    at = "document.querySelector('tour-panel').shadowRoot.querySelector('section')?.dataset.step"
    window.click("button", "Tour")
    window.wait(f"{at} === 'corner'")
    window.wait("find('[data-action]') !== null && !find('[data-action]').disabled")
    window.drag(*window.pixels((17, 17), (30, 30), (45, 45)))
    window.wait("find('.task.done') !== null", seconds=60)
    window.click("button", "Next")
    window.wait(f"{at} === 'head'")
    window.wait("find('.task.done') === null")
    window.click("[data-action]")
    window.wait("find('.task.done') !== null", seconds=90)
    window.click("button", "Next")
    window.wait(f"{at} === 'train'")


def test_one_s_own_network(visit: Visit, tmp_path: Path) -> None:
    window = visit.open("#screen=play&objects=face.3.3")
    (tmp_path / "mine.onnx").write_bytes(network())
    window.click("button", "Your network…")
    window.wait("find('button', 'Choose a file…') !== null")
    window.attach("input.file", tmp_path / "mine.onnx")
    window.wait(f"{STORE}.get('frame')?.model.startsWith('own-')")
    window.wait("find('button', 'mine') !== null")
    window.drag(*window.pixels((13, 13), (30, 30), (33, 43)))
    answer = visit.answered()
    assert visit.scene()["objects"] == [{"object": "face", "row": 23, "col": 33}]
    assert [one["name"] for one in answer["outputs"]] == ["0", "1", "2"]
    visit.open()
    window.wait(f"{STORE}.get('own').some(({{ file }}) => file === 'mine.onnx')")


def test_a_training_where_one_painted(visit: Visit) -> None:
    link = "#screen=play&lab=train&train=0.0.28.28&train-with=steps.10&objects=digit-3-1.4.4"
    window = visit.open(link)
    painted = f"{STORE}.get('trainingForm').painted"
    before = set(window.wait(f"[...{painted}]"))
    window.click("button", "4 px")
    # A row of cells of 4 × 4 px below the region.
    window.drag(*window.pixels((42, 2), (42, 30), (42, 62)))
    drawn = {10 * 16 + col for col in range(16)}
    assert set(window.run(f"return [...{painted}];")) == before | drawn
    window.click("[data-train]")
    training = f"{STORE}.get('training')"
    window.wait(f"{training}?.status === 'done'", seconds=120)
    window.wait(f"{STORE}.get('frame')?.model === {training}.snapshots.at(-1).model")
    visit.answered()


def test_a_link_shows_the_same(visit: Visit) -> None:
    window = visit.open(CORNER)
    window.drag(*window.pixels((14, 14), (30, 30), (40, 40)))
    visit.answered()
    moved = visit.scene()
    window.click("button", "Share")
    link = window.wait("find('input[readonly]')?.value")
    assert f":{visit.server.port}/#" in link
    window.goto("about:blank")
    visit.open(link.partition("/#")[2].join(["#", ""]))
    assert visit.scene() == moved
    assert window.run(f"return {STORE}.get('model').id;") == "digits-max-fc-corner"
    visit.answered()


def test_chinese(visit: Visit) -> None:
    window = visit.open()
    window.run(
        f"""{FIND} const choice = all("language-switch")[0].shadowRoot.querySelector("select");
        choice.value = "zh-Hans";
        choice.dispatchEvent(new Event("change"));"""
    )
    window.wait("document.documentElement.lang === 'zh-Hans'")
    window.wait("find('button', '画笔') !== null")
    window.drag(*window.pixels((13, 13), (30, 30)))
    visit.answered()


def test_each_theme_is_legible(visit: Visit) -> None:
    window = visit.open()
    assert window.run(f"{FIND} return find('#browser-too-old');") is None
    for theme in ("light", "dark"):
        window.run(f"document.documentElement.dataset.theme = '{theme}';")
        # Red, green and blue of the text of selects and their options, and of what lies under it.
        colours = window.run(
            f"""{FIND} return all("select, option").map((one) => {{
              const {{ color, backgroundColor }} = getComputedStyle(one);
              return [color, backgroundColor].map((text) => text.match(/[\\d.]+/g).map(Number));
            }});"""
        )
        assert len(colours) > 5
        for text, under in colours:
            difference = np.abs(np.subtract(text[:3], under[:3]))
            assert difference.min() > 100, (theme, text, under)


def test_an_address_that_is_no_secure_context(visit: Visit) -> None:
    host = neighbour_address()
    if host is None:
        pytest.skip("this machine has no address but its own")
    window = visit.open("#screen=play&objects=face.3.3", host)
    assert window.run("return isSecureContext;") is False
    window.drag(*window.pixels((13, 13), (30, 30), (43, 40)))
    assert visit.scene()["objects"][0]["row"] == 33
    visit.answered()
    window.click("button", "Pen")
    window.click("[title='1 px']")
    window.drag(*window.pixels((2, 2), (10, 10), (20, 20)))
    draws(visit, (19, 19))
