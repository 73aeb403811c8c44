"""`ludic`: the constructed weights equal those in `models/`."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from app.network.card import Card
from app.training import make_handcrafted

MODELS = Path("models")


@pytest.mark.parametrize("name", make_handcrafted.NAMES)
def test_committed_weights_are_the_constructor_s_to_the_last_bit(name):
    spec, weights = make_handcrafted.parts(make_handcrafted.NAMES[name])
    committed = load_file(MODELS / f"{name}.safetensors")
    assert committed.keys() == weights.keys()
    assert all(torch.equal(committed[key].float(), value) for key, value in weights.items())
    assert Card.model_validate_json((MODELS / f"{name}.json").read_bytes()).spec == spec


@pytest.mark.parametrize("name", make_handcrafted.NAMES)
def test_making_it_again_gives_the_committed_files(name, tmp_path, monkeypatch):
    monkeypatch.setattr(make_handcrafted, "SAMPLES", 1)
    path = make_handcrafted.make(name, tmp_path)
    committed = Card.model_validate_json((MODELS / f"{name}.json").read_bytes())
    card = Card.model_validate_json(path.read_bytes())
    assert card.sha256 == committed.sha256
    assert card.layers == committed.layers


def test_every_arrangement_has_the_colour_of_one_of_its_parts():
    assert make_handcrafted.TELLING.keys() == make_handcrafted.ARRANGEMENTS.keys()
    for name, part in make_handcrafted.TELLING.items():
        assert part in {offset[0] for offset in make_handcrafted.ARRANGEMENTS[name]}
