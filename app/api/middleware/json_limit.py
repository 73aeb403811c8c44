"""How many values a message in JSON may hold.

Of each value that does not fit an error is made, so that a message of many would take the server
seconds. What divides values is counted, before anything is read.
"""

from app.errors import BodyTooLarge

MOST = 512
"""Commas; the largest scene, of 32 objects and 4 pictures, has some 130."""


def check_values(commas: int, where: str | None) -> None:
    """Raises BodyTooLarge where a message has more values than are read."""
    if commas > MOST:
        raise BodyTooLarge(f"expected at most {MOST} values in JSON; got more", where)
