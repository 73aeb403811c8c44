"""The first screen: its flight and tiles, the sweep and the exchange of heads, and the ways on."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import STARTED, Server, Visit, Windows
from tests.e2e.laboratory import LONG, STORE, ask
from tests.e2e.tour import best

EVERYWHERE = "digits-max-fc-everywhere"
CORNER = "digits-max-fc-corner"
CORNER_HEAD = "digits-everywhere-convolutions-corner-head"
EVERYWHERE_HEAD = "digits-corner-convolutions-everywhere-head"
THREE = "digit-3-4"
START = {"object": THREE, "row": 4, "col": 4}
BOTH = f"""() => {{
  const {{ scene, frame, twinFrame }} = {STORE}.state;
  return frame?.scene === scene && twinFrame?.scene === scene;
}}"""
"""Whether both networks have answered the present scene."""


FLIGHT = "document.querySelector('opening-panel').acts?.motion.flight?.phase"


class Opening:
    """The first screen on a visitor's page."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.page = visit.page
        self.panel = visit.page.locator("opening-panel")

    def state(self, key: str) -> Any:
        """A value of the page's store, as JSON."""
        return self.page.evaluate(f"() => {STORE}.get('{key}')")

    def place(self) -> dict[str, Any]:
        """The object's placement."""
        placed: dict[str, Any] = self.state("scene")["objects"][0]
        return placed

    def tiles(self) -> list[dict[str, Any]]:
        """The canvas's tiles."""
        tiles: list[dict[str, Any]] = self.page.evaluate(
            f"() => [...{STORE}.get('tiles').values()]"
        )
        return tiles

    def resize(self, width: int, height: int) -> None:
        """Brings the window to a size."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.visit.settle()

    def touch(self) -> None:
        """The visitor's first touch."""
        self.page.keyboard.press("Escape")

    def swap_heads(self) -> None:
        """Swaps the heads, and waits until they are swapped."""
        self.panel.get_by_role("button", name="Swap the heads").click()
        self.page.wait_for_function(
            f"() => {STORE}.get('model').id === '{CORNER_HEAD}'", timeout=LONG
        )

    def put(self, row: int, col: int) -> list[dict[str, Any]]:
        """Puts the object somewhere, and waits for both answers."""
        objects = [{"object": THREE, "row": row, "col": col}]
        self.page.evaluate(f"(objects) => {STORE}.set('scene', {{ objects }})", objects)
        self.page.wait_for_function(BOTH)
        return objects

    def answers(self) -> list[tuple[str | None, str | None]]:
        """Both shown answers, each with the verdict."""
        ends = self.panel.locator(".end").all()
        return [(end.get_attribute("data-answer"), end.get_attribute("data-kind")) for end in ends]


PHONE = {"is_mobile": True, "has_touch": True, "viewport": {"width": 390, "height": 844}}
DEVICES: list[tuple[dict[str, Any], list[tuple[int, int]]]] = [
    (PHONE, [(390, 844)]),
    ({}, [(853, 480), (1440, 900)]),
]
"""Options of a visit, and the sizes of its window."""


@contextmanager
def opened(
    server: Server, windows: Windows, path: str = "", **options: Any
) -> Iterator[tuple[Opening, Visit]]:
    """A visitor's first screen. Fails if the page logged anything."""
    with windows.visit(server, path, **options) as visit:
        yield Opening(visit), visit


@pytest.fixture
def opening(server: Server, windows: Windows) -> Iterator[Opening]:
    """The first screen of somebody new, untouched."""
    with opened(server, windows) as (opening, _):
        yield opening


def said(server: Server, model: str, objects: list[dict[str, Any]]) -> str:
    """The API's answer to a scene."""
    return str(best(server.activations(model, objects, "pool1")["outputs"])["name"])


