import pytest

from app.experiments.chunk_size import (
    MAX_OPERATIONS,
    paced,
    pictures_per_chunk,
    positions_per_batch,
)
from app.network.build import PRODUCTS_OF_CELL
from tests.network.examples import random_network, small_spec


def test_operations_are_products_and_the_cells_of_windows():
    spec = small_spec(
        (2, 100, 50),
        ("conv", {"channels": 3, "kernel": 5, "padding": "valid"}),
        ("maxpool", {"size": 2}),
        ("fc", {"units": 7}),
        outputs=4,
    )
    products = 3 * 2 * 5 * 5 * 96 * 46 + 3 * 48 * 23 * 7 + 7 * 4
    pooled = PRODUCTS_OF_CELL * 4 * 3 * 48 * 23
    assert pictures_per_chunk(random_network(spec)) == MAX_OPERATIONS // (products + pooled)


def test_a_chunk_has_at_least_one_picture():
    spec = small_spec((3, 256, 256), ("conv", {"channels": 32, "kernel": 5}), ("gap", {}))
    assert pictures_per_chunk(random_network(spec)) == 1


@pytest.mark.parametrize(
    ("model", "count"), [("digits-max-fc-corner", 8), ("digits-none-gmp-corner", 3)]
)
def test_a_chunk_of_a_served_network_is_a_few_pictures(library, model, count):
    assert abs(pictures_per_chunk(library.find(model).network) - count) <= 1


@pytest.mark.parametrize(
    ("operations", "count"),
    [(10**6, 120), (10**7, 12), (2 * 10**9, 8), (5 * 10**9, 3), (10**11, 2)],
)
def test_of_a_large_network_some_positions_are_computed_at_once(operations, count):
    network = random_network(small_spec((1, 3, 3), ("gap", {})))
    vars(network)["operations"] = operations
    assert positions_per_batch(network) == count


def returning(value, steps):
    for _ in range(steps):
        yield
    return value


def taken(steps):
    """How many steps there are, and what they return."""
    count = 0
    try:
        while True:
            next(steps)
            count += 1
    except StopIteration as end:
        return count, end.value


def test_short_steps_are_joined(monkeypatch):
    clock = iter(range(100))
    monkeypatch.setattr("app.experiments.chunk_size.perf_counter", lambda: next(clock))
    # Each step takes 1 s: it is timed twice, at its end and after a hand-over.
    monkeypatch.setattr("app.experiments.chunk_size.SHORTEST", 1)
    assert taken(paced(returning("end", 6))) == (6, "end")
    monkeypatch.setattr("app.experiments.chunk_size.SHORTEST", 3)
    assert taken(paced(returning("end", 6))) == (2, "end")
    monkeypatch.setattr("app.experiments.chunk_size.SHORTEST", 50)
    assert taken(paced(returning("end", 6))) == (0, "end")
