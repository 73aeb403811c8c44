"""Two networks on one scene; each number shown is compared with the API's."""

import re
from typing import Any

import httpx2
import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Server, Visit, percent
from tests.e2e.laboratory import STORE
from tests.e2e.test_page import FACE, shown_equals_api
from tests.e2e.test_projector import PAIR

SEQS = """() => [...document.querySelectorAll('figure-panel')]
  .map((panel) => Number(panel.dataset.seq ?? -1))"""

# The share of the figure's width between the picture's left edge and the outputs.
STRAND = """(panel) => {
  const { stage } = panel;
  const [input] = stage.layout.volumes;
  const left = stage.project([input.x, 0, input.width / 2]).x;
  const right = stage.project([stage.layout.columns.at(-1).x, 0, 0]).x;
  return (right - left) / stage.size.width;
}"""

# The places of a figure's name and answer, at one moment, as each frame makes the labels anew.
WORDS = """(figure) => [...figure.shadowRoot.querySelectorAll('.caption, .answer')]
    .map((part) => part.getBoundingClientRect().toJSON()).filter(({ width }) => width > 0)"""


def models(server: Server) -> dict[str, Any]:
    """The catalogue."""
    return httpx2.get(f"{server.url}/api/models").json()


def second_network(visit: Visit) -> str:
    """The id of the network beside the first."""
    return str(visit.page.evaluate(f"{STORE}.get('twin').id"))


def twin_equals_api(visit: Visit, objects: list[dict[str, Any]], model: str) -> None:
    """Asserts that the second network's counts and scores are the API's for this scene."""
    visit.settle()
    page = visit.page
    assert second_network(visit) == model
    counts = page.locator("active-cells-panel [data-twin-active]").all()
    shown = {cell.get_attribute("data-twin-active"): int(cell.inner_text()) for cell in counts}
    card = next(card for card in models(visit.server)["models"] if card["id"] == model)
    volumes = [x["name"] for x in card["layers"] if x["role"] == "volume"]
    answer = visit.server.activations(model, objects, ",".join(volumes))
    assert shown == {
        f"{layer['name']}/{channel}": count
        for layer in answer["layers"]
        for channel, count in enumerate(layer["active"])
    }
    cells = page.locator("outputs-panel [data-twin-output]").all()
    scores = {cell.get_attribute("data-twin-output"): float(cell.inner_text()) for cell in cells}
    expected = {output["name"]: round(output["score"], 3) for output in answer["outputs"]}
    assert scores == pytest.approx(expected, abs=0.00051)
    best = max(answer["outputs"], key=lambda output: output["score"])["name"]
    expect(page.locator("outputs-panel [data-side=twin] .prediction")).to_have_text(best)
    measured = page.locator("outputs-panel .measured[data-side=twin]")
    expect(measured).to_contain_text(f"Accuracy {percent(card['metrics']['mean'])} over")


def first_equals_api(visit: Visit, objects: list[dict[str, Any]], model: str) -> None:
    """Asserts that the first network's numbers equal the API's while a second one is open."""
    answer = visit.server.activations(model, objects, "pool1,pool2")
    assert visit.counts() == {
        f"{layer['name']}/{channel}": count
        for layer in answer["layers"]
        for channel, count in enumerate(layer["active"])
    }
    scores = {output["name"]: round(output["score"], 3) for output in answer["outputs"]}
    assert visit.scores() == pytest.approx(scores, abs=0.00051)


def open_twin(visit: Visit) -> None:
    """Opens the second network and waits for its first activations."""
    button = visit.page.get_by_role("button", name="Side by side")
    if not button.is_visible():
        visit.open_menu()
    button.click()
    visit.page.wait_for_function(f"() => ({SEQS})()[1] > 0")
    visit.settle()


