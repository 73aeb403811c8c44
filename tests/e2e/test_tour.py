"""The tour, with all its tasks done; each number it quotes is compared with the API's."""

import json
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.conftest import STARTED, Server, Visit
from tests.e2e.laboratory import LONG, STORE, ask, drag
from tests.e2e.test_page import FACE

CORNER = "digits-max-fc-corner"
BODY = [
    {"object": name, "row": row, "col": col}
    for name, row, col in (
        ("face", 0, 21),
        ("torso", 21, 24),
        ("arm", 22, 14),
        ("arm", 22, 40),
        ("leg", 40, 22),
        ("leg", 40, 33),
    )
]
STEPS = (
    "volumes",
    "move",
    "pooling",
    "everywhere",
    "corner",
    "head",
    "lattice",
    "global",
    "steady",
)


def digit(row: int, col: int) -> list[dict[str, Any]]:
    """The 3 of the tour, alone on the canvas."""
    return [{"object": "digit-3-1", "row": row, "col": col}]


def best(outputs: list[dict[str, Any]]) -> dict[str, Any]:
    """The strongest output."""
    return max(outputs, key=lambda output: output["score"])


class Guide:
    """The tour's panel on a visitor's page."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.page = visit.page
        self.panel = visit.page.locator("tour-panel")

    def start(self) -> None:
        """Takes the offer of a tour."""
        self.page.get_by_role("button", name="Take the tour").click()
        self.at("volumes")

    def at(self, step: str) -> None:
        """Asserts which step is shown."""
        expect(self.panel.locator("section")).to_have_attribute("data-step", step)

    def done(self) -> None:
        """Waits until the step is marked as done and its numbers are current."""
        expect(self.panel.locator(".task.done")).to_be_visible(timeout=LONG)
        expect(self.panel.locator("[data-late=true]")).to_have_count(0)
        expect(self.page.locator("[data-pointed]")).to_have_count(0)
        self.visit.settle()

    def waits(self) -> None:
        """Asserts that the step points at its target, since its task is not done."""
        expect(self.panel.locator(".task.done")).to_have_count(0)
        expect(self.page.locator("[data-pointed]")).to_have_count(1)

    def on(self, step: str) -> None:
        """Goes to the next step, which is not done."""
        self.panel.get_by_role("button", name="Next").click()
        self.at(step)
        self.waits()
        self.visit.settle()

    def numbers(self) -> dict[str, float]:
        """The numbers that the sentences quote, exact, by name."""
        return {name: float(title) for name, title, _ in self._quotes() if title is not None}

    def names(self) -> dict[str, str]:
        """The names, such as answers, that they quote."""
        return {name: text for name, title, text in self._quotes() if title is None}

    def _quotes(self) -> list[tuple[str, str | None, str]]:
        return [
            (
                str(quote.get_attribute("data-quote")),
                quote.get_attribute("title"),
                quote.inner_text(),
            )
            for quote in self.panel.locator("[data-quote]").all()
        ]

    def kinds(self) -> list[str]:
        """The state of each claim."""
        kinds = [
            str(each.get_attribute("data-kind")) for each in self.panel.locator("[data-kind]").all()
        ]
        return [kind for kind in kinds if kind != "plain"]

    def dot(self, number: int) -> Locator:
        """The dot of a step, from 1."""
        return self.panel.locator(".dot").nth(number - 1)


@pytest.fixture
def guide(visit: Visit) -> Guide:
    """The tour, not yet begun."""
    return Guide(visit)


@pytest.mark.timeout(400)
def test_tour_steps_are_completed_by_actions_and_quote_the_api(guide: Guide) -> None:
    server, page = guide.visit.server, guide.page
    guide.start()
    guide.waits()

    page.get_by_role("button", name="Human body").click()
    guide.done()
    one, two = server.activations("ludic", BODY, "pool1,pool2")["layers"]
    answer = best(server.activations("ludic", BODY, "pool2")["outputs"])
    assert guide.numbers() == pytest.approx(
        {
            "eye": one["active"][0],
            "nose": one["active"][1],
            "face": two["active"][0],
            "score": answer["score"],
        }
    )
    assert guide.names() == {"answer": answer["name"]} == {"answer": "human body"}
    assert guide.kinds() == ["holds", "holds"]

    guide.on("move")
    page.keyboard.press("p")
    expect(page.locator("scene-panel .board[data-pointed]")).to_be_visible()
    drag(guide.visit, (13, 13), (50, 49))
    page.mouse.up()
    guide.done()
    moved = {**FACE, "row": 40, "col": 39}
    found = ask(server, "ludic", "compare", {"a": {"objects": [FACE]}, "b": {"objects": [moved]}})
    first, second = (
        next(layer for layer in found["layers"] if layer["stage"] == stage) for stage in (1, 2)
    )
    assert guide.numbers() == {
        "first-b": sum(first["responding_b"]),
        "second-b": sum(second["responding_b"]),
        "row": second["best"]["row"],
        "col": second["best"]["col"],
        "error": second["error"]["whole"],
        "score-b": best(found["outputs_b"])["score"],
        "overlap": found["path"]["overlap"],
    }
    assert guide.names() == {"answer-b": "face"}
    assert guide.kinds() == ["holds"] * 4

    guide.on("pooling")
    page.locator("second-network-switch").get_by_role("button", name="Without pooling").click()
    guide.done()
    face = [{"object": "face", "row": 5, "col": 37}]
    pooled = server.activations("ludic", face, "pool2")
    bare = server.activations("ludic-nopool", face, "relu2")
    assert guide.numbers() == pytest.approx(
        {
            "face-1": pooled["layers"][0]["active"][0],
            "face-2": bare["layers"][0]["active"][0],
            "side-1": pooled["layers"][0]["shape"][1],
            "side-2": bare["layers"][0]["shape"][1],
            "score-1": best(pooled["outputs"])["score"],
            "score-2": best(bare["outputs"])["score"],
        }
    )
    assert guide.names() == {"answer-1": "face"}
    assert guide.kinds() == ["holds"] * 3

    guide.on("everywhere")
    page.get_by_role("button", name="Sweep face").click()
    guide.done()
    swept = ask(server, "ludic", "sensitivity", {"scene": {"objects": [FACE]}, "step": 2})
    right = np.array(swept["correct"])
    assert guide.numbers() == {
        "right": right.sum(),
        "total": right.size,
        "chance": swept["chance"],
    }
    assert guide.kinds() == ["holds"]

    guide.on("corner")
    drag(guide.visit, (13, 13), (48, 46))
    page.mouse.up()
    guide.done()
    scenes = {"a": {"objects": digit(4, 4)}, "b": {"objects": digit(39, 37)}}
    found = ask(server, CORNER, "compare", scenes)
    second = next(layer for layer in found["layers"] if layer["stage"] == 2)
    assert guide.numbers() == {
        "score-a": best(found["outputs_a"])["score"],
        "score-b": best(found["outputs_b"])["score"],
        "second-a": sum(second["responding_a"]),
        "second-b": sum(second["responding_b"]),
    }
    assert guide.names() == {
        "answer-a": best(found["outputs_a"])["name"],
        "answer-b": best(found["outputs_b"])["name"],
    }
    assert guide.names()["answer-b"] != "3"
    assert guide.kinds() == ["holds"] * 3

    guide.on("head")
    page.get_by_role("button", name="Sweep this 3 through all of them").click()
    guide.done()
    shares = {}
    for name, model in {
        "corner-corner": CORNER,
        "corner-everywhere": "digits-everywhere-convolutions-corner-head",
        "everywhere-corner": "digits-corner-convolutions-everywhere-head",
        "everywhere-everywhere": "digits-max-fc-everywhere",
    }.items():
        body = {"scene": {"objects": digit(4, 4)}, "step": 4, "output": "3"}
        swept = ask(server, model, "sensitivity", body)
        inside = np.array(swept["rows"])[:, None] <= 8
        inside = inside & (np.array(swept["cols"])[None, :] <= 8)
        shares[name] = np.array(swept["correct"])[~inside].mean()
    apart = min(shares["everywhere-corner"], shares["everywhere-everywhere"]) - max(
        shares["corner-corner"], shares["corner-everywhere"]
    )
    wanted = {**shares, "apart": apart, "chance": swept["chance"]}
    assert guide.numbers() == pytest.approx(wanted)
    assert guide.kinds() == ["holds"]

    guide.on("lattice")
    page.mouse.click(*guide.visit.pixel(29, 29))
    page.keyboard.press("ArrowRight")
    guide.done()
    scenes = {"a": {"objects": digit(20, 20)}, "b": {"objects": digit(20, 21)}}
    pooled, bare = (
        ask(server, model, "compare", scenes)["layers"][-1]
        for model in ("digits-max-fc-everywhere", "digits-none-fc-everywhere")
    )
    assert pooled["stage"] == bare["stage"] == 2
    assert guide.numbers() == {
        "bare": bare["error"]["interior"],
        "pooled": pooled["error"]["interior"],
        "stride": pooled["stride"],
        "whole": bare["error"]["whole"],
    }
    assert guide.kinds() == ["holds"] * 3

    guide.on("global")
    scenes = {"a": {"objects": digit(4, 4)}, "b": {"objects": digit(40, 40)}}
    for model, kinds in ((CORNER, ["holds", "waiting"]), ("digits-max-gmp-corner", ["holds"])):
        if model != CORNER:
            guide.visit.set_axis("head", "gmp")
            guide.done()
        expect(guide.panel.locator("[data-quote=score-b]")).to_be_visible()
        found = ask(server, model, "compare", scenes)
        a, b = best(found["outputs_a"]), best(found["outputs_b"])
        assert guide.numbers() == {"score-a": a["score"], "score-b": b["score"]}
        assert guide.names() == {"answer-a": a["name"], "answer-b": b["name"]}
        assert guide.kinds() == kinds

    guide.on("steady")
    page.locator("consistency-tab [data-form=consistency] button").click()
    guide.done()
    config = {"protocol": "canvas", "radius": 8, "pairs": 128, "seed": 0}
    found = ask(server, "digits-none-gap", "consistency", config)
    assert guide.numbers() == {
        "consistency": found["consistency"]["mean"],
        "accuracy": found["accuracy"],
        "chance": found["chance"],
    }
    assert guide.kinds() == ["holds", "holds"]
    expect(guide.panel.locator(".dot.done")).to_have_count(len(STEPS))

    # The first scene comes back.
    guide.panel.get_by_role("button", name="Finish").click()
    expect(guide.panel).to_be_hidden()
    guide.visit.settle()
    assert page.evaluate(f"{STORE}.get('scene').objects") == [FACE]
    assert page.evaluate(f"{STORE}.get('model').id") == "ludic"
    assert page.evaluate(f"{STORE}.get('lab')") is None


def test_the_tour_says_that_a_face_cut_by_the_border_gives_other_counts(guide: Guide) -> None:
    guide.start()
    guide.dot(2).click()
    guide.at("move")
    guide.page.keyboard.press("p")
    drag(guide.visit, (13, 13), (70, 13))
    guide.page.mouse.up()
    guide.done()
    assert guide.kinds()[0] == "fails"
    expect(guide.panel).to_contain_text("The counts differ: 4 green and 5 yellow cells responded")


def test_escape_leaves_the_tour_its_button_resumes_it_and_a_reload_keeps_it(guide: Guide) -> None:
    page = guide.page
    drag(guide.visit, (13, 13), (30, 40))
    page.mouse.up()
    own = page.evaluate(f"{STORE}.get('scene').objects")
    guide.start()
    expect(guide.panel.locator("h2")).to_be_focused()
    page.get_by_role("button", name="Human body").click()
    guide.done()
    guide.dot(1).focus()
    page.keyboard.press("End")
    guide.at("steady")
    expect(guide.dot(9)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    guide.at("global")
    # A list of choices, the pen and the microscope use the key first.
    page.get_by_role("button", name="Pen").click()
    page.keyboard.press("Escape")
    guide.at("global")
    page.keyboard.press("Escape")
    expect(guide.panel).to_be_hidden()
    assert page.evaluate(f"{STORE}.get('scene').objects") == own
    expect(page.locator("[data-pointed]")).to_have_count(0)

    button = page.locator("tour-switch button")
    button.click()
    guide.at("global")
    expect(guide.dot(1)).to_have_class("dot done")
    page.wait_for_function("() => location.hash.includes('tour=global&tour-done=volumes')")
    page.reload()
    page.wait_for_function(STARTED)
    guide.at("global")
    expect(page.locator("scene-panel .board")).to_be_visible()
    assert page.evaluate(f"{STORE}.get('model').id") == CORNER
    expect(button).to_have_attribute("aria-pressed", "true")
    guide.panel.get_by_role("button", name="Leave").click()
    assert page.evaluate(f"{STORE}.get('scene').objects") == own
    expect(button).to_be_focused()

    button.click()
    guide.panel.get_by_role("button", name="Stay here").click()
    expect(guide.panel).to_be_hidden()
    assert page.evaluate(f"{STORE}.get('model').id") == CORNER


def test_the_offer_is_made_once_and_blocks_nothing(visit: Visit) -> None:
    page = visit.page
    offer = page.get_by_role("region", name="Offer of a tour")
    expect(offer).to_be_visible()
    box, figure = offer.bounding_box(), page.locator("figure-panel:not([hidden])").bounding_box()
    assert box
    assert figure
    assert box["y"] + box["height"] <= figure["y"] + 1
    page.get_by_role("tab", name="Sweep").click()
    expect(offer).to_be_hidden()
    page.get_by_role("tab", name="Sweep").click()
    page.get_by_role("button", name="Not now").click()
    expect(offer).to_be_hidden()
    page.reload()
    page.wait_for_function(STARTED)
    expect(page.locator("tour-panel")).to_be_hidden()
    expect(page.get_by_role("button", name="Tour")).to_be_visible()


@pytest.mark.parametrize(
    "kept",
    [
        "{",
        json.dumps({"step": "<img src=x onerror=alert(1)>", "done": ["volumes"]}),
        json.dumps({"step": "__proto__", "done": {}}),
        json.dumps({"step": ["volumes"]}),
        "9" * 100_000,
    ],
)
def test_a_hostile_resume_value_restarts_the_tour(visit: Visit, kept: str) -> None:
    page = visit.page
    page.evaluate(
        """(kept) => {
          localStorage.setItem('shiftscope.tour', kept);
          sessionStorage.setItem('shiftscope.before', kept);
        }""",
        kept,
    )
    page.reload()
    page.wait_for_function(STARTED)
    guide = Guide(visit)
    expect(guide.panel).to_be_hidden()
    page.locator("tour-switch button").click()
    guide.at("volumes")
    expect(guide.panel.locator(".dot.done")).to_have_count(0)


@pytest.mark.parametrize("step", range(1, 10))
def test_the_target_of_a_step_is_visible_on_a_phone(
    server: Server, browser: Browser, step: int
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    visit = Visit(context.new_page(), server)
    visit.open()
    guide = Guide(visit)
    guide.start()
    if step > 1:
        # The first panel is open; a press means that the user has taken over the scrolling.
        guide.dot(step).click()
    guide.at(STEPS[step - 1])
    pointed = visit.page.locator("[data-pointed]")
    expect(pointed).to_have_count(1)
    visit.settle()
    # Panels that are drawn later may push the target away; it must come back.
    visit.page.wait_for_function(
        """() => {
          const tour = document.querySelector('tour-panel').getBoundingClientRect();
          const roots = (root) => [root, ...[...root.querySelectorAll('*')]
            .filter((each) => each.shadowRoot).flatMap((each) => roots(each.shadowRoot))];
          const [box] = roots(document)
            .flatMap((root) => [...root.querySelectorAll('[data-pointed]')])
            .map((each) => each.getBoundingClientRect());
          return box.top >= 0 && box.bottom <= tour.top;
        }"""
    )
    size = """() => {
      const { height } = document.querySelector('tour-panel').getBoundingClientRect();
      return [height / innerHeight, document.documentElement.scrollWidth - innerWidth];
    }"""
    full, wide = visit.page.evaluate(size)
    assert full < 0.45
    assert wide <= 0
    visit.page.get_by_role("button", name="Less").click()
    expect(visit.page.get_by_role("button", name="More", exact=True)).to_be_visible()
    folded, _ = visit.page.evaluate(size)
    assert folded < min(full, 0.25)
    context.close()
    assert visit.messages == []


def test_a_link_opens_a_step_with_its_scene_and_an_invalid_one_is_reported(
    server: Server, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    sound = "#model=digits-max-fc-corner&objects=digit-3-1.30.30&a=digit-3-1.4.4"
    page.goto(f"{server.url}/{sound}&tour=corner&tour-done=volumes~move&lang=en")
    page.wait_for_function(STARTED)
    section = page.locator("tour-panel section")
    expect(section).to_have_attribute("data-step", "corner")
    expect(page.locator("tour-panel .dot.done")).to_have_count(3)
    assert page.evaluate(f"{STORE}.get('scene').objects") == digit(30, 30)
    page.wait_for_function("() => location.hash.includes('tour-done=volumes~move~corner')")
    page.goto("about:blank")
    page.goto(f"{server.url}/#tour=%3Cimg%20src%3Dx%3E&tour-done=nothing&lang=en")
    page.wait_for_function(STARTED)
    expect(section.and_(page.locator("[data-step]"))).to_have_count(0)
    expect(page.locator("notice-bar")).to_contain_text("tour: expected volumes, move")
    expect(page.locator("notice-bar")).to_contain_text("tour-done: expected names of the tour's")
    context.close()


def test_a_link_with_only_a_step_sets_up_its_scene(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US")
    visit = Visit(context.new_page(), server)
    visit.path = "#tour=corner&lang=en"
    visit.open()
    now = "() => document.querySelector('scene-panel').context.store.state"
    visit.page.wait_for_function(f"() => ({now})().model.id.startsWith('digits-')")
    placed = visit.page.evaluate(f"() => ({now})().scene.objects[0].object")
    assert placed.startswith("digit-")
    context.close()
