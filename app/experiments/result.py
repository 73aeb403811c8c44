"""The result: the fields that every result of the laboratory begins with."""

from app.network.card import Frozen


class Result(Frozen):
    """The network that was measured, and the hash of its weights."""

    model: str
    sha256: str