def test_two_networks_follow_one_drag_and_the_second_leaves_nothing_behind(visit: Visit) -> None:
    page = visit.page
    sockets: list[Any] = []
    page.on("websocket", lambda socket: sockets.append(socket))
    open_twin(visit)
    assert [socket.url for socket in sockets] == [f"ws://127.0.0.1:{visit.server.port}/api/live"]
    twin_equals_api(visit, [FACE], "ludic-nopool")
    first_equals_api(visit, [FACE], "ludic")

    before = page.evaluate(SEQS)
    page.mouse.move(*visit.pixel(13, 13))
    page.mouse.down()
    for step in range(1, 21):
        page.mouse.move(*visit.pixel(13 + step, 13 + step))
    visit.settle()
    # The button is still held down: both have followed the drag itself.
    after = page.evaluate(SEQS)
    assert all(b - a >= 4 for a, b in zip(before, after, strict=True)), (before, after)
    moved = [{"object": "face", "row": 23, "col": 23}]
    twin_equals_api(visit, moved, "ludic-nopool")
    first_equals_api(visit, moved, "ludic")
    page.mouse.up()

    page.evaluate(
        """() => {
          const { stage } = document.querySelectorAll('figure-panel')[1];
          window.context = stage.renderer.getContext();
        }"""
    )
    page.get_by_label("Close the second network").click()
    expect(page.locator("figure-panel")).to_have_count(2)
    expect(page.locator("figure-panel .stage > canvas")).to_have_count(1)
    page.wait_for_function("() => window.context.isContextLost()")
    assert sockets[0].is_closed()
    frames = len(visit.frames)
    page.locator("scene-panel .board").focus()
    page.keyboard.press("ArrowRight")
    shown_equals_api(visit, [{"object": "face", "row": 23, "col": 24}])
    assert len(visit.frames) == frames + 1, "one network answers again"
    assert len(sockets) == 1

    open_twin(visit)
    twin_equals_api(visit, [{"object": "face", "row": 23, "col": 24}], "ludic-nopool")
    assert len(sockets) == 2


def test_one_press_compares_with_the_network_without_pooling_and_back(visit: Visit) -> None:
    page = visit.page
    button = page.get_by_role("button", name="Without pooling")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert second_network(visit) == "ludic-nopool"
    caption = page.locator("figure-panel[side=twin] .caption")
    expect(caption).to_contain_text("differs from 1 in pooling and kernels")
    button.click()
    expect(page.locator("figure-panel .stage > canvas")).to_have_count(1)
    visit.set_axis("pooling", "none")
    page.get_by_role("button", name="With pooling").click()
    assert second_network(visit) == "ludic"


def test_turning_one_figure_turns_the_other_and_a_preset_turns_both_back(visit: Visit) -> None:
    page = visit.page
    open_twin(visit)
    directions = """() => [...document.querySelectorAll('figure-panel')].map(({ stage }) => {
      const { camera, controls } = stage;
      const away = camera.position.clone().sub(controls.target);
      const zoom = away.length() / stage.viewpoint.home.distance;
      return { from: away.normalize().toArray(), zoom };
    })"""
    start = page.evaluate(directions)
    for index in (0, 1):
        box = page.locator("figure-panel .stage > canvas").nth(index).bounding_box()
        assert box
        page.mouse.move(box["x"] + 300, box["y"] + 200)
        page.mouse.down()
        page.mouse.move(box["x"] + 380, box["y"] + 230, steps=4)
        page.mouse.up()
        page.mouse.wheel(0, -300)
        visit.settle()
        first, second = page.evaluate(directions)
        assert first["from"] == pytest.approx(second["from"], abs=1e-6)
        assert first["zoom"] == pytest.approx(second["zoom"], abs=1e-6)
        assert first["from"] != pytest.approx(start[0]["from"], abs=0.05)
    page.keyboard.press("q")
    assert page.evaluate(directions)[1]["from"] == pytest.approx(start[1]["from"], abs=1e-6)
    # The spread is shared too.
    page.locator("figure-bar input[type=range]").fill("1")
    visit.settle()
    gaps = page.evaluate(
        "[...document.querySelectorAll('figure-panel')].map((p) => p.stage.layout.volumes[1].gap)"
    )
    assert min(gaps) > 15


