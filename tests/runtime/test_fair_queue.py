"""Fair queue: clients get equal shares, and so do the connections of one client."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.runtime.fair_queue import Caller, FairQueue


def test_clients_take_turns_for_any_kind_of_work():
    queue = FairQueue()
    for number in range(6):
        queue.put(Caller("many", number), f"many {number}")
    queue.put(Caller("one"), "one a")
    queue.put(Caller("one"), "one b")
    assert queue.drain() == [
        "many 0", "one a", "many 1", "one b", "many 2", "many 3", "many 4", "many 5",
    ]  # fmt: skip
    assert not queue


def test_the_connections_of_one_client_take_turns():
    queue = FairQueue()
    for number in range(3):
        queue.put(Caller("a", None), f"sweep {number}")
    queue.put(Caller("a", 1), "live")
    assert queue.drain() == ["sweep 0", "live", "sweep 1", "sweep 2"]


def test_a_client_that_was_served_goes_to_the_end():
    queue = FairQueue()
    queue.put(Caller("a"), 1)
    queue.put(Caller("b"), 2)
    assert queue.get() == 1
    queue.put(Caller("a"), 3)
    assert (queue.get(), queue.get()) == (2, 3)


@pytest.mark.parametrize("ask", [FairQueue.get, FairQueue.peek])
def test_an_empty_queue_has_no_next_item(ask):
    with pytest.raises(IndexError, match="the queue is empty"):
        ask(FairQueue())


CALLERS = st.builds(Caller, st.sampled_from("abc"), st.sampled_from([None, 1, 2]))


@given(st.lists(st.one_of(st.none(), CALLERS), max_size=60))
def test_no_item_is_lost_or_overtaken_by_its_own_client_and_none_waits_for_two_rounds(steps):
    """Each step puts an item of a client, or (None) gets the next item."""
    queue, waiting, since = FairQueue(), [], {}
    for number, who in enumerate([*steps, *[None] * len(steps)]):
        if who is not None:
            queue.put(who, (who, number))
            waiting.append((who, number))
            since.setdefault(who.client, Counter())
        elif waiting:
            taken = queue.peek()
            assert queue.get() == taken
            assert taken == next(item for item in waiting if item[0] == taken[0])
            waiting.remove(taken)
            client = taken[0].client
            # No other waiting client has had more than one turn meanwhile.
            assert all(turns <= 1 for turns in since[client].values())
            for other in since.values():
                other[client] += 1
            since.pop(client)
            if any(item[0].client == client for item in waiting):
                since[client] = Counter()
        assert bool(queue) == bool(waiting)
    assert not waiting
