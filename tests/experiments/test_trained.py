"""Networks with several seeds: the served one, and the others from their folder."""

import shutil
from dataclasses import replace

import pytest

from app.errors import UnknownModel
from app.experiments.trained import Trained, hashes, key
from app.network.library import read
from app.training.make import make
from tests.training.tasks import DOTS


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """A folder of served networks, and one of the same with seed 7."""
    home = tmp_path_factory.mktemp("trained")
    quick = replace(DOTS, steps=20, name="dots-max-fc")
    make(quick, home / "models", home)
    make(replace(quick, seed=7), home / "seeds" / "7", home)
    return home


def test_a_network_is_found_with_each_seed(folders):
    trained = Trained(read(folders / "models"), folders / "seeds")
    served, other = trained.find("dots-max-fc", (DOTS.seed, 7))
    assert (served.card.seed, other.card.seed) == (DOTS.seed, 7)
    assert served.card.sha256 != other.card.sha256
    assert key(other) == f"dots-max-fc/7/{other.card.sha256[:12]}"
    assert hashes([(served, other)]) == {
        "networks": {"dots-max-fc": served.card.sha256},
        "others": {"dots-max-fc/7": other.card.sha256},
    }


def test_a_seed_that_was_not_trained_is_named_with_the_command_that_trains_it(folders):
    trained = Trained(read(folders / "models"), folders / "seeds")
    with pytest.raises(UnknownModel, match=r"python -m app\.training dots-max-fc --seeds 3"):
        trained.find("dots-max-fc", (DOTS.seed, 3))
    with pytest.raises(UnknownModel, match="nobody"):
        trained.find("nobody", (0,))


def test_a_network_of_another_recipe_is_not_taken_for_the_same(folders, tmp_path):
    shutil.copytree(folders / "seeds", tmp_path / "seeds")
    path = tmp_path / "seeds" / "7" / "dots-max-fc.json"
    path.write_text(path.read_text("utf-8").replace('"steps": 20', '"steps": 21'), "utf-8")
    with pytest.raises(UnknownModel, match="as served"):
        Trained(read(folders / "models"), tmp_path / "seeds").find("dots-max-fc", (7,))
