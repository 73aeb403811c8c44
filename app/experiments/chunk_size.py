"""Sizes the chunks of a long computation: a few ms each, so that other jobs can run in between."""

from app.network.build import Network

MAX_PRODUCTS = 50_000_000
"""Products (weight × value) per chunk: about 8 pictures of a pooled network, a few ms."""


def pictures_per_chunk(network: Network) -> int:
    """The number of pictures per chunk, at least one."""
    return max(1, MAX_PRODUCTS // max(network.products, 1))
