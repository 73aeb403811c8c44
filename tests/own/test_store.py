import threading

import pytest

from app.errors import NetworkGone
from app.own.shared_folder import SharedFolder
from app.own.store import OwnNetworks, bytes_of, is_own, label_of
from tests.own.examples import arrived


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture(scope="module")
def networks():
    return [arrived(seed) for seed in range(4)]


@pytest.fixture
def clock():
    return Clock()


def kept(store, networks):
    return [n for n, one in enumerate(networks) if store.held(one.card.id) is not None]


def test_the_least_recently_used_goes_first(networks, clock):
    store = OwnNetworks(2, 10**9, 60.0, clock=clock)
    store.put(*networks[0])
    store.put(*networks[1])
    assert store.find(networks[0].card.id) is networks[0].entry
    store.put(*networks[2])
    assert kept(store, networks) == [0, 2]


def test_memory_is_bounded_and_counted(networks, clock):
    size = bytes_of(networks[0].entry.network)
    store = OwnNetworks(64, 2 * size, 60.0, clock=clock)
    for one in networks:
        store.put(*one)
    assert kept(store, networks) == [2, 3]
    assert store.taken == 2 * size
    store.put(*networks[3])
    assert store.taken == 2 * size
    assert store.remove(networks[3].card.id)
    assert not store.remove(networks[3].card.id)
    assert store.taken == size


def test_what_is_not_used_for_long_is_gone(networks, clock):
    store = OwnNetworks(64, 10**9, 60.0, clock=clock)
    store.put(*networks[0])
    store.put(*networks[1])
    clock.now += 50
    assert store.held(networks[0].card.id) is not None
    clock.now += 50
    store.prune()
    assert (len(store), kept(store, networks)) == (1, [0])


def test_the_error_for_a_network_that_is_gone_names_it(clock):
    store = OwnNetworks(64, 10**9, 60.0, clock=clock)
    with pytest.raises(NetworkGone, match="own-0123456789abcdef") as caught:
        store.find("own-0123456789abcdef", "somewhere")
    assert caught.value.where == "somewhere"
    assert store.known("own-0123456789abcdef") is None


def test_visitors_networks_are_one_in_metrics():
    assert (label_of("own-0123456789abcdef"), label_of("ludic")) == ("own", "ludic")


@pytest.mark.parametrize("name", ["ludic", "own-1", "own-0123456789abcdeg", "own-", "own-XYZ"])
def test_only_hashes_are_ids_of_visitors_networks(name):
    assert is_own("own-0123456789abcdef")
    assert not is_own(name)


def test_threads_may_use_it_at_once(networks, clock):
    store = OwnNetworks(2, 10**9, 60.0, clock=clock)
    failures = []

    def use(seed):
        try:
            for _ in range(200):
                store.put(*networks[seed])
                store.held(networks[(seed + 1) % 4].card.id)
                store.remove(networks[(seed + 2) % 4].card.id)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=use, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(store) <= 2
    assert store.taken == len(store) * bytes_of(networks[0].entry.network)


def test_two_processes_share_a_folder(networks, clock, tmp_path):
    one, other = (
        OwnNetworks(64, 10**9, 60.0, SharedFolder(tmp_path, 64, 10**9, 60.0), clock)
        for _ in range(2)
    )
    entry, card = networks[0]
    one.put(entry, card)
    assert other.held(card.id) is None
    found = other.find(card.id)
    assert found.card == entry.card
    assert found.raw == entry.raw
    assert other.held(card.id) is found
    # What one forgets, the other has no more.
    assert one.remove(card.id)
    assert other.held(card.id) is None
    with pytest.raises(NetworkGone):
        other.find(card.id)


def test_a_folder_that_cannot_be_written_leaves_the_network_in_memory(networks, tmp_path, caplog):
    (tmp_path / "file").write_text("")
    folder = SharedFolder(tmp_path / "file" / "inside", 64, 10**9, 60.0)
    store = OwnNetworks(64, 10**9, 60.0, folder)
    store.put(*networks[0])
    assert store.find(networks[0].card.id) is networks[0].entry
    assert "cannot be written" in caplog.text
