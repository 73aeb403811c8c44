"""The journal: whole lines, commands, and when a training has ended."""

import json

import pytest

from app.live_training.events import Ended
from app.live_training.journal import Journal, is_last


def test_half_a_line_is_not_read(journal):
    with journal.events.open("ab") as file:
        file.write(b'{"type":"prog')
    lines, offset = journal.read()
    assert [json.loads(line)["type"] for line in lines] == ["started"]
    with journal.events.open("ab") as file:
        file.write(b'ress"}\n')
    lines, _ = journal.read(offset)
    assert lines == [b'{"type":"progress"}\n']


def test_its_end_is_known_by_the_last_line(journal):
    assert not journal.ended
    journal.append(Ended(step=3, model=None, reason="asked"))
    assert journal.ended
    assert is_last(journal.read()[0][-1])


@pytest.mark.parametrize("name", ["", "..", "0" * 15, "0123456789ABCDEF", "../0123456789ab"])
def test_only_ids_name_files(tmp_path, name):
    with pytest.raises(ValueError, match="16 hex digits"):
        Journal(tmp_path, name)


def test_a_stop_cannot_be_taken_back(journal):
    journal.ask("stop")
    journal.ask("go on")
    assert journal.asked == "stop"
