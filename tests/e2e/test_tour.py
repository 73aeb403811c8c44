"""The tour, with all its tasks done; each number it quotes is compared with the API's."""

import io
import json
from typing import Any

import httpx2
import numpy as np
import pytest
from PIL import Image
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
    "corner",
    "head",
    "volumes",
    "move",
    "pooling",
    "everywhere",
    "lattice",
    "global",
    "steady",
)


def digit(row: int, col: int) -> list[dict[str, Any]]:
    """The 3 of the tour and of the first screen, alone on the canvas."""
    return [{"object": "digit-3-4", "row": row, "col": col}]


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
        """Opens the tour."""
        self.page.locator("tour-switch button").click()
        self.at("corner")

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
        """Asserts that the step asks for its task, and points at its target."""
        expect(self.panel.locator(".task.done")).to_have_count(0)
        expect(self.panel.locator("[data-action]")).to_be_enabled()
        expect(self.page.locator("[data-pointed]")).to_have_count(1)

    def act(self) -> None:
        """Does the task with the card's own button."""
        self.panel.locator("[data-action]").click()

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
                str(quote.text_content()).strip(),
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


def corner(guide: Guide, far: tuple[int, int]) -> None:
    """Checks the numbers of the first step, with the 3 carried far away."""
    server = guide.visit.server
    scenes = {"a": {"objects": digit(8, 8)}, "b": {"objects": digit(*far)}}
    found = ask(server, CORNER, "compare", scenes)
    other = ask(server, "digits-max-fc-everywhere", "compare", scenes)
    second = next(layer for layer in found["layers"] if layer["stage"] == 2)
    assert guide.numbers() == {
        "score-a": best(found["outputs_a"])["score"],
        "score-b": best(found["outputs_b"])["score"],
        "score-other": best(other["outputs_b"])["score"],
        "second-a": sum(second["responding_a"]),
        "second-b": sum(second["responding_b"]),
    }
    assert guide.names() == {
        "answer-a": best(found["outputs_a"])["name"],
        "answer-b": best(found["outputs_b"])["name"],
        "answer-other": best(other["outputs_b"])["name"],
    }
    assert guide.names()["answer-b"] != guide.names()["answer-other"] == "3"
    assert guide.kinds() == ["holds"] * 4