def test_a_cell_of_the_second_network_is_its_own(visit: Visit) -> None:
    page = visit.page
    open_twin(visit)
    box = page.locator("figure-panel .stage > canvas").nth(1).bounding_box()
    assert box
    # The face's cell of the yellow volume, which keeps every row and column.
    answer = visit.server.activations("ludic-nopool", [FACE], "relu2")
    [(row, col, value)] = [
        (r, c, value)
        for r, line in enumerate(answer["layers"][0]["values"][0])
        for c, value in enumerate(line)
        if value > 0
    ]
    at = page.evaluate(
        """([row, col]) => {
          const { stage } = document.querySelectorAll('figure-panel')[1];
          const box = stage.layout.volumes.find(({ layer }) => layer.stage === 2);
          const y = (0.5 - (row + 0.5) / 64) * box.height;
          return stage.project([box.x, y, ((col + 0.5) / 64 - 0.5) * box.width]);
        }""",
        [row, col],
    )
    page.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
    panel = page.locator("cell-panel dl")
    expect(panel).to_contain_text("Hand-made, no pooling")
    expect(panel).to_contain_text(f"row {row}, col {col}")
    expect(page.locator("cell-panel [data-value]")).to_have_text(f"{value:.6g}")
    expect(page.locator("figure-panel .tip")).to_have_count(1)
    expect(page.locator("figure-panel[side=twin] .tip")).to_contain_text(f"({row}, {col})")
    field = page.locator("scene-panel .field")
    card = next(c for c in models(visit.server)["models"] if c["id"] == "ludic-nopool")
    seen = next(x for x in card["layers"] if x["name"] == "relu2")["receptive_field"]
    expect(field).to_have_attribute("width", str(seen["size"]))
    expect(field).to_have_attribute("y", str(row + seen["offset"]))


def test_a_hovered_slice_is_highlighted_in_both_figures(visit: Visit) -> None:
    open_twin(visit)
    visit.page.locator("active-cells-panel li", has_text="muzzle").hover()
    chosen = visit.page.evaluate(
        """() => [...document.querySelectorAll('figure-panel')].map(({ stage }) =>
          stage.sheets.map((sheets) => sheets.uniforms.chosen.value))"""
    )
    assert len(chosen) == 2
    assert chosen[0] == chosen[1]
    assert any(value != -1 for value in chosen[0])


def test_a_choice_says_first_what_else_it_changes_and_leads_to_the_nearest(visit: Visit) -> None:
    page = visit.page
    visit.choose_network("Digits, one corner")
    visit.settle()
    chosen = page.evaluate(f"{STORE}.get('model').id")
    family = next(f for f in models(visit.server)["families"] if f["name"] == "digits")
    switches = family["switches"][chosen]
    page.locator("model-picker:not([side]) .current").click()
    page.locator("model-picker:not([side]) summary").click()
    axes = page.locator("model-picker:not([side]) network-axes")
    for axis in family["axes"]:
        shown = axes.locator(f'input[name="{axis["name"]}"]')
        values = [radio.get_attribute("value") for radio in shown.all()]
        assert sorted(map(str, values)) == sorted(axis["values"])
        trained = [s["value"] for s in switches if s["axis"] == axis["name"] and not s["also"]]
        assert sorted(map(str, values[: len(trained)])) == sorted(trained), "the trained ones first"
    for switch in switches:
        radio = axes.locator(f'input[name="{switch["axis"]}"][value="{switch["value"]}"]')
        text = radio.locator("xpath=../span").inner_text()
        assert ("Also changes" in text) == (switch["also"] != {})
        assert text.count(" to ") >= len(switch["also"])
    far = max(switches, key=lambda switch: len(switch["also"]))
    radio = axes.locator(f'input[name="{far["axis"]}"][value="{far["value"]}"]')
    text = radio.locator("xpath=../span").inner_text()
    said = text[text.index("Also changes") :]
    radio.check()
    visit.settle()
    assert page.evaluate(f"{STORE}.get('model').id") == far["model"]
    expect(axes.locator("[aria-live]")).to_contain_text(said)
    expect(radio).to_be_checked()


def test_the_list_of_networks_is_used_by_keys_and_returns_the_focus(visit: Visit) -> None:
    page = visit.page
    button = page.get_by_role("button", name="Network: Hand-made")
    button.focus()
    page.keyboard.press("Enter")
    focused = """(name) => document.querySelector('model-picker').renderRoot.activeElement
        ?.innerText.startsWith(name)"""
    dialog = page.get_by_role("dialog", name="Choose a network")
    expect(dialog).to_be_visible()
    page.wait_for_function(focused, arg="Hand-made")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(focused, arg="Figures, everywhere")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    chosen = page.get_by_role("button", name="Network: Figures, everywhere", exact=True)
    expect(chosen).to_be_focused()
    shown_equals_api(visit, [FACE], "figure-everywhere")


