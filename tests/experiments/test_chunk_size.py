import pytest

from app.experiments.chunk_size import MAX_PRODUCTS, pictures_per_chunk
from tests.network.examples import random_network, small_spec


def test_products_are_weights_times_positions():
    spec = small_spec(
        (2, 100, 50),
        ("conv", {"channels": 3, "kernel": 5, "padding": "valid"}),
        ("maxpool", {"size": 2}),
        ("fc", {"units": 7}),
        outputs=4,
    )
    products = 3 * 2 * 5 * 5 * 96 * 46 + 3 * 48 * 23 * 7 + 7 * 4
    assert pictures_per_chunk(random_network(spec)) == MAX_PRODUCTS // products


def test_a_chunk_has_at_least_one_picture():
    spec = small_spec((3, 256, 256), ("conv", {"channels": 32, "kernel": 5}), ("gap", {}))
    assert pictures_per_chunk(random_network(spec)) == 1


@pytest.mark.parametrize(
    ("model", "count"), [("digits-max-fc-corner", 8), ("digits-none-gmp-corner", 3)]
)
def test_a_chunk_of_a_served_network_is_a_few_pictures(library, model, count):
    assert abs(pictures_per_chunk(library.find(model).network) - count) <= 1