@pytest.mark.timeout(400)
def test_tour_steps_are_completed_by_actions_and_quote_the_api(guide: Guide) -> None:
    server, page = guide.visit.server, guide.page
    guide.start()
    guide.waits()
    drag(guide.visit, (17, 17), (45, 45))
    page.mouse.up()
    guide.done()
    corner(guide, (36, 36))

    guide.on("head")
    guide.act()
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
        shares[name] = np.array(swept["correct"]).mean()
    places = np.array(swept["correct"]).size
    assert guide.numbers() == pytest.approx({**shares, "chance": swept["chance"], "places": places})
    assert guide.kinds() == ["holds"]
    # The heads have been swapped, and so have the answers; the text beside the canvas says so.
    ids = [page.evaluate(f"{STORE}.get('{side}').id") for side in ("model", "twin")]
    assert ids == [
        "digits-everywhere-convolutions-corner-head",
        "digits-corner-convolutions-everywhere-head",
    ]
    expect(page.locator("scene-panel")).to_contain_text("head 2 was trained everywhere")

    guide.on("volumes")
    page.get_by_role("button", name="Human body").last.click()
    guide.done()
    one, two = server.activations("ludic", BODY, "pool1,pool2")["layers"]
    answer = best(server.activations("ludic", BODY, "pool2")["outputs"])
    assert guide.numbers() == pytest.approx(
        {
            "eye": one["active"][0],
            "hand": one["active"][4],
            "foot": one["active"][5],
            "face": two["active"][0],
            "arm": two["active"][1],
            "leg": two["active"][2],
            "score": answer["score"],
        }
    )
    assert guide.names() == {"answer": answer["name"]} == {"answer": "human body"}
    assert guide.kinds() == ["holds", "holds"]

    guide.on("move")
    guide.act()
    page.wait_for_function(f"() => ({STORE}).get('scene').objects[0].row === 39")
    guide.done()
    moved = {**FACE, "row": 39, "col": 39}
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
    assert guide.kinds() == ["holds"] * 3

    guide.on("pooling")
    guide.act()
    guide.done()
    answer = httpx2.get(f"{server.url}/api/models").json()
    cards = {card["id"]: card for card in answer["models"]}
    # The face stays where the step before left it.
    face = [moved]
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
            "samples": cards[CORNER]["metrics"]["samples"],
            "places": len(cards[CORNER]["metrics"]["positions"]),
        }
        | {
            f"{trained}-{pooling}": cards[f"digits-{pooling}-fc-{trained}"]["metrics"]["mean"]
            for trained in ("corner", "everywhere")
            for pooling in ("max", "none")
        }
    )
    assert guide.names() == {"answer-2": "face"}
    assert guide.kinds() == ["holds"] * 3

    guide.on("everywhere")
    guide.act()
    guide.done()
    swept = ask(server, "ludic", "sensitivity", {"scene": {"objects": [FACE]}, "step": 2})
    right = np.array(swept["correct"])
    assert guide.numbers() == {
        "right": right.sum(),
        "total": right.size,
        "chance": swept["chance"],
    }
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
    # The picture that the share counts.
    expect(guide.panel.locator(".maps figure")).to_have_count(2)
    expect(guide.panel.locator(".maps")).to_contain_text("without pooling: 0% changed")

    guide.on("global")
    scenes = {"a": {"objects": digit(8, 8)}, "b": {"objects": digit(36, 36)}}
    for model, kinds in ((CORNER, ["waiting", "holds"]), ("digits-max-gmp-corner", ["holds"])):
        if model != CORNER:
            guide.act()
            guide.done()
        expect(guide.panel.locator("[data-quote=score-b]")).to_have_count(1)
        found = ask(server, model, "compare", scenes)
        a, b = best(found["outputs_a"]), best(found["outputs_b"])
        assert guide.numbers() == {"score-a": a["score"], "score-b": b["score"]}
        assert guide.names() == {"answer-a": a["name"], "answer-b": b["name"]}
        assert guide.kinds() == kinds

    guide.on("steady")
    pair = [[{"object": "digit-5-1", "row": row, "col": col}] for row, col in ((17, 17), (25, 27))]
    found = ask(
        server,
        "digits-none-gap",
        "compare",
        {s: {"objects": o} for s, o in zip("ab", pair, strict=True)},
    )
    guide.act()
    guide.done()
    reading = best(found["outputs_b"])["name"]
    assert reading == best(found["outputs_a"])["name"] != "5"
    config = {"protocol": "canvas", "radius": 8, "pairs": 128, "seed": 0}
    found = ask(server, "digits-none-gap", "consistency", config)
    assert guide.numbers() == {
        "consistency": found["consistency"]["mean"],
        "accuracy": found["accuracy"],
        "pairs": 128,
        "chance": found["chance"],
        "card": cards["digits-none-gap"]["metrics"]["mean"],
        "card-samples": cards["digits-none-gap"]["metrics"]["samples"],
        "card-places": len(cards["digits-none-gap"]["metrics"]["positions"]),
        "samples": found["samples"],
        "radius": 8,
    }
    assert guide.names() == {"network": cards["digits-none-gap"]["title"], "pair-b": reading}
    assert guide.kinds() == ["holds", "holds"]
    expect(guide.panel.locator(".dot.done")).to_have_count(len(STEPS))

    # The last screen quotes what was measured, also after a reload.
    guide.panel.get_by_role("button", name="Next").click()
    guide.at("summary")
    for _ in range(2):
        expect(guide.panel.locator("ol.claims > li")).to_have_count(6)
        expect(guide.panel.locator("[data-fine=holds]")).to_have_count(2)
        expect(guide.panel.locator("[data-claim=holds]")).to_have_count(6)
        numbers = guide.numbers()
        assert (numbers["right"], numbers["total"]) == (right.sum(), right.size)
        assert numbers["lent"] == pytest.approx(shares["corner-everywhere"])
        page.wait_for_function("() => location.hash.includes('tour=summary')")
        page.reload()
        page.wait_for_function(STARTED)
    guide.panel.get_by_role("button", name="Share").click()
    # Others begin with the first screen, and see the reader's own result beside the link.
    expect(page.locator("share-panel dialog")).to_be_visible()
    expect(page.get_by_label("Link to this view")).to_have_value(f"{server.url}/")
    expect(page.locator("share-link blockquote")).to_contain_text(
        f"read my 3 at {round(100 * shares['corner-corner'])}% of all places"
    )
    page.keyboard.press("Escape")
    guide.at("summary")

    # The page before the tour is back, to play with; a finished tour keeps its dots.
    guide.panel.get_by_role("button", name="Play freely").click()
    expect(guide.panel).to_be_hidden()
    guide.visit.settle()
    assert page.evaluate(f"{STORE}.get('scene').objects") == [FACE]
    assert page.evaluate(f"{STORE}.get('model').id") == "ludic"
    assert page.evaluate(f"{STORE}.get('screen')") == "play"
    guide.start()
    expect(guide.panel.locator(".dot.done")).to_have_count(len(STEPS))
    expect(guide.panel.locator("[data-action]")).to_be_enabled()


