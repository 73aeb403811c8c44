"""Sizes the chunks of a long computation: a few ms each, so that other jobs run in between."""

from app.network.build import Network

MAX_PRODUCTS = 50_000_000
"""Products (weight × value) of one chunk: about 8 pictures of a pooled network, a few ms."""


def pictures_per_chunk(network: Network) -> int:
    """How many pictures one chunk computes, at least one."""
    return max(1, MAX_PRODUCTS // max(network.products, 1))
