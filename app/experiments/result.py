"""The result: what every answer of the laboratory begins with."""

from app.network.card import Frozen


class Result(Frozen):
    """Which network was measured, and the hash of its weights."""

    model: str
    sha256: str