def test_the_card_does_what_the_canvas_does_and_skipped_claims_lead_to_their_step(
    guide: Guide,
) -> None:
    guide.start()
    guide.act()
    guide.page.wait_for_function(f"() => ({STORE}).get('scene').objects[0].row === 36")
    guide.done()
    corner(guide, (36, 36))
    guide.dot(len(STEPS) + 1).click()
    guide.at("summary")
    expect(guide.panel.locator("[data-claim=missing]")).to_have_count(6)
    guide.panel.get_by_role("button", name="Measure: Is it the pooling?").click()
    guide.at("pooling")


def test_the_action_does_the_task_after_the_object_was_moved_elsewhere(guide: Guide) -> None:
    guide.start()
    guide.dot(7).click()
    guide.at("lattice")
    guide.visit.settle()
    # By a step of the lattice, so that it is never one pixel away.
    guide.page.mouse.click(*guide.visit.pixel(29, 29))
    guide.page.keyboard.press("Shift+ArrowDown")
    status = guide.panel.locator(".status")
    expect(status).to_have_text("It moved by 4 pixels: the task is one.", timeout=LONG)
    guide.act()
    guide.done()
    assert guide.page.evaluate(f"{STORE}.get('scene').objects") == digit(20, 21)


def test_the_spoken_line_is_of_the_answer_on_the_screen(guide: Guide) -> None:
    guide.start()
    guide.dot(3).click()
    guide.at("volumes")
    guide.visit.settle()
    guide.act()
    line = guide.panel.locator("[aria-live]")
    expect(line).to_contain_text("Done.", timeout=LONG)
    expect(line).to_contain_text("human body")


def test_the_tour_says_that_a_face_cut_by_the_border_gives_other_counts(guide: Guide) -> None:
    guide.start()
    guide.dot(4).click()
    guide.at("move")
    drag(guide.visit, (13, 13), (70, 13))
    guide.page.mouse.up()
    guide.done()
    assert guide.kinds()[0] == "fails"
    expect(guide.panel).to_contain_text("4 cells of layer 1 and 5 of layer 2 were lit at A")