def test_the_second_network_has_a_list_of_its_own(visit: Visit) -> None:
    page = visit.page
    open_twin(visit)
    page.get_by_role("button", name="Second network: Hand-made, no pooling").click()
    page.get_by_role("dialog").get_by_role("button", name="Figures, one corner").click()
    expect(page.get_by_role("button", name="Second network: Figures, one corner")).to_be_focused()
    twin_equals_api(visit, [FACE], "figure-corner")
    first_equals_api(visit, [FACE], "ludic")


def test_boxes_of_training_follow_the_cards_and_are_labelled(visit: Visit) -> None:
    page = visit.page
    cards = models(visit.server)["models"]
    kept = [c for c in cards if c["region"] and c["region"] != [0, 0, *c["input_shape"][1:]]]
    # One of each region, and of each way to be trained in it.
    kept = list({(c["trained"], *c["region"]): c for c in kept}.values())
    assert len(kept) > 1
    show = """([model, twin]) => {
      const { store, cards } = document.querySelector('scene-panel').context;
      const find = (id) => cards.find((card) => card.id === id) ?? null;
      store.set('twin', find(twin));
      store.set('frame', null);
      store.set('model', find(model));
    }"""
    digit = {"objects": [{"object": "digit-3-4", "row": 8, "col": 8}]}
    page.evaluate(f"(scene) => {STORE}.set('scene', scene)", digit)
    rect = page.locator("scene-panel .trained")
    for card in kept:
        top, left, bottom, right = card["region"]
        page.evaluate(show, [card["id"], None])
        expect(rect).to_have_count(1)
        # The box of a digit's middle, 20 px wide, while the digit is within the region.
        for name, value in {
            "x": left + 9.5,
            "y": top + 9.5,
            "width": right - left - 19,
            "height": bottom - top - 19,
        }.items():
            assert float(rect.get_attribute(name) or "") == value
        expect(page.locator("scene-panel label")).to_contain_text(
            "where it learned (the object's middle)"
        )
    centre = next(c["id"] for c in kept if c["trained"] == "centre")
    corner = next(c["id"] for c in kept if c["trained"] == "corner")
    page.evaluate(show, [corner, centre])
    expect(rect).to_have_count(2)
    expect(page.locator("scene-panel svg text")).to_have_text(["1", "2"])
    page.evaluate(show, ["ludic", corner])
    expect(rect).to_have_count(1)
    # A network with another's convolutions names its head, which alone was trained there.
    expect(page.locator("scene-panel label")).to_contain_text(
        re.compile(r"where (head )?2 learned")
    )
    visit.settle()


def test_accuracy_by_position_equals_the_card(visit: Visit) -> None:
    page = visit.page
    visit.choose_network("Digits, everywhere")
    open_twin(visit)
    ids = page.evaluate(f"[{STORE}.get('model').id, {STORE}.get('twin').id]")
    for side, model in zip(("model", "twin"), ids, strict=True):
        metrics = httpx2.get(f"{visit.server.url}/api/models/{model}").json()["metrics"]
        shares = list(metrics["per_position"].values())
        means = {
            tuple(position): sum(values[i] for values in shares) / len(shares)
            for i, position in enumerate(metrics["positions"])
        }
        article = page.locator(f"card-panel article[data-side={side}]")
        squares = article.locator("[data-accuracy]").all()
        assert len(squares) == len(means)
        for square in squares:
            place, _, value = str(square.get_attribute("title")).partition(": ")
            row, col = (int(part.split()[1]) for part in place.split(", "))
            assert float(value) == pytest.approx(means[row, col], abs=0.00051)
            assert float(square.inner_text()) == pytest.approx(means[row, col], abs=0.0051)
        worst = article.locator("[data-worst]").inner_text()
        assert float(worst.split()[-1]) == pytest.approx(min(means.values()), abs=0.00051)
        text = article.inner_text()
        assert f"chance {metrics['chance']:.2f}" in text
        assert f"{metrics['worst']:.3f}" in text


