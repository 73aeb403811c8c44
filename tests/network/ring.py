"""Circular padding, for oracles."""

from tests.network.volume import Volume


def ring(volume: Volume, reach: int) -> Volume:
    """The volume, padded circularly by `reach` cells on each side."""
    _, rows, cols = volume.shape
    row_of = [row % rows for row in range(-reach, rows + reach)]
    col_of = [col % cols for col in range(-reach, cols + reach)]
    return volume[:, row_of][:, :, col_of]
