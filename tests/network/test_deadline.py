import threading
from contextvars import copy_context

import pytest

from app.errors import RefusedFile
from app.network.deadline import deadline, look


def test_without_a_deadline_time_is_never_over():
    look()


def test_after_its_end_the_next_look_raises():
    with deadline(60.0):
        look()
        with deadline(0.0), pytest.raises(RefusedFile, match="within 0 s"):
            look()
        look()
    look()


def test_another_thread_has_a_time_of_its_own():
    ended = []
    other = threading.Thread(target=lambda: (look(), ended.append(True)))
    with deadline(0.0):
        other.start()
        other.join()
        with pytest.raises(RefusedFile):
            copy_context().run(look)
    assert ended
