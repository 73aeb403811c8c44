import numpy as np
import pytest
from pydantic import ValidationError

from app.errors import NotMeasurable
from app.experiments.consistency import Config, plan, run
from app.network.trace import trace
from app.scene.objects.digits import sheet
from tests import oracle
from tests.experiments.conftest import entry_of
from tests.network.examples import random_weights, small_spec


def seen_by(entry, pair, place, protocol):
    """The logits of a pair's sample at a position, painted pixel by pixel."""
    _, height, width = entry.card.input_shape
    picture = np.zeros((3, height, width), np.float32)
    ((drawing, _, _),) = pair.sample.parts
    for row, col in np.ndindex(drawing.height, drawing.width):
        if drawing.pixels[row, col, 3]:
            at = place[0] + row, place[1] + col
            if protocol == "cyclic":
                at = at[0] % height, at[1] % width
            picture[:, *at] = drawing.pixels[row, col, :3] / np.float32(255)
    return trace(entry.network, picture).logits


@pytest.mark.parametrize("model", ["digits-stride-gap", "figure-everywhere"])
@pytest.mark.parametrize(("protocol", "radius"), [("canvas", 30), ("cyclic", 30), ("canvas", 3)])
def test_every_measure_equals_a_naive_loop(library, model, protocol, radius):
    entry = library.find(model)
    config = Config(protocol=protocol, radius=radius, pairs=19, seed=4)
    same, turned, change, right, answers = [], [], [], [], set()
    for pair in plan(entry, config):
        first, second = pair.first, pair.second
        beside = first[0] + 1, first[1] + 1
        logits = [seen_by(entry, pair, place, protocol) for place in (first, second, beside)]
        found = [int(values.argmax()) for values in logits]
        same.append(found[0] == found[1])
        turned.append(found[0] != found[2])
        shares = [oracle.softmax(values) for values in (logits[0], logits[2])]
        change.append(abs(shares[1][found[0]] - shares[0][found[0]]))
        right += [found[0] == pair.output, found[1] == pair.output]
        answers |= set(found)
    answer = run(entry, config)
    assert answer.consistency.mean == pytest.approx(np.mean(same))
    assert answer.instability.mean == pytest.approx(np.mean(turned))
    assert answer.change.mean == pytest.approx(np.mean(change), abs=1e-6)
    assert answer.accuracy == pytest.approx(np.mean(right))
    assert answer.constant == (len(answers) == 1)
    # 19 pairs in 8 groups: three of three, five of two.
    groups = [same[0:3], same[3:6], same[6:9], *(same[at : at + 2] for at in range(9, 19, 2))]
    shares = [sum(group) / len(group) for group in groups]
    mean = sum(shares) / 8
    spread = (sum((share - mean) ** 2 for share in shares) / 7) ** 0.5
    assert answer.groups == 8
    assert answer.consistency.spread == pytest.approx(spread)
    assert (answer.model, answer.sha256) == (model, entry.card.sha256)
    assert (answer.protocol, answer.radius, answer.pairs, answer.seed) == (protocol, radius, 19, 4)
    assert answer.chance == 1 / len(entry.card.outputs)


@pytest.mark.parametrize("protocol", ["canvas", "cyclic"])
def test_positions_lie_within_the_radius_and_on_the_canvas(library, protocol):
    for radius, least, most in ((5, 17, 27), (30, -8, 52)):
        pairs = plan(
            library.find("digits-max-gap"), Config(protocol=protocol, radius=radius, pairs=512)
        )
        places = np.array([(pair.first, pair.second) for pair in pairs])
        if protocol == "canvas" and radius == 30:
            # A digit of 20 px on 64, with 1 px of room for its diagonal neighbour.
            least, most = 0, 43
        assert (places.min(), places.max()) == (least, most)


def test_classes_take_turns_and_no_sample_repeats_before_all_were_used(library):
    pairs = plan(library.find("digits-max-gap"), Config(pairs=512))
    assert [pair.output for pair in pairs[:20]] == [*range(10), *range(10)]
    assert len({id(pair.sample) for pair in pairs}) == 512
    pictures = {pair.sample.parts[0][0].pixels[..., 0].tobytes() for pair in pairs}
    held_out = {hand.tobytes() for digit in sheet() for hand in digit}
    assert pictures <= held_out
    figures = plan(library.find("ludic"), Config(pairs=28))
    assert [pair.output for pair in figures[:4]] == [1, 2, 3, 4]
    assert {pair.sample.parts[0][0].name for pair in figures[3::4]} == {
        "torso", "ball", "house", "tree",
    }  # fmt: skip
    assert run(library.find("ludic"), Config(pairs=28)).samples == 7


def test_the_seed_determines_the_pairs(library):
    entry = library.find("digits-max-gap")
    assert run(entry, Config(pairs=12, seed=1)) == run(entry, Config(pairs=12, seed=1))
    places = [
        [(pair.first, pair.second) for pair in plan(entry, Config(pairs=12, seed=seed))]
        for seed in (1, 2)
    ]
    assert places[0] != places[1]


@pytest.mark.parametrize("model", ["digits-none-gap", "digits-aps-gap"])
def test_without_pooling_or_with_adaptive_sampling_the_torus_is_consistent(library, model):
    """Theorem: a shift does not change a global average."""
    answer = run(library.find(model), Config(protocol="cyclic", radius=32, pairs=60))
    assert answer.consistency.mean == 1
    assert answer.instability.mean == 0
    assert answer.change.mean <= 1e-5


def test_a_constant_network_is_consistent_and_flagged():
    spec = small_spec((3, 64, 64), ("conv", {"channels": 2, "kernel": 3}), outputs=10)
    spec = spec.model_copy(update={"outputs": tuple("0123456789")})
    weights = {name: value * 0 for name, value in random_weights(spec).items()}
    answer = run(entry_of(spec, weights), Config(pairs=20))
    assert answer.constant
    assert answer.consistency.mean == 1
    assert answer.accuracy == 0.1


def test_one_pair_has_no_spread(library):
    answer = run(library.find("ludic"), Config(pairs=1))
    assert (answer.groups, answer.consistency.spread) == (1, None)


def test_a_network_that_cannot_be_measured_is_rejected():
    spec = small_spec((3, 64, 64), ("conv", {"channels": 2, "kernel": 3}))
    with pytest.raises(NotMeasurable, match="output 0, output 1"):
        run(entry_of(spec, random_weights(spec)), Config())
    spec = small_spec((3, 20, 20), ("conv", {"channels": 2, "kernel": 3}), outputs=10)
    spec = spec.model_copy(update={"outputs": tuple("0123456789")})
    with pytest.raises(NotMeasurable, match="room to move"):
        run(entry_of(spec, random_weights(spec)), Config())


@pytest.mark.parametrize(
    "changes",
    [
        {"radius": 0},
        {"radius": 33},
        {"pairs": 0},
        {"pairs": 513},
        {"pairs": 1.5},
        {"seed": -1},
        {"seed": 2**32},
        {"protocol": "torus"},
    ],
)
def test_bad_configs(changes):
    with pytest.raises(ValidationError):
        Config(**changes)
