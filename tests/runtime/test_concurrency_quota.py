"""Quotas: limits in total and per client; a released amount can be acquired again."""

import pytest

from app.errors import Busy
from app.runtime.concurrency_quota import Quota


@pytest.fixture
def quota():
    return Quota(6, 3, "things", 5, "body")


def test_a_client_over_its_limit_is_refused_while_others_are_served(quota):
    quota.acquire("a", 3)
    with pytest.raises(Busy) as told:
        quota.acquire("a")
    said = "expected at most 3 things of one client; got more: try again in 5 s"
    assert (told.value.message, told.value.where, told.value.retry_after) == (said, "body", 5)
    quota.acquire("b", 3)
    with pytest.raises(Busy, match="expected at most 6 things in all; got more"):
        quota.acquire("c")


def test_a_refused_amount_is_not_counted(quota):
    with pytest.raises(Busy):
        quota.acquire("a", 4)
    quota.acquire("a", 3)
    assert quota.used == 3


def test_released_amounts_are_free_again_and_idle_clients_are_forgotten(quota):
    quota.acquire("a", 2)
    with quota.held("a"), pytest.raises(Busy):
        quota.check("a")
    quota.acquire("a")
    quota.release("a", 3)
    assert (quota.used, quota.used_by) == (0, {})
