"""Long work in parts of a few ms each, so that others' work can pass in between."""

from math import prod

from app.network.build import Network

PRODUCTS = 50_000_000
"""Products (weight × value) of one part: about 8 pictures of a pooled network, some ms."""


def pictures_a_part(network: Network) -> int:
    """How many pictures a network is shown in one part, at least one.

    Counted are the products of convolutions and fully connected layers: weights × places.
    """
    products = sum(
        weight.numel() * prod(shape[1:])
        for layer, shape in zip(network.spec.layers, network.spec.shapes(), strict=True)
        for name, weight in network.stack.layers[layer.name].named_parameters()
        if name == "weight"
    )
    return max(1, PRODUCTS // max(products, 1))
