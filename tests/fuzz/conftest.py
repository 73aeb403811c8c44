"""The settings of the fuzzed apps."""

from tests.api.conftest import lone

__all__ = ["lone"]
