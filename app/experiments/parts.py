"""Long work in parts of a few ms each, so that others' work can pass in between."""

from app.network.build import Network

PRODUCTS = 50_000_000
"""Products (weight × value) of one part: about 8 pictures of a pooled network, some ms."""


def pictures_a_part(network: Network) -> int:
    """How many pictures a network is shown in one part, at least one."""
    return max(1, PRODUCTS // max(network.products, 1))
