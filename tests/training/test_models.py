"""The committed networks, measured again and compared with their cards."""

from math import comb
from pathlib import Path

import numpy as np
import pytest

from app.network.card import Card
from app.network.library import read_one
from app.scene.palette import PALETTE
from app.scene.raster import raster
from app.scene.scene import Placement, Scene
from app.training import make_faces, make_handcrafted
from app.training.figure_task import DRAWINGS, Figures, label
from app.training.measure import accuracy, predictions
from app.training.recipe_registry import RECIPES
from app.training.task import Stream, generator

MODELS = Path("models")
COMMITTED = sorted(path.stem for path in MODELS.glob("*.json"))
PROBES = {
    name: RECIPES[name].evaluation if name in RECIPES else Figures(clean=1.0)
    for name in COMMITTED
    # Nobody here has pictures of its task on which to measure it.
    if name != make_faces.NAME
}
SAMPLES = 2
"""Scenes for each output and position, of another seed than the card's."""

UNLIKELY = 1e-4
"""The probability that a correct card fails one measurement."""

BAR = 0.98


def card_of(name):
    return Card.model_validate_json((MODELS / f"{name}.json").read_bytes())


def network_of(name):
    return read_one(MODELS / f"{name}.json").network


def tail(errors, samples, share):
    """Probability of `errors` or more among `samples` when each fails with probability `share`."""
    below = sum(comb(samples, k) * share**k * (1 - share) ** (samples - k) for k in range(errors))
    return 1 - below


@pytest.mark.parametrize("name", PROBES)
def test_headline_accuracy_holds_on_fresh_scenes(name):
    stated = card_of(name).accuracy
    found = accuracy(network_of(name), PROBES[name], samples=SAMPLES, seed=1_000_003, protocol="")
    cells = len(found.positions)
    for output, share in found.per_output.items():
        samples = cells * SAMPLES
        errors = round((1 - share) * samples)
        # The card's share of errors is an estimate, so one more error is assumed.
        expected = 1 - stated.per_output[output] + 1 / (cells * stated.samples)
        assert tail(errors, samples, expected) > UNLIKELY, f"{output}: {errors} of {samples}"


@pytest.mark.parametrize("name", PROBES)
def test_stated_accuracies_are_measured_again(name):
    stated, task, network = card_of(name).accuracy, PROBES[name], network_of(name)
    assert stated.positions == task.positions
    for index, output in enumerate(task.outputs):
        place = 7 * index % len(task.positions)
        rng = generator(card_of(name).seed or 0, Stream.HELD_OUT, index, place)
        answers = predictions(
            network, task.evaluation_batch(rng, output, task.positions[place], stated.samples)
        )
        # Another machine may round one borderline case differently.
        assert (answers == index).mean() == pytest.approx(
            stated.per_position[output][place], abs=1.5 / stated.samples
        )


@pytest.mark.parametrize("name", PROBES)
def test_card_is_consistent_with_itself(name):
    card = card_of(name)
    stated = card.accuracy
    assert stated.chance == 1 / len(card.spec.outputs)
    assert list(stated.per_output) == list(stated.per_position) == list(card.spec.outputs)
    for output, shares in stated.per_position.items():
        assert len(shares) == len(stated.positions)
        assert np.mean(shares) == pytest.approx(stated.per_output[output])
    assert stated.mean == pytest.approx(np.mean(list(stated.per_output.values())))
    assert stated.worst == min(min(shares) for shares in stated.per_position.values())
    assert all(low < high for low, high in (note.range for note in card.layers.values()))


def test_networks_and_recipes_correspond():
    assert set(COMMITTED) == {*make_handcrafted.NAMES, *RECIPES, make_faces.NAME}


@pytest.mark.parametrize("name", [name for name in COMMITTED if name in RECIPES])
def test_the_card_states_the_recipe(name):
    card, recipe = card_of(name), RECIPES[name]
    for field in (
        *("title", "family", "summary", "spec", "trained_on", "source"),
        *("seed", "steps", "batch", "peak", "decay"),
    ):
        assert getattr(card, field) == getattr(recipe, field), field
    assert card.accuracy.protocol == recipe.protocol


@pytest.mark.parametrize("name", ["ludic", "ludic-nopool", "figure-everywhere"])
def test_every_output_is_correct_everywhere(name):
    assert min(card_of(name).accuracy.per_output.values()) >= BAR


@pytest.mark.parametrize("name", ["ludic", "ludic-nopool", "figure-everywhere"])
def test_lone_clean_objects_are_classified_correctly_at_every_position(name):
    network = network_of(name)
    # These networks have never seen later drawings, or objects of other families.
    for drawing in (PALETTE[drawn] for drawn in DRAWINGS):
        scenes = [
            Scene(objects=(Placement(object=drawing.name, row=row, col=col),))
            for row in range(0, 65 - drawing.height, 3)
            for col in range(0, 65 - drawing.width, 3)
        ]
        answers = predictions(
            network, np.stack([raster(scene, (3, 64, 64)).picture for scene in scenes])
        )
        assert (answers == [label(scene) for scene in scenes]).all(), drawing.name


@pytest.mark.parametrize("name", ["ludic", "ludic-nopool", "figure-everywhere"])
def test_an_empty_canvas_shows_nothing(name):
    assert predictions(network_of(name), np.zeros((1, 3, 64, 64), np.float32)).tolist() == [4]
