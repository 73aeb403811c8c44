"""The tour, with all its tasks done; each number it quotes is compared with the API's."""

import re

import httpx2
import numpy as np
import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import STARTED, Visit
from tests.e2e.laboratory import LONG, STORE, ask, drag
from tests.e2e.test_page import FACE
from tests.e2e.tour import CORNER, STEPS, Guide, best, digit

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
    cards = {card["id"]: card for card in httpx2.get(f"{server.url}/api/models").json()["models"]}
    metrics = {
        name: cards[model]["metrics"]["mean"]
        for name, model in {
            "card-own": CORNER,
            "card-lent": "digits-everywhere-convolutions-corner-head",
            "card-given": "digits-corner-convolutions-everywhere-head",
            "card-both": "digits-max-fc-everywhere",
        }.items()
    }
    assert guide.numbers() == pytest.approx(
        {
            **shares,
            **metrics,
            "chance": swept["chance"],
            "places": places,
            "samples": cards[CORNER]["metrics"]["samples"],
            "card-places": len(cards[CORNER]["metrics"]["positions"]),
        }
    )
    # Of this 3, of all digits by the cards, and that the head decides.
    assert guide.kinds() == ["holds"] * 3
    # The heads have been swapped, and so have the answers; the text beside the canvas says so.
    ids = [page.evaluate(f"{STORE}.get('{side}').id") for side in ("model", "twin")]
    assert ids == [
        "digits-everywhere-convolutions-corner-head",
        "digits-corner-convolutions-everywhere-head",
    ]
    expect(page.locator("scene-panel")).to_contain_text("head 2 was trained everywhere")

    guide.on("train")
    guide.act()
    guide.done()
    final = page.evaluate(f"{STORE}.get('training').final")
    assert guide.numbers() == {name: final[name] for name in ("inside", "outside", "chance")}
    assert final["inside"] > 0.8
    # The head of a network that was trained in the corner is blind elsewhere.
    assert final["outside"] < 0.3
    assert guide.kinds() == ["holds"]

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
        "stride": second["stride"],
        "score-b": best(found["outputs_b"])["score"],
        "overlap": found["path"]["overlap"],
    }
    assert guide.names() == {"answer-b": "face"}
    assert guide.kinds() == ["holds"] * 3

    guide.on("pooling")
    guide.act()
    guide.done()
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
    swept = ask(server, "ludic", "sensitivity", {"scene": {"objects": [FACE]}, "step": 1})
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
    compared = [
        ask(server, model, "compare", scenes)
        for model in ("digits-max-fc-everywhere", "digits-none-fc-everywhere")
    ]
    pooled, bare = (each["layers"][-1] for each in compared)
    assert pooled["stage"] == bare["stage"] == 2
    assert guide.numbers() == {
        "bare": bare["error"]["interior"],
        "pooled": pooled["error"]["interior"],
        "stride": pooled["stride"],
        "whole": bare["error"]["whole"],
        "head-pooled": compared[0]["hidden"][0]["change"],
        "head-bare": compared[1]["hidden"][0]["change"],
    }
    assert guide.names() == {"pooled-b": "3", "bare-b": "3"}
    assert guide.kinds() == ["holds"] * 3
    # The picture that the share counts.
    expect(guide.panel.locator(".maps figure")).to_have_count(2)
    expect(guide.panel.locator(".maps")).to_contain_text("without pooling: differs by 0%")

    guide.on("global")
    scenes = {"a": {"objects": digit(8, 8)}, "b": {"objects": digit(36, 36)}}
    for model, kinds in ((CORNER, ["waiting", "holds"]), ("digits-max-gmp-corner", ["holds"])):
        if model != CORNER:
            guide.act()
            guide.done()
        expect(guide.panel.locator("[data-quote=score-b]")).to_have_count(1)
        found = ask(server, model, "compare", scenes)
        a, b = best(found["outputs_a"]), best(found["outputs_b"])
        column = {} if model == CORNER else {"change": found["hidden"][0]["change"]}
        assert guide.numbers() == {"score-a": a["score"], "score-b": b["score"], **column}
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
        "near": 8,
    }
    assert guide.names() == {"network": cards["digits-none-gap"]["title"], "pair-b": reading}
    assert guide.kinds() == ["holds", "holds"]
    expect(guide.panel.locator(".dot.done")).to_have_count(len(STEPS))

    # The last screen quotes what was measured, also after a reload.
    guide.panel.get_by_role("button", name="Next").click()
    guide.at("summary")
    for _ in range(2):
        expect(guide.panel.locator("ol.claims > li")).to_have_count(7)
        expect(guide.panel.locator("[data-fine=holds]")).to_have_count(2)
        expect(guide.panel.locator("[data-claim=holds]")).to_have_count(7)
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
    expect(page.locator("share-link textarea")).to_have_value(
        re.compile(f"read my 3 at {round(100 * shares['corner-corner'])}% of all places")
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
    expect(guide.panel.locator("[data-claim=missing]")).to_have_count(7)
    guide.panel.get_by_role("button", name="Measure: Is it the pooling?").click()
    guide.at("pooling")


def test_the_action_does_the_task_after_the_object_was_moved_elsewhere(guide: Guide) -> None:
    guide.start()
    guide.dot(8).click()
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
    guide.dot(4).click()
    guide.at("volumes")
    guide.visit.settle()
    guide.act()
    line = guide.panel.locator("[aria-live]")
    expect(line).to_contain_text("Done.", timeout=LONG)
    expect(line).to_contain_text("human body")


def test_the_tour_says_that_a_face_cut_by_the_border_gives_other_counts(guide: Guide) -> None:
    guide.start()
    guide.dot(5).click()
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