def test_page_turner_keys_go_from_step_to_step(guide: Guide) -> None:
    guide.page.keyboard.press("f")
    guide.page.keyboard.press("PageDown")
    guide.at("corner")
    # The first press does the task.
    guide.page.keyboard.press("PageDown")
    guide.done()
    guide.at("corner")
    guide.page.keyboard.press("PageDown")
    guide.at("head")
    guide.page.keyboard.press("PageUp")
    guide.at("corner")


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (853, 480), (390, 844)])
def test_the_card_covers_neither_target_nor_canvas_nor_answer_and_never_scrolls(
    server: Server, browser: Browser, width: int, height: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": height})
    visit = Visit(context.new_page(), server)
    visit.open()
    guide = Guide(visit)
    guide.start()
    boxes = """() => {
      const box = (element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        return { left, top, right, bottom };
      };
      const roots = (root) => [root, ...[...root.querySelectorAll('*')]
        .filter((each) => each.shadowRoot).flatMap((each) => roots(each.shadowRoot))];
      const all = (query) => roots(document).flatMap((root) => [...root.querySelectorAll(query)]);
      const card = box(all('tour-panel')[0]);
      const seen = innerWidth > 1100 ? ', outputs-panel' : '';
      const covered = all(`[data-pointed], .board${seen}`)
        .concat(all('figure-panel').flatMap((each) => [...each.shadowRoot.querySelectorAll(
          '.answer.right, .answer.wrong')]))
        .filter((each) => {
          const { left, top, right, bottom } = box(each);
          return Math.min(right, card.right) > Math.max(left, card.left)
            && Math.min(bottom, card.bottom) > Math.max(top, card.top);
        });
      return {
        covered: covered.map((each) => each.localName + '.' + each.className),
        inside: card.left >= 0 && card.top >= 0
          && card.right <= innerWidth + 1 && card.bottom <= innerHeight + 1,
        wide: document.documentElement.scrollWidth - innerWidth,
        scrolled: [scrollY, document.querySelector('main').scrollTop],
      };
    }"""
    for number, step in enumerate(STEPS, start=1):
        guide.dot(number).click()
        guide.at(step)
        visit.settle()
        visit.page.wait_for_timeout(100)
        found = visit.page.evaluate(boxes)
        assert found == {"covered": [], "inside": True, "wide": 0, "scrolled": [0, 0]}, step
        # What to do next can be seen without scrolling.
        for control in ("[data-action]", "[data-next]"):
            expect(guide.panel.locator(control)).to_be_in_viewport(ratio=1)
        # More keeps off the same, and what is said beside the button is not below the edge.
        expect(guide.panel.locator(".status")).to_be_in_viewport(ratio=1)
        guide.panel.get_by_text("More", exact=True).click()
        visit.page.wait_for_timeout(200)
        found = visit.page.evaluate(boxes)
        assert found == {"covered": [], "inside": True, "wide": 0, "scrolled": [0, 0]}, step
    visit.page.keyboard.press("Escape")
    expect(guide.panel).to_be_hidden()
    context.close()
    assert visit.messages == []


def test_no_frame_of_a_cell_stays_when_the_canvas_grows(server: Server, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-US")
    visit = Visit(context.new_page(), server)
    visit.path = "#tour=head&lang=en"
    visit.open()
    guide, page = Guide(visit), visit.page
    # The receptive field of a cell at the edge reaches over the board's edge.
    cell = "{ side: 'model', layer: 'pool2', channel: 3, row: 7, col: 15 }"
    page.evaluate(f"() => {STORE}.set('pinnedCell', {cell})")
    expect(page.locator("scene-panel .field")).to_have_count(1)
    visit.settle()
    page.evaluate(f"() => {STORE}.set('pinnedCell', null)")
    expect(page.locator("scene-panel .field")).to_have_count(0)
    guide.dot(3).click()
    guide.at("volumes")
    visit.settle()
    page.wait_for_timeout(500)
    picture = page.locator("scene-panel .board").screenshot()
    pixels = np.asarray(Image.open(io.BytesIO(picture)).convert("L"))
    height, width = pixels.shape
    # Only the face, in the upper left corner.
    assert pixels[height // 2 : -5, 5:-5].max() < 40
    assert pixels[5:-5, width // 2 : -5].max() < 40
    context.close()


def test_escape_leaves_the_tour_its_button_resumes_it_and_a_reload_keeps_it(guide: Guide) -> None:
    page = guide.page
    drag(guide.visit, (13, 13), (30, 40))
    page.mouse.up()
    own = page.evaluate(f"{STORE}.get('scene').objects")
    guide.start()
    expect(guide.panel.locator("h2")).to_be_focused()
    guide.act()
    guide.done()
    guide.dot(1).focus()
    page.keyboard.press("End")
    guide.at("summary")
    expect(guide.dot(10)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    guide.at("steady")
    page.keyboard.press("ArrowLeft")
    guide.at("global")
    # A list of choices, the pen and the microscope use the key first.
    page.get_by_role("button", name="Pen").press("Enter")
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
    page.wait_for_function("() => location.hash.includes('tour=global&tour-done=corner')")
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
    guide.panel.get_by_text("More", exact=True).click()
    guide.panel.get_by_role("button", name="Stay here").click()
    expect(guide.panel).to_be_hidden()
    assert page.evaluate(f"{STORE}.get('model').id") == CORNER


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
    guide.at("corner")
    expect(guide.panel.locator(".dot.done")).to_have_count(0)


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
    assert page.evaluate(f"{STORE}.get('scene').objects") == [
        {"object": "digit-3-1", "row": 30, "col": 30}
    ]
    page.wait_for_function("() => location.hash.includes('tour-done=volumes~move~corner')")
    page.goto("about:blank")
    page.goto(f"{server.url}/#tour=%3Cimg%20src%3Dx%3E&tour-done=nothing&lang=en")
    page.wait_for_function(STARTED)
    expect(section.and_(page.locator("[data-step]"))).to_have_count(0)
    expect(page.locator("notice-bar")).to_contain_text("tour: expected corner, head")
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
