"""The rate limit: buckets that refill, one per client, in bounded memory."""

import pytest

from app.api.middleware.rate_limit import MAX_CLIENTS, RateLimit
from app.errors import RateLimited


def test_a_bucket_refills_evenly_up_to_its_limit():
    now = 0.0
    rate = RateLimit(6, "sweeps", lambda: now)
    for _ in range(6):
        rate.take("a")
    with pytest.raises(RateLimited) as often:
        rate.take("a")
    assert often.value.retry_after == 10
    rate.take("b")
    now = 10.0
    rate.take("a")
    with pytest.raises(RateLimited):
        rate.take("a")
    now = 1e6
    for _ in range(6):
        rate.take("a")
    with pytest.raises(RateLimited):
        rate.take("a")


def test_buckets_take_bounded_memory():
    rate = RateLimit(6, "sweeps", lambda: 0.0)
    for number in range(2 * MAX_CLIENTS):
        rate.take(str(number))
    assert len(rate.buckets) == MAX_CLIENTS


def test_zero_means_no_limit():
    rate = RateLimit(0, "sweeps")
    for _ in range(1000):
        rate.take("a")
    assert not rate.buckets


def test_the_least_recently_used_bucket_is_dropped(monkeypatch):
    monkeypatch.setattr("app.api.middleware.rate_limit.MAX_CLIENTS", 2)
    rate = RateLimit(6, "sweeps", lambda: 0.0)
    for client in ("a", "b", "a", "c"):
        rate.take(client)
    assert list(rate.buckets) == ["a", "c"]


def test_a_refunded_token_can_be_taken_again():
    rate = RateLimit(1, "sweeps", lambda: 0.0)
    rate.take("a")
    rate.refund("a")
    rate.take("a")
    with pytest.raises(RateLimited):
        rate.take("a")


def test_a_refund_never_fills_a_bucket_beyond_its_limit():
    now = 0.0
    rate = RateLimit(1, "sweeps", lambda: now)
    rate.take("a")
    now = 60.0
    rate.refund("a")
    rate.take("a")
    with pytest.raises(RateLimited):
        rate.take("a")


def test_a_refund_for_a_dropped_bucket_makes_none():
    rate = RateLimit(1, "sweeps", lambda: 0.0)
    rate.refund("a")
    assert not rate.buckets