def test_a_url_without_a_fragment_asks_one_question_before_two_networks(opening: Opening) -> None:
    page = opening.page
    expect(opening.panel.locator("h2")).to_have_text("Does a neural network care where the 3 is?")
    assert opening.state("model")["id"] == EVERYWHERE
    assert opening.state("twin")["id"] == CORNER
    expect(page.locator("figure-panel")).to_have_count(2)
    for name in ("palette-panel", "outputs-panel", "figure-bar", "lab-panel", "model-picker"):
        expect(page.locator(name).first).to_be_hidden()
        assert page.evaluate(f"document.querySelector('{name}').shadowRoot.childElementCount") == 0
    for name in ("Tour", "Play freely", "Share"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()


def test_the_object_is_carried_and_its_tiles_are_what_the_network_said(
    opening: Opening, server: Server
) -> None:
    page = opening.page
    page.wait_for_function(f"() => {STORE}.get('tiles').size > 5")
    page.wait_for_function(f"() => {FLIGHT} === 'over'", timeout=LONG)
    expect(opening.panel.get_by_text("Your turn: drag it")).to_be_visible()
    assert opening.place() != START
    tiles = opening.tiles()
    assert {tile["right"] for tile in tiles} == {True, False}
    rows = [tile["row"] for tile in tiles]
    assert min(rows) < 8 < 36 < max(rows)
    # Each tile is the answer at its own place of the grid, also where the object passed it by.
    for tile in tiles[::2]:
        placed = {"object": THREE, "row": tile["row"], "col": tile["col"]}
        assert said(server, CORNER, [placed]) == tile["answer"]
        assert tile["right"] == (tile["answer"] == "3")
    page.wait_for_function(BOTH)
    objects = [opening.place()]
    assert opening.answers() == [
        (said(server, EVERYWHERE, objects), "right"),
        (said(server, CORNER, objects), "wrong"),
    ]
    expect(opening.panel.locator(".end.twin")).to_contain_text("should be 3")
    # All places agree with those on the way.
    opening.panel.get_by_role("button", name="Show all places").click()
    page.wait_for_function(f"() => {STORE}.get('tiles').size === 144", timeout=LONG)
    everywhere = {(t["row"], t["col"]): t["answer"] for t in opening.tiles()}
    assert all(everywhere[t["row"], t["col"]] == t["answer"] for t in tiles)


def test_the_first_touch_stops_the_flight_for_good(opening: Opening) -> None:
    page = opening.page
    page.wait_for_function(f"() => {STORE}.get('tiles').size > 1")
    opening.touch()
    place = opening.place()
    page.wait_for_timeout(500)
    assert opening.place() == place
    expect(opening.panel.get_by_text("Your turn: drag it")).to_be_visible()
    page.goto(f"{opening.visit.server.url}/#screen=play")
    page.goto(opening.visit.server.url)
    page.wait_for_function(STARTED)
    # The argument stands without motion: the object outside the corner, and its path measured.
    page.wait_for_function(f"() => {STORE}.get('tiles').size > 20", timeout=LONG)
    page.wait_for_function(BOTH)
    place = opening.place()
    assert place != START
    assert [kind for _, kind in opening.answers()] == ["right", "wrong"]
    tiles = opening.tiles()
    assert {tile["right"] for tile in tiles} == {True, False}
    for tile in tiles[::8]:
        placed = {"object": THREE, "row": tile["row"], "col": tile["col"]}
        assert said(opening.visit.server, CORNER, [placed]) == tile["answer"]
    page.wait_for_timeout(500)
    assert opening.place() == place
    opening.panel.get_by_role("button", name="Play again").click()
    page.wait_for_function(f"() => {FLIGHT} === 'flying'", timeout=LONG)
    page.wait_for_function(f"() => {STORE}.get('tiles').size > 3", timeout=LONG)
    opening.touch()
    expect(opening.panel.get_by_role("button", name="Play again")).to_be_visible()


def test_a_press_beside_the_object_brings_it_and_drags_on(opening: Opening) -> None:
    page = opening.page
    opening.touch()
    opening.put(4, 4)
    page.mouse.move(*opening.visit.pixel(50, 40))
    page.mouse.down()
    assert opening.place() == {"object": THREE, "row": 40, "col": 30}
    page.mouse.move(*opening.visit.pixel(46, 44), steps=4)
    page.mouse.up()
    assert opening.place() == {"object": THREE, "row": 36, "col": 34}


def test_the_visitor_drags_on_and_lays_tiles_by_pointer_and_keys(opening: Opening) -> None:
    page = opening.page
    opening.touch()
    opening.put(4, 4)
    before = len(opening.tiles())
    page.mouse.move(*opening.visit.pixel(14, 14))
    page.mouse.down()
    page.mouse.move(*opening.visit.pixel(44, 44), steps=20)
    page.mouse.up()
    page.wait_for_function(BOTH)
    assert len(opening.tiles()) > before
    expect(opening.panel.get_by_text("Your turn")).to_have_count(0)
    assert opening.place() == {"object": THREE, "row": 34, "col": 34}
    page.locator("scene-panel .board").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Delete")
    assert opening.place() == {"object": THREE, "row": 34, "col": 33}
    page.wait_for_function(BOTH)
    expect(opening.panel.locator("[data-news=answers]")).to_have_text(
        re.compile(r"Learned everywhere: right: 3.*Learned in one corner: wrong: \d")
    )


def test_all_places_are_those_of_the_api(opening: Opening, server: Server) -> None:
    page = opening.page
    opening.touch()
    objects = opening.put(20, 28)
    opening.panel.get_by_role("button", name="Show all places").click()
    page.wait_for_function(f"() => {STORE}.get('tiles').size === 144", timeout=LONG)
    plan = {"scene": {"objects": objects}, "index": 0, "step": 4}
    corner, everywhere = (ask(server, model, "sensitivity", plan) for model in (CORNER, EVERYWHERE))
    correct = [value for line in corner["correct"] for value in line]
    assert [tile["right"] for tile in opening.tiles()] == correct
    shares = [f"{100 * each['accuracy']:.0f}%" for each in (corner, everywhere)]
    expect(opening.panel.locator(".sentence")).to_have_text(
        f"Of 144 places, one every 4 px, “Learned in one corner” is right at {shares[0]},"
        f" “Learned everywhere” at {shares[1]}."
    )
    expect(page.locator("scene-panel .tile.wrong text").first).to_have_text(re.compile(r"^\d$"))
    # Within the frame of the places where it learned lie their tiles alone, and all are right.
    expect(page.locator("scene-panel .where")).to_have_text("learned here")
    page.wait_for_timeout(3200)
    frame = page.locator("scene-panel .middles").bounding_box()
    assert frame
    boxes = [
        (tile, each.get_attribute("class"))
        for each in page.locator("scene-panel .tile").all()
        if (tile := each.locator("rect").bounding_box())
    ]
    inside = [
        name
        for box, name in boxes
        if box["x"] + box["width"] / 2 < frame["x"] + frame["width"]
        and box["y"] + box["height"] / 2 < frame["y"] + frame["height"]
    ]
    bottom, right = httpx2.get(f"{server.url}/api/models/{CORNER}").json()["region"][2:]
    fits = [t for t in opening.tiles() if t["row"] + 20 <= bottom and t["col"] + 20 <= right]
    assert len(inside) == len(fits) == 9
    assert all("right" in (name or "") for name in inside)


def test_exchanged_heads_answer_as_the_transplants_do(opening: Opening, server: Server) -> None:
    opening.touch()
    objects = opening.put(30, 36)
    swap = opening.panel.get_by_role("button", name="Swap the heads")
    swap.click()
    sentence = opening.panel.locator(".sentence")
    upper, lower = (said(server, model, objects) for model in (CORNER_HEAD, EVERYWHERE_HEAD))
    plan = {"scene": {"objects": objects}, "index": 0, "step": 4}
    low, high = (
        f"{100 * ask(server, model, 'sensitivity', plan)['accuracy']:.0f}%"
        for model in (CORNER_HEAD, EVERYWHERE_HEAD)
    )
    expect(sentence).to_have_text(
        f"Lower network, head from everywhere: right at {high} of the places; upper, head from"
        f" the corner: {low}. So for this 3 the head decides. Both were trained anew for these"
        " layers.",
        timeout=LONG,
    )
    opening.page.wait_for_function(f"() => {STORE}.get('tiles').size === 144", timeout=LONG)
    right = [tile["right"] for tile in opening.tiles()]
    assert f"{100 * sum(right) / len(right):.0f}%" == high
    assert opening.answers() == [(upper, "wrong"), (lower, "right")]
    assert [opening.state(side)["id"] for side in ("model", "twin")] == [
        CORNER_HEAD,
        EVERYWHERE_HEAD,
    ]
    titles = opening.panel.locator("h3")
    expect(titles).to_have_text(["Layers: everywhere", "Layers: corner"])
    heads = opening.panel.locator(".head")
    expect(heads).to_have_text(["head: corner", "head: everywhere"])
    opening.panel.get_by_role("button", name="Swap them back").click()
    expect(titles).to_have_text(["Learned everywhere", "Learned in one corner"])
    expect(heads).to_have_count(0)
    expect(sentence).to_contain_text("Each network has its own head again.")
    expect(sentence).to_contain_text("“Learned in one corner” is right at", timeout=LONG)
    expect(swap).to_be_visible()
    assert [opening.state(side)["id"] for side in ("model", "twin")] == [EVERYWHERE, CORNER]
    # A second press while the heads fly is done after the first, one during the flight too.
    opening.panel.get_by_role("button", name="Play again").click()
    opening.page.wait_for_function(f"() => {FLIGHT} === 'flying'")
    swap.click(click_count=2, delay=20)
    opening.page.wait_for_function(f"() => {STORE}.get('model').id === '{CORNER_HEAD}'")
    opening.page.wait_for_function(f"() => {STORE}.get('model').id === '{EVERYWHERE}'")
    expect(sentence).to_contain_text("“Learned in one corner” is right at", timeout=LONG)


def test_less_motion_gives_two_still_pictures(server: Server, windows: Windows) -> None:
    with opened(server, windows, reduced_motion="reduce") as (opening, _):
        stills = opening.panel.locator(".stills figure")
        expect(stills).to_have_count(2)
        expect(stills.first.locator(".right")).to_have_count(2)
        expect(stills.last.locator(".right")).to_have_count(1)
        expect(stills.last.locator(".wrong")).to_have_count(1)
        assert said(server, CORNER, [opening.place()]) != "3"
        expect(opening.panel.get_by_text("Your turn: drag it")).to_be_visible()


def test_three_ways_on_and_one_back(opening: Opening) -> None:
    page = opening.page
    opening.touch()
    opening.put(16, 20)
    page.get_by_role("button", name="Share", exact=True).click()
    link = page.get_by_label("Link to this view").input_value()
    for part in ("screen=opening", f"model={EVERYWHERE}", f"twin={CORNER}", f"{THREE}.16.20"):
        assert part in link
    assert "over=" not in link
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Tour", exact=True).click()
    expect(page.locator("tour-panel [data-step=corner]")).to_be_visible()
    expect(opening.panel.locator("h2")).to_have_count(0)
    page.locator("tour-panel").get_by_role("button", name="Leave").click()
    expect(opening.panel.locator("h2")).to_be_visible()
    assert opening.place() == {"object": THREE, "row": 16, "col": 20}
    page.get_by_role("button", name="Play freely").click()
    expect(page.locator("palette-panel")).to_be_visible()
    expect(opening.panel.locator("h2")).to_have_count(0)
    assert [opening.state(side)["id"] for side in ("model", "twin")] == [EVERYWHERE, CORNER]
    assert opening.place() == {"object": THREE, "row": 16, "col": 20}
    assert opening.state("undoing") == {"back": None, "forward": None}
    home = page.get_by_role("link", name="Shiftscope")
    expect(home).to_have_attribute("title", "Back to the question")
    home.click()
    expect(opening.panel.locator("h2")).to_be_visible()
    assert [opening.state(side)["id"] for side in ("model", "twin")] == [EVERYWHERE, CORNER]


def test_the_first_screen_is_whole_whatever_was_open(opening: Opening) -> None:
    page = opening.page
    opening.touch()
    opening.put(20, 28)
    parts = "h2, .end, .actions"
    shown = [page.locator("scene-panel .board"), *page.locator("figure-panel").all()]
    before = [each.bounding_box() for each in [*shown, *opening.panel.locator(parts).all()]]
    page.get_by_role("button", name="Play freely").click()
    page.locator("lab-panel").get_by_role("tab", name="Who went blind").click()
    expect(page.locator("lab-panel")).to_have_attribute("open", "")
    page.get_by_role("link", name="Shiftscope").click()
    expect(opening.panel.locator("h2")).to_be_visible()
    # As large as before are answers alone that are there again.
    page.wait_for_function(BOTH)
    opening.visit.settle()
    after = [each.bounding_box() for each in [*shown, *opening.panel.locator(parts).all()]]
    assert after == before


def test_the_browsers_back_and_the_closed_tour_bring_the_same_screen_again(
    server: Server, windows: Windows
) -> None:
    for options, sizes in DEVICES:
        with opened(server, windows, **options) as (opening, _):
            opening.touch()
            for size in sizes:
                opening.resize(*size)
                opening.put(16, 20)
                check_back(opening)


def check_back(opening: Opening) -> None:
    """Fails where a way back to the first screen changes it."""
    page = opening.page

    def boxes() -> list[Any]:
        page.wait_for_function(BOTH)
        opening.visit.settle()
        shown = [page.locator("scene-panel .board"), *page.locator("figure-panel").all()]
        return [each.bounding_box() for each in shown]

    before = boxes()
    for way in ("Tour", "Play freely"):
        page.get_by_role("button", name=way, exact=True).click()
        expect(opening.panel.locator("h2")).to_have_count(0)
        page.wait_for_function("() => !location.hash.includes('screen=')")
        page.go_back()
        expect(opening.panel.locator("h2")).to_be_visible()
        expect(page.locator("tour-panel")).to_be_hidden()
        assert opening.place() == {"object": THREE, "row": 16, "col": 20}
        assert boxes() == before, (way, page.viewport_size)
    page.get_by_role("button", name="Tour", exact=True).click()
    page.locator("tour-panel").get_by_role("button", name="Leave").click()
    expect(opening.panel.locator("h2")).to_be_visible()
    assert boxes() == before, page.viewport_size
    page.get_by_role("button", name="Play freely").click()
    page.get_by_role("link", name="Shiftscope").click()
    expect(opening.panel.locator("h2")).to_be_visible()
    assert boxes() == before, page.viewport_size


def test_a_digit_of_ones_own_is_drawn_before_the_same_networks(opening: Opening) -> None:
    page = opening.page
    opening.touch()
    opening.panel.get_by_role("button", name="Draw your own").click()
    expect(page.get_by_role("button", name="Pen", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    assert opening.state("scene")["objects"] == []
    assert [opening.state(side)["id"] for side in ("model", "twin")] == [EVERYWHERE, CORNER]
    page.mouse.move(*opening.visit.pixel(20, 30))
    page.mouse.down()
    page.mouse.move(*opening.visit.pixel(44, 32), steps=8)
    page.mouse.up()
    page.wait_for_function(BOTH)
    assert len(opening.state("scene")["objects"]) == 1
    # A box shows how large the digits in training were, which this one is.
    size = page.locator("scene-panel rect.size")
    assert [size.get_attribute(name) for name in ("x", "y", "width")] == ["22", "22", "20"]
    expect(page.locator("draw-guide")).to_contain_text("about as large as the box")
    # Little else is there: what to do, a way back, and one to the rest.
    guide = page.locator("draw-guide")
    expect(guide).to_contain_text("Draw a digit on the canvas")
    for part in ("palette-panel", "figure-bar", "active-cells-panel"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator("lab-panel").get_by_text("Sweep")).to_be_hidden()
    page.go_back()
    expect(opening.panel.locator("h2")).to_be_visible()
    page.go_forward()
    guide.get_by_role("link", name="Back to the 3").click()
    expect(opening.panel.locator("h2")).to_be_visible()
    page.get_by_role("button", name="Play freely").click()
    expect(page.locator("palette-panel")).to_be_visible()
    expect(guide).to_be_hidden()


def test_other_screens_begin_with_the_networks_as_they_learned(opening: Opening) -> None:
    page = opening.page
    opening.touch()
    opening.put(30, 36)
    opening.swap_heads()
    for way, shown in (("Draw your own", "draw-guide"), ("Play freely", "palette-panel")):
        page.get_by_role("button", name=way).click()
        expect(page.locator(shown), way).to_be_visible()
        assert [opening.state(side)["id"] for side in ("model", "twin")] == [EVERYWHERE, CORNER]
        # That is where undo begins.
        assert opening.state("undoing") == {"back": None, "forward": None}
        page.wait_for_function(BOTH)
        page.wait_for_function("() => !location.hash.includes('screen=opening')")
        # The way back leads to the heads as they were swapped, with the object in its place.
        page.go_back()
        expect(opening.panel.locator("h3").first).to_have_text("Layers: everywhere")
        assert opening.place() == {"object": THREE, "row": 30, "col": 36}
    # The visitor's own training takes the place of one network, and stands beside no other.
    page.get_by_role("button", name="Train your own").click()
    expect(page.locator("training-view [data-train]")).to_be_enabled()
    assert (opening.state("model")["id"], opening.state("twin")) == (EVERYWHERE, None)
    page.go_back()
    expect(opening.panel.locator("h3").first).to_have_text("Layers: everywhere")
    page.get_by_role("button", name="Tour", exact=True).click()
    page.locator("tour-panel .dot.end").click()
    page.locator("tour-panel").get_by_role("button", name="Play freely").click()
    expect(page.locator("palette-panel")).to_be_visible()
    assert [opening.state(side)["id"] for side in ("model", "twin")] == [EVERYWHERE, CORNER]


def test_the_frame_of_the_objects_place_is_hidden_between_places(opening: Opening) -> None:
    opening.touch()
    frame = opening.page.locator("scene-panel .now")
    opening.put(20, 28)
    expect(frame).to_have_count(1)
    opening.put(21, 28)
    expect(frame).to_have_count(0)
    opening.put(24, 28)
    expect(frame).to_have_count(1)


def test_the_rest_of_the_page_is_one_press_or_the_tour_away(opening: Opening) -> None:
    page = opening.page
    opening.touch()
    opening.panel.get_by_role("button", name="Draw your own").click()
    page.get_by_role("button", name="Show everything").click()
    expect(page.locator("palette-panel")).to_be_visible()
    expect(page.locator("lab-panel").get_by_text("Sweep")).to_be_visible()
    page.wait_for_function("() => !location.hash.includes('hide=')")
    page.go_back()
    opening.panel.get_by_role("button", name="Draw your own").click()
    page.locator("tour-switch").get_by_role("button").click()
    expect(page.locator("tour-panel")).to_be_visible()
    expect(page.locator("draw-guide")).to_be_hidden()
    assert opening.state("hidden") == []


def test_a_link_restores_the_opening(server: Server, windows: Windows) -> None:
    path = f"#screen=opening&model={CORNER_HEAD}&twin={EVERYWHERE_HEAD}&objects={THREE}.30.36"
    with opened(server, windows, path) as (opening, visit):
        opening.page.wait_for_function(BOTH)
        opening.page.wait_for_timeout(500)
        assert opening.place() == {"object": THREE, "row": 30, "col": 36}
        expect(opening.panel.locator("h3").first).to_have_text("Layers: everywhere")
        expect(opening.panel.locator(".head").first).to_have_text("head: corner")
        expect(opening.panel.locator(".sentence")).to_contain_text("head from everywhere")
        assert [kind for _, kind in opening.answers()] == ["wrong", "right"]
        # Another digit before networks without heads to swap.
        pair = "model=digits-none-fc-everywhere&twin=digits-none-fc-corner"
        visit.page.goto(f"{server.url}/#screen=opening&{pair}&objects=digit-7-1.30.36")
        question = opening.panel.locator("h2")
        expect(question).to_have_text("Does a neural network care where the 7 is?")
        expect(opening.panel.locator("h3").last).to_have_text("Learned in one corner")
        expect(opening.panel.get_by_role("button", name="Show all places")).to_be_visible()
        expect(opening.panel.get_by_role("button", name="Swap the heads")).to_have_count(0)
        # What the first screen cannot show is shown behind it, and said.
        for given, said_so in (
            ("model=digits-max-gap", "expected two networks on the first screen; got one"),
            ("objects=none", "expected one object on the first screen; got 0"),
        ):
            visit.page.goto(f"{server.url}/#screen=opening&{given}")
            expect(visit.page.locator("notice-bar")).to_contain_text(said_so)
            expect(question).to_have_count(0)
        assert opening.state("scene")["objects"] == []


def test_a_link_shows_all_places_again(opening: Opening, server: Server, windows: Windows) -> None:
    page = opening.page
    opening.panel.get_by_role("button", name="Show all places").click()
    page.wait_for_function(f"() => {STORE}.get('places')", timeout=60_000)
    page.wait_for_function("() => location.hash.includes('places=all')")
    tiles = f"() => [...{STORE}.get('tiles').values()].map(({{ right }}) => right)"
    page.wait_for_function(f"() => {STORE}.get('tiles').size > 100")
    left, link = page.evaluate(tiles), page.evaluate("() => location.hash")
    where = opening.place()
    with opened(server, windows, link) as (other, _):
        other.page.wait_for_function(f"() => {STORE}.get('tiles').size > 100", timeout=60_000)
        assert other.page.evaluate(tiles) == left
        assert other.place() == where, "nothing has carried the object"
        assert other.page.evaluate(f"() => {FLIGHT} ?? null") is None
        expect(other.panel.locator(".sentence")).to_contain_text("Of 144 places")
        # Another such link in the same tab shows them for its object.
        other.page.evaluate("(hash) => { location.hash = hash; }", link.replace(THREE, "digit-7-1"))
        expect(other.panel.locator("h2")).to_have_text("Does a neural network care where the 7 is?")
        other.page.wait_for_function(f"() => {STORE}.get('tiles').size > 100", timeout=LONG)
        plan = {"scene": other.state("scene"), "index": 0, "step": 4}
        correct = [
            value for line in ask(server, CORNER, "sensitivity", plan)["correct"] for value in line
        ]
        assert other.page.evaluate(tiles) == correct
        expect(other.panel.locator(".sentence")).to_contain_text("Of 144 places")
        # Whoever goes on and comes back begins anew.
        other.page.evaluate(f"() => {STORE}.set('screen', 'play')")
        other.page.wait_for_function("() => !location.hash.includes('places')")


@pytest.mark.parametrize(
    ("options", "sizes"),
    [(PHONE, [(360, 740), (390, 844)]), ({}, [(853, 480), (1440, 900), (1920, 1080)])],
    ids=["phone", "computer"],
)
def test_it_fits_the_window(
    server: Server, windows: Windows, options: dict[str, Any], sizes: list[tuple[int, int]]
) -> None:
    with opened(server, windows, **options) as (opening, _):
        opening.touch()
        opening.put(20, 28)
        buttons = opening.panel.locator(".actions")
        before = {}
        for size in sizes:
            opening.resize(*size)
            before[size] = buttons.bounding_box()
        opening.panel.get_by_role("button", name="Swap the heads").click()
        expect(opening.panel.locator(".sentence")).to_contain_text("of the places", timeout=LONG)
        for size in sizes:
            opening.resize(*size)
            assert buttons.bounding_box() == pytest.approx(before[size], abs=0.5), size
            check_fit(opening, *size)


def check_fit(opening: Opening, width: int, height: int) -> None:
    """Fails where a part of the first screen is cut, or too small."""
    page, phone = opening.page, width < 480
    titles = opening.panel.locator("h3").all()
    assert all(box["height"] < 48 for title in titles if (box := title.bounding_box()))
    assert page.evaluate("[document.documentElement.scrollWidth, innerWidth]") == [width, width]
    assert page.evaluate("document.querySelector('main').scrollHeight") <= height - 48
    name = page.locator("h1")
    assert name.evaluate("(name) => name.scrollWidth <= name.clientWidth"), width
    shown = [page.locator("scene-panel .board"), *opening.panel.locator(".end, button, h2").all()]
    words = opening.panel.locator(".end > :visible, .turn, .legend, .sentence").all()
    for each in [*shown, *page.locator("figure-panel").all(), *words]:
        box = each.bounding_box()
        assert box, each
        assert box["x"] >= 0, (each, width)
        assert box["x"] + box["width"] <= width - 8, (each, width)
        assert box["y"] + box["height"] <= height, (each, width)
    # How sure each network is stays, whichever head it has.
    for sure in opening.panel.locator(".sure").all():
        expect(sure).to_have_text(re.compile(r"\d% sure$"))
    strands = [figure.bounding_box() for figure in page.locator("figure-panel").all()]
    assert phone or sum(box["height"] for box in strands if box) >= 0.45 * height
    board = page.locator("scene-panel .board").bounding_box()
    assert board
    assert board["height"] <= 0.45 * height or not phone
    assert (
        page.evaluate(
            "getComputedStyle(document.querySelector('scene-panel').shadowRoot"
            ".querySelector('.board')).touchAction"
        )
        == "none"
    )
