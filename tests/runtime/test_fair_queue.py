"""Turns: clients share alike, and so do the parts of one."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.runtime.fair_queue import Caller, Turns


def test_clients_take_turns_whatever_they_ask_for():
    turns = Turns()
    for number in range(6):
        turns.add(Caller("many", number), f"many {number}")
    turns.add(Caller("one"), "one a")
    turns.add(Caller("one"), "one b")
    assert turns.clear() == [
        "many 0", "one a", "many 1", "one b", "many 2", "many 3", "many 4", "many 5",
    ]  # fmt: skip
    assert not turns


def test_the_parts_of_one_client_take_turns():
    turns = Turns()
    for number in range(3):
        turns.add(Caller("a", None), f"sweep {number}")
    turns.add(Caller("a", 1), "live")
    assert turns.clear() == ["sweep 0", "live", "sweep 1", "sweep 2"]


def test_who_comes_again_waits_behind_those_who_are_there():
    turns = Turns()
    turns.add(Caller("a"), 1)
    turns.add(Caller("b"), 2)
    assert turns.take() == 1
    turns.add(Caller("a"), 3)
    assert (turns.take(), turns.take()) == (2, 3)


@pytest.mark.parametrize("ask", [Turns.take, Turns.next])
def test_where_nobody_waits_there_is_no_turn(ask):
    with pytest.raises(IndexError, match="nobody waits"):
        ask(Turns())


CALLERS = st.builds(Caller, st.sampled_from("abc"), st.sampled_from([None, 1, 2]))


@given(st.lists(st.one_of(st.none(), CALLERS), max_size=60))
def test_nothing_is_lost_nobody_overtakes_himself_and_nobody_waits_for_two_turns(steps):
    """Steps: somebody asks, or (None) the next turn is taken."""
    turns, waiting, since = Turns(), [], {}
    for number, who in enumerate([*steps, *[None] * len(steps)]):
        if who is not None:
            turns.add(who, (who, number))
            waiting.append((who, number))
            since.setdefault(who.client, Counter())
        elif waiting:
            taken = turns.next()
            assert turns.take() == taken
            assert taken == next(item for item in waiting if item[0] == taken[0])
            waiting.remove(taken)
            client = taken[0].client
            # Of all that waited meanwhile, nobody else has had more than one turn.
            assert all(turns_had <= 1 for turns_had in since[client].values())
            for other in since.values():
                other[client] += 1
            since.pop(client)
            if any(item[0].client == client for item in waiting):
                since[client] = Counter()
        assert bool(turns) == bool(waiting)
    assert not waiting
