"""A limit on the number of values in JSON.

Pydantic builds one error per bad value, so commas are counted before parsing: a body of many bad
values would take seconds.
"""

from app.errors import BodyTooLarge

MAX_COMMAS = 512
"""The largest scene, of 32 objects and 4 pictures, has about 130."""


def check_json_limit(commas: int, where: str | None) -> None:
    """Raises BodyTooLarge for more commas than the limit; `where` is the part of the request."""
    if commas > MAX_COMMAS:
        raise BodyTooLarge(f"expected at most {MAX_COMMAS} values in JSON; got more", where)
