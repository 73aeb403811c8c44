"""The card of a trained network comes back with its weights, as the sender's word."""

import json
from pathlib import Path

import numpy as np
import pytest

from app.errors import RefusedFile
from app.inference import trace_scene
from app.live_training.config import TrainingConfig
from app.live_training.run import run
from app.live_training.snapshot import Snapshot
from app.network.build import parameters
from app.network.card import Card, view
from app.network.library import Entry, read_one, weights_file
from app.own.add import main
from app.own.arrival import id_of, read_network
from app.own.measuring import measured_at_once
from app.own.options import Options
from app.scene.scene import Scene
from tests.own.examples import BOUNDS

CONFIG = TrainingConfig(region=[(0, 0, 28, 28), (36, 36, 64, 64)], steps=10, channels=(4, 4))
SCENE = Scene(objects=({"object": "digit-3-1", "row": 8, "col": 8},))


@pytest.fixture(scope="module")
def snapshot():
    """A snapshot's network as it is served, its card as it is stored, and its weights."""
    *_, last = (event for event in run(CONFIG) if isinstance(event, Snapshot))
    network, card = last.network, last.card
    return Entry(view(card), network), card, weights_file(parameters(network.stack))


def texts(snapshot):
    """The card in both forms."""
    entry, card, _ = snapshot
    return {"stored": card.model_dump_json(), "api": entry.card.model_dump_json()}


def sent(raw, text, **options):
    chosen = Options(**options)
    return measured_at_once(
        read_network(id_of(raw, text, chosen), raw, text, chosen, BOUNDS), seconds=0.0
    )


@pytest.mark.parametrize("form", ["stored", "api"])
def test_a_snapshot_comes_back_as_it_was_under_its_own_id(snapshot, form):
    entry, card, raw = snapshot
    back, stored = sent(raw, texts(snapshot)[form])
    assert stored.id == card.id
    assert stored.origin.said
    assert "did not measure" in stored.origin.notes[-1]
    apart = {"origin", "stored"}
    assert back.card.model_dump(exclude=apart) == entry.card.model_dump(exclude=apart)
    assert back.card.painted == CONFIG.region
    np.testing.assert_array_equal(trace_scene(back, SCENE).logits, trace_scene(entry, SCENE).logits)


def test_what_the_page_guesses_of_both_files_makes_no_other_network(snapshot):
    _, card, raw = snapshot
    text = texts(snapshot)["api"]
    given = {"title": card.title, "input": {"range": [0, 1]}}
    assert id_of(raw, text, Options(**given)) == card.id
    # Written anew by another program, and after another time.
    again = json.loads(text) | {"seconds": 99.5}
    assert id_of(raw, json.dumps(again, indent=2), Options()) == card.id


def test_other_weights_numbers_and_titles_make_another_id(snapshot):
    _, card, raw = snapshot
    text = card.model_dump_json()
    ids = {
        id_of(raw, text, Options()),
        id_of(raw + b" ", text, Options()),
        id_of(raw, json.dumps(json.loads(text) | {"home": 0.5}), Options()),
        id_of(raw, text, Options(title="Mine")),
    }
    assert len(ids) == 4


@pytest.mark.parametrize(
    "options",
    [{"classes": tuple("abcdefghij")}, {"input": {"invert": True}}, {"volumes": ("relu1",)}],
    ids=str,
)
def test_options_that_make_another_network_leave_nothing_of_the_training(snapshot, options):
    _, card, raw = snapshot
    back, stored = sent(raw, card.model_dump_json(), **options)
    assert stored.id != card.id
    assert (stored.made_by, back.card.metrics, stored.painted) == ("file", None, None)
    assert not stored.origin.said


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"home": 1.5}, "card.home"),
        ({"painted": [[0, 0, 65, 28]]}, "card"),
        ({"region": [0, 28, 8, 28]}, "card"),
        ({"summary": "a\nb"}, "card.summary"),
        ({"source": "x" * 501}, "card.source"),
        ({"seed": "no"}, "card.seed"),
        ({"sha256": "0" * 64}, "file"),
        ({"accuracy": {"per_output": {}}}, "card.accuracy.mean"),
    ],
    ids=str,
)
def test_a_card_that_cannot_be_true_is_refused(snapshot, change, where):
    _, card, raw = snapshot
    text = json.dumps(json.loads(card.model_dump_json()) | change)
    with pytest.raises(RefusedFile) as caught:
        sent(raw, text)
    assert caught.value.where == where


def test_an_accuracy_of_other_outputs_is_refused(snapshot):
    _, card, raw = snapshot
    document = json.loads(card.model_dump_json())
    document["accuracy"]["per_position"].popitem()
    with pytest.raises(RefusedFile, match="an accuracy for each output"):
        sent(raw, json.dumps(document))
    document = json.loads(card.model_dump_json())
    document["accuracy"]["per_position"]["3"].pop()
    with pytest.raises(RefusedFile, match="one for each position"):
        sent(raw, json.dumps(document))


def test_a_network_of_ours_comes_back_with_its_training_too():
    folder = Path(__file__).parents[2] / "models"
    entry = read_one(folder / "digits-max-gap.json")
    back, _ = sent(entry.raw, entry.card.model_dump_json())
    assert back.card.metrics == entry.card.metrics
    assert (back.card.family, back.card.trained) == ("own", entry.card.trained)


def test_a_snapshot_is_added_for_everybody_by_its_two_files(snapshot, tmp_path, capsys):
    _, card, raw = snapshot
    weights, text = tmp_path / "w.safetensors", tmp_path / "c.json"
    weights.write_bytes(raw)
    text.write_text(texts(snapshot)["api"])
    line = [str(weights), "--card", str(text), "--models", str(tmp_path / "models")]
    assert main([*line, "--name", "painted"]) == 0
    added = read_one(tmp_path / "models" / "painted.json").card
    assert (added.title, added.trained_on, added.source) == (
        card.title, card.trained_on, card.source,
    )  # fmt: skip
    assert (added.home, added.away, added.painted) == (card.home, card.away, card.painted)
    assert added.family == "painted"
    assert main([*line, "--name", "other", "--title", "Other", "--source", "me"]) == 0
    other = Card.model_validate_json((tmp_path / "models" / "other.json").read_text())
    assert (other.title, other.source, other.home) == ("Other", "me", card.home)