def test_nothing_is_drawn_while_nothing_changes_in_either_figure(visit: Visit) -> None:
    open_twin(visit)
    renders = "[...document.querySelectorAll('figure-panel')].map((panel) => panel.dataset.renders)"
    before = visit.page.evaluate(renders)
    visit.page.wait_for_timeout(1000)
    assert visit.page.evaluate(renders) == before


def test_two_figures_fit_at_any_width_and_are_of_one_size(visit: Visit) -> None:
    visit.choose_network("Digits, everywhere")
    open_twin(visit)
    for width, height in (
        (360, 740), (390, 844), (800, 700), (1280, 720), (1440, 900), (2560, 1440),
    ):  # fmt: skip
        resize(visit, width, height)
        check_fit(visit, width, height)


def resize(visit: Visit, width: int, height: int) -> None:
    """Brings the window to a size."""
    visit.page.set_viewport_size({"width": width, "height": height})
    visit.settle()


def check_fit(visit: Visit, width: int, height: int) -> None:
    """Fails where two figures or their labels are cut, or too small."""
    page, size = visit.page, (width, height)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, size
    boxes = [canvas.bounding_box() for canvas in page.locator("figure-panel .stage > canvas").all()]
    first, second = (box for box in boxes if box)
    assert (first["width"], first["height"]) == pytest.approx(
        (second["width"], second["height"]), abs=1.5
    ), size
    # On phones both share with the canvas the 55 % of the height that stay in sight; on narrow
    # windows they have that share alone, one below the other.
    least = 0.15 * height if width <= 720 else 0.275 * height if width <= 1100 else 200
    assert min(first["width"], first["height"]) > least, size
    under = second["y"] >= first["y"] + first["height"]
    beside = second["x"] >= first["x"] + first["width"]
    assert under != beside, size
    assert beside == (width == 2560), "whichever shows the figures larger"
    for index in (0, 1):
        inside = page.evaluate(
            """(index) => {
              const panel = document.querySelectorAll('figure-panel')[index];
              const frame = panel.getBoundingClientRect();
              return [...panel.renderRoot.querySelectorAll('.labels > *, .caption')]
                .filter((label) => label.checkVisibility())
                .map((label) => [label.textContent, label.getBoundingClientRect()])
                .filter(([, box]) => box.top < frame.top - 1 || box.bottom > frame.bottom + 1
                  || box.left < frame.left - 1 || box.right > frame.right + 1)
                .map(([text]) => text);
            }""",
            index,
        )
        assert inside == [], f"labels that are cut: {size}"
    if width >= 1280:
        header = page.locator("header").bounding_box()
        assert header
        assert header["height"] < 72, "all switches stand on one line"


def test_two_small_figures_have_their_names_and_answers_and_the_width(visit: Visit) -> None:
    visit.page.evaluate(PAIR)
    for width, height in ((390, 844), (853, 480)):
        resize(visit, width, height)
        check_names(visit, width)


def check_names(visit: Visit, width: int) -> None:
    """Fails where the bar between two figures covers a name or an answer, or cuts a name."""
    page = visit.page
    box = page.locator("second-network-bar").bounding_box()
    figures = [page.locator("figure-panel").first, page.locator("figure-panel[side=twin]")]
    boxes = [figure.bounding_box() for figure in figures]
    assert box
    assert boxes[0]
    assert boxes[1]
    title = page.locator("second-network-bar .title")
    assert title.evaluate("(title) => title.scrollWidth <= title.clientWidth"), width
    if width > 720:
        assert box["x"] >= boxes[1]["x"] - 1
    for figure in figures:
        for found in figure.evaluate(WORDS):
            across = min(found["x"] + found["width"], box["x"] + box["width"]) - max(
                found["x"], box["x"]
            )
            down = min(found["y"] + found["height"], box["y"] + box["height"]) - max(
                found["y"], box["y"]
            )
            assert min(across, down) <= 1, (found, box)
        expect(figure.locator(".answer")).to_have_count(1)
        # From picture to outputs, the strand has most of a phone's width.
        if width <= 720:
            assert figure.evaluate(STRAND) >= 0.7
