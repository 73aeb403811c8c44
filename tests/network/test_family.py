import numpy as np
import pytest

from app.network.card import CardView, view
from app.network.family import CONDITIONS, families
from app.network.library import read
from app.runtime.settings import ROOT
from tests.network.examples import ODD_SPECS, card_of

VALUES = {
    "pooling": ["aps", "avg", "max", "none", "stride"],
    "head": ["gmp", "fc", "gap"],
    "trained": ["centre", "corner", "everywhere"],
    "size": ["small", "large"],
    "padding": ["zero"],
}


def network(name: str, axes: dict[str, str], mean: float = 0.5, family: str = "tests") -> CardView:
    """A card in which only the given fields matter."""
    card = view(card_of(ODD_SPECS["no pooling"], name))
    metrics = card.metrics.model_copy(update={"mean": mean})
    return card.model_copy(update={"axes": axes, "metrics": metrics, "family": family})


def drawn(seed: int, count: int) -> list[CardView]:
    """Random networks; some have equal axes, and accuracies are often equal."""
    rng = np.random.default_rng(seed)
    return [
        network(
            f"n{i}",
            {axis: str(rng.choice(values)) for axis, values in VALUES.items()},
            mean=float(rng.integers(3)) / 2,
            family=str(rng.choice(["one", "two"])),
        )
        for i in range(count)
    ]


def differences(a: CardView, b: CardView) -> set[str]:
    """The axes on which two networks differ."""
    return {axis for axis in a.axes if a.axes[axis] != b.axes[axis]}


REAL = [entry.card for entry in read(ROOT / "models").entries.values()]
EXAMPLES = {"models/": REAL, **{f"seed {seed}": drawn(seed, 4 + 5 * seed) for seed in range(6)}}


@pytest.mark.parametrize("cards", EXAMPLES.values(), ids=EXAMPLES)
def test_every_switch_equals_a_search_over_all_cards(cards):
    by_id = {card.id: card for card in cards}
    for family in families(cards):
        members = [by_id[name] for name in family.models]
        for card in members:
            asked = [(switch.axis, switch.value) for switch in family.switches[card.id]]
            assert asked == [(axis.name, value) for axis in family.axes for value in axis.values]
            for switch in family.switches[card.id]:
                found = by_id[switch.model]
                assert found.axes[switch.axis] == switch.value
                others = [c for c in members if c.axes[switch.axis] == switch.value]
                apart = {c.id: len(differences(card, c) - {switch.axis}) for c in others}
                assert apart[found.id] == min(apart.values())
                # The exact combination exists if and only if nothing else changes.
                wanted = {**card.axes, switch.axis: switch.value}
                assert (wanted in [c.axes for c in members]) == (switch.also == {})
                assert {**wanted, **switch.also} == found.axes
                assert switch.also.keys() == differences(card, found) - {switch.axis}
                ties = [c for c in others if apart[c.id] == apart[found.id]]
                if switch.value == card.axes[switch.axis]:
                    assert found is card
                else:
                    assert found.metrics.mean == max(c.metrics.mean for c in ties)


@pytest.mark.parametrize("cards", EXAMPLES.values(), ids=EXAMPLES)
def test_families_hold_every_network_once_and_list_what_differs(cards):
    found = families(cards)
    assert sorted(name for family in found for name in family.models) == sorted(
        card.id for card in cards
    )
    for family in found:
        members = [card for card in cards if card.id in family.models]
        assert {card.family for card in members} == {family.name}
        assert family.switches.keys() == set(family.models)
        listed = {axis.name: axis.values for axis in family.axes}
        for name in members[0].axes:
            values = {card.axes[name] for card in members}
            if len(values) == 1 or name in CONDITIONS:
                assert name not in listed
            else:
                assert len(listed[name]) == len(values)
                assert set(listed[name]) == values


def test_axes_and_values_have_a_fixed_order_independent_of_the_cards():
    axes = [
        {"size": "small", "trained": "centre", "pooling": "aps", "head": "gmp"},
        {"size": "large", "trained": "corner", "pooling": "max", "head": "fc"},
        {"size": "medium", "trained": "everywhere", "pooling": "none", "head": "gap"},
        {"size": "large", "trained": "corner", "pooling": "blur", "head": "fc"},
    ]
    cards = [network(f"n{i}", each) for i, each in enumerate(axes)]
    expected = [
        ("pooling", ("none", "max", "blur", "aps")),
        ("head", ("fc", "gap", "gmp")),
        ("trained", ("everywhere", "corner", "centre")),
        ("size", ("large", "medium", "small")),
    ]
    for order in (cards, cards[::-1]):
        (family,) = families(order)
        assert [(axis.name, axis.values) for axis in family.axes] == expected
        assert family.models == ("n0", "n1", "n2", "n3")


def test_an_untrained_combination_leads_to_the_nearest_and_lists_the_changes():
    cards = [
        network("a", {"pooling": "max", "head": "fc", "trained": "everywhere"}),
        network("b", {"pooling": "max", "head": "fc", "trained": "corner"}),
        network("c", {"pooling": "none", "head": "fc", "trained": "everywhere"}),
        network("d", {"pooling": "avg", "head": "gap", "trained": "corner"}),
    ]
    (family,) = families(cards)
    leads = {(s.axis, s.value): (s.model, s.also) for s in family.switches["b"]}
    assert leads["trained", "everywhere"] == ("a", {})
    assert leads["pooling", "none"] == ("c", {"trained": "everywhere"})
    assert leads["head", "gap"] == ("d", {"pooling": "avg"})
    assert leads["pooling", "max"] == ("b", {})


def test_among_like_networks_the_more_accurate_wins_then_the_first_by_name():
    same = {"pooling": "none", "head": "fc"}
    cards = [
        network("start", {"pooling": "max", "head": "fc"}),
        network("worse", same, mean=0.4),
        network("better", same, mean=0.9),
        network("also-better", same, mean=0.9),
    ]
    (family,) = families(cards)
    assert family.switches["start"][0].model == "also-better"
    # Each stays what it is.
    assert family.switches["worse"][0].model == "worse"


def test_a_network_on_its_own_differs_in_nothing():
    (family,) = families([network("alone", {"pooling": "max"})])
    assert family.axes == ()
    assert family.switches == {"alone": ()}
    assert families([]) == ()


def test_ludic_and_its_twin_differ_in_pooling_and_in_the_kernels_that_make_up_for_it():
    family = next(f for f in families(REAL) if "ludic" in f.models)
    (none, _) = family.switches["ludic"]
    assert (none.axis, none.value, none.model, none.also) == (
        "pooling",
        "none",
        "ludic-nopool",
        {"kernel": "5×5, 9×9"},
    )
