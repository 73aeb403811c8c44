"""Weighted sums: totals, and the largest contribution of each."""

import numpy as np
import pytest

from app.network.weighted_sums import patch, pool, shares


def test_a_patch_adds_products_per_channel_and_the_bias():
    values = np.array([[[1.0, 2.0]], [[3.0, 4.0]]])
    kernel = np.array([[[10.0, -1.0]], [[0.5, -9.0]]])
    found = patch(values, kernel, 0.25, [5], [7, 8])
    assert found.products == [[[10.0, -2.0]], [[1.5, -36.0]]]
    assert found.sums == [8.0, -34.5]
    assert (found.sum, found.bias, found.total) == (-26.5, 0.25, -26.25)
    # The largest by size, whatever its sign.
    assert found.strongest.index == (1, 5, 8)


def test_a_patch_over_padding_alone_has_no_strongest_cell():
    found = patch(np.zeros((1, 1, 2)), np.ones((1, 1, 2)), 1.0, [None], [0, None])
    assert found.strongest is None
    assert found.total == 1.0


def test_a_pool_names_the_largest_contribution_but_no_winner():
    values, weights = np.array([[1.0, -3.0], [2.0, 5.0]]), np.array([[0.25, 0.5], [0.5, 0.125]])
    found = pool(4, values, weights, [2, 3], [6, 7])
    assert found.total == 0.25 - 1.5 + 1.0 + 0.625
    assert found.strongest.index == (4, 2, 7)
    assert found.winner is None


@pytest.mark.parametrize("value", [5.0, 0.0, -5.0])
def test_a_single_weight_of_one_makes_its_cell_the_winner(value):
    values, weights = np.array([[9.0, value]]), np.array([[0.0, 1.0]])
    found = pool(0, values, weights, [2], [6, 7])
    assert found.total == value
    assert found.winner == found.strongest
    assert found.winner.index == (0, 2, 7)


def test_padding_is_never_the_strongest_of_a_pool():
    found = pool(0, np.zeros((2, 2)), np.full((2, 2), 0.25), [None, 0], [None, 3])
    assert found.strongest.index == (0, 0, 3)


def test_shares_are_ordered_by_size_and_the_rest_is_summed():
    values = np.array([[[1.0, 2.0, 0.0, 4.0]]])
    weights = np.array([[[1.0, -2.0, 7.0, 0.5]]])
    found = shares(values, weights, 0.5, 2)
    assert [share.place.index for share in found.top] == [(0, 0, 1), (0, 0, 3)]
    assert [share.contribution for share in found.top] == [-4.0, 2.0]
    assert [(share.value, share.weight) for share in found.top] == [(2.0, -2.0), (4.0, 0.5)]
    assert (found.weighed, found.contributing) == (4, 3)
    assert (found.rest, found.sum, found.total) == (1.0, -1.0, -0.5)
    assert found.strongest == found.top[0].place


def test_equal_shares_keep_their_order_and_zeros_are_left_out():
    found = shares(np.array([1.0, 0.0, -1.0]), np.ones(3), 0.0, 9)
    assert [share.place.index for share in found.top] == [(0,), (2,)]
    assert found.rest == 0


def test_without_a_contribution_nothing_is_strongest():
    found = shares(np.zeros(3), np.ones(3), 2.0, 9)
    assert (found.top, found.strongest, found.total) == ([], None, 2.0)
