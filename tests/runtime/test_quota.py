"""Room: bounded in all and for each client; what is given back can be taken again."""

import pytest

from app.errors import Busy
from app.runtime.quota import Room


@pytest.fixture
def room():
    return Room(6, 3, "things", 5, "body")


def test_one_client_is_told_its_limit_and_others_still_find_room(room):
    room.take("a", 3)
    with pytest.raises(Busy) as told:
        room.take("a")
    said = "expected at most 3 things of one client; got more: try again in 5 s"
    assert (told.value.message, told.value.where, told.value.after) == (said, "body", 5)
    room.take("b", 3)
    with pytest.raises(Busy, match="expected at most 6 things in all; got more"):
        room.take("c")


def test_who_finds_no_room_takes_none(room):
    with pytest.raises(Busy):
        room.take("a", 4)
    room.take("a", 3)
    assert room.taken == 3


def test_what_is_given_back_is_room_again_and_nobody_is_remembered(room):
    room.take("a", 2)
    with room.holding("a"), pytest.raises(Busy):
        room.check("a")
    room.take("a")
    room.give_back("a", 3)
    assert (room.taken, room.by_client) == (0, {})


def test_who_speaks_for_many_has_room_to_the_last(room):
    room.take(None, 6)
    with pytest.raises(Busy, match="in all"):
        room.take(None)
    room.give_back(None, 6)
    assert room.taken == 0
