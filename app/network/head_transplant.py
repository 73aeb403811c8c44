"""Head transplants: one network's layers before another network's head, both as they are."""

from app.errors import BrokenNetwork
from app.network.build import Network, assemble, parameters


def head_layers(network: Network) -> frozenset[str]:
    """The names of the layers behind the last volume."""
    return frozenset(each.layer.name for each in network.head)


def with_head_of(network: Network, donor: Network) -> Network:
    """The network with the donor's head in place of its own; no weight is trained anew.

    Raises:
        BrokenNetwork: the two networks differ in architecture.
    """
    if network.spec != donor.spec:
        raise BrokenNetwork(
            f"expected two networks of one architecture, got {network.name} and {donor.name}"
        )
    head = head_layers(network)
    given = parameters(donor.stack)
    weights = {
        name: given[name] if name.rpartition(".")[0] in head else value
        for name, value in parameters(network.stack).items()
    }
    return assemble(f"{network.name} with the head of {donor.name}", network.spec, weights)
