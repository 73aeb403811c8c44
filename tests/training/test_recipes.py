"""The recipes: networks that the page calls alike but for one thing were trained alike."""

import json
from itertools import groupby

import pytest

from app.network.card import Card, view
from app.network.family import families
from app.runtime.settings import ROOT
from app.training import digit_recipes, lenet_recipes
from app.training.recipe_registry import RECIPES

MAY_DIFFER = {
    "pooling": {"spec"},
    "head": {"spec"},
    "padding": {"spec"},
    "biases": {"spec"},
    "trained": {"task", "shown"},
    "convolutions": {"convolutions"},
}
"""What of a recipe each axis is about."""

TEXTS = {"name", "title", "family", "summary", "trained_on", "trained"}
SHARED = {"kernel", "channels", "units", "size", "padding", "bias"}
"""Options of layers."""


def card_of(recipe):
    """The card that a training of this recipe gives, as in the catalogue."""
    kept = json.loads((ROOT / "models" / f"{recipe.name}.json").read_text("utf-8"))
    fields = (
        "title",
        "family",
        "spec",
        "trained",
        "convolutions",
        "steps",
        "batch",
        "peak",
        "decay",
    )
    card = Card.model_validate(kept)
    return view(card.model_copy(update={field: getattr(recipe, field) for field in fields}))


FAMILIES = families(card_of(recipe) for recipe in RECIPES.values())
OFFERED = [
    (name, switch)
    for family in FAMILIES
    for name, switches in family.switches.items()
    for switch in switches
    if switch.model != name and not switch.also
]


@pytest.mark.parametrize(("name", "switch"), OFFERED, ids=lambda part: str(part)[:60])
def test_a_switch_that_changes_one_thing_changes_nothing_else(name, switch):
    one, other = RECIPES[name], RECIPES[switch.model]
    changed = {
        field
        for field in one.__dataclass_fields__.keys() - TEXTS
        if getattr(one, field) != getattr(other, field)
    }
    assert changed == MAY_DIFFER[switch.axis]
    about = {"biases": "bias", "padding": "padding"}.get(switch.axis)
    layers = {layer.name: layer for layer in other.spec.layers}
    for layer in one.spec.layers:
        same = layers.get(layer.name)
        if same and same.kind == layer.kind:
            for option in SHARED - {about}:
                assert getattr(layer, option, None) == getattr(same, option, None), layer.name


def test_there_are_such_switches_and_they_lead_back():
    assert len(OFFERED) >= 60
    pairs = {(name, switch.model) for name, switch in OFFERED}
    assert pairs == {(other, name) for name, other in pairs}


def test_the_digits_have_one_budget_on_the_plain_canvas_and_one_on_the_torus():
    def plane(recipe):
        return recipe.spec.layers[0].padding

    budgets = {
        padding: {(one.steps, one.batch, one.peak, one.decay, one.bfloat16) for one in group}
        for padding, group in groupby(sorted(digit_recipes.RECIPES, key=plane), plane)
    }
    assert {padding: len(found) for padding, found in budgets.items()} == {"zero": 1, "circular": 1}


def test_lenet5_has_the_digits_budget_and_its_twin_differs_in_the_region_alone():
    (family,) = [one for one in FAMILIES if "lenet5" in one.models]
    assert [(axis.name, axis.values) for axis in family.axes] == [
        ("trained", ("everywhere", "corner"))
    ]
    (switch,) = [one for one in family.switches["lenet5"] if one.value == "corner"]
    assert (switch.model, switch.also) == ("lenet5-corner", {})
    of_digits = RECIPES["digits-max-fc-everywhere"]
    for name in family.models:
        for field in ("steps", "batch", "peak", "decay", "seed"):
            assert getattr(RECIPES[name], field) == getattr(of_digits, field), field


def test_lenet5_has_the_paper_s_shapes():
    spec = lenet_recipes.SPEC
    shapes = {layer.name: shape for layer, shape in zip(spec.layers, spec.shapes(), strict=True)}
    assert spec.input_shape == (1, 32, 32)
    assert [shapes[name] for name in ("conv1", "pool1", "conv2", "pool2", "fc1", "fc2", "fc3")] == [
        (6, 28, 28),
        (6, 14, 14),
        (16, 10, 10),
        (16, 5, 5),
        (120,),
        (84,),
        (10,),
    ]


def test_the_figures_differ_in_the_learning_rate_and_the_switch_says_so():
    (family,) = [one for one in FAMILIES if "figure-nopool" in one.models]
    (switch,) = [one for one in family.switches["figure-everywhere"] if one.value == "none"]
    assert switch.model == "figure-nopool"
    assert switch.also == {"peak": "0.0012"}
    assert len({(RECIPES[name].steps, RECIPES[name].batch) for name in family.models}) == 1
