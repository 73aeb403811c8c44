"""What both kinds of fuzzing serve."""

from tests.api.conftest import lone

__all__ = ["lone"]
