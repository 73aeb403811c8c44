import os
import time

import pytest

from app.network.build import parameters
from app.own.shared_folder import SharedFolder
from tests.own.examples import arrived


@pytest.fixture(scope="module")
def networks():
    return [arrived(seed) for seed in range(3)]


@pytest.fixture
def write(tmp_path):
    def write(networks, ages=(), **bounds):
        limits = {"count": 64, "total": 10**9, "seconds": 1e6} | bounds
        folder = SharedFolder(tmp_path, **limits)
        for one in networks:
            folder.write(one.card, parameters(one.entry.network.stack))
        for one, age in zip(networks, ages, strict=False):
            used = time.time() - age
            os.utime(folder.card(one.card.id), (used, used))
        return folder

    return write


def names(folder):
    return sorted(path.name for path in folder.folder.iterdir())


def present(folder, networks):
    return [n for n, one in enumerate(networks) if folder.card(one.card.id).exists()]


def test_it_holds_a_card_and_weights_and_nothing_else(write, networks):
    folder = write(networks[:1])
    name = networks[0].card.id
    assert names(folder) == [f"{name}.json", f"{name}.safetensors"]


def test_the_least_recently_used_beyond_the_count_are_removed(write, networks):
    folder = write(networks, ages=(10, 300, 20))
    folder.count = 2
    folder.prune()
    assert present(folder, networks) == [0, 2]


def test_bytes_are_bounded(write, networks):
    folder = write(networks, ages=(10, 20, 30))
    folder.total = 1
    folder.prune()
    assert present(folder, networks) == [0]


def test_what_is_not_used_for_long_is_removed(write, networks):
    folder = write(networks, ages=(10, 300, 20), seconds=200.0)
    folder.prune()
    assert present(folder, networks) == [0, 2]
    assert len(names(folder)) == 4


def test_a_use_is_noted_in_the_folder(write, networks):
    folder = write(networks[:1], ages=(300,))
    assert folder.has(networks[0].card.id)
    assert time.time() - folder.card(networks[0].card.id).stat().st_mtime < 100
    assert not folder.has("own-0123456789abcdef")


@pytest.mark.parametrize("name", ["../models/ludic", "own-..", "ludic", "own-0123456789ABCDEF"])
def test_only_ids_of_visitors_networks_name_files(write, networks, name):
    folder = write(networks[:1])
    assert folder.read(name) is None
    assert not folder.remove(name)


def test_a_damaged_file_is_removed_and_logged(write, networks, caplog):
    folder = write(networks[:1])
    name = networks[0].card.id
    folder.card(name).with_suffix(".safetensors").write_bytes(b"nothing")
    assert folder.read(name) is None
    assert names(folder) == []
    assert "cannot be read" in caplog.text
