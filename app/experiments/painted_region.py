"""Painted region: which head reads digits outside of the region in which it saw them.

Networks are trained as those of the page's visitors are, by the same code and with its defaults.
"""

from collections.abc import Iterator, Mapping

import numpy as np
from jaxtyping import Float64

from app.experiments.experiment_record import Experiment, Once, Record, Row, afresh, row
from app.experiments.painted_trainings import Config, Head, Trainings
from app.experiments.place_measures import CORNER, EVERYWHERE, REGIONS, Measured
from app.experiments.trained import Trained
from app.live_training.run import FINAL_SAMPLES, MAP_SAMPLES, MAP_STEP

NAME = "painted-region"
QUESTION = (
    "A network is trained with digits in a painted region of the canvas. With which head does it "
    "read them elsewhere, is it wrong or silent there, and is it the head or the convolutions?"
)

WORDS: Mapping[Head, str] = {"fc": "FC head", "gmp": "global maximum", "gap": "global average"}
CHANCE = 0.1
LEARNED = 0.3
"""Accuracy from which what happens elsewhere means something: three times that of guessing."""
FALLS, KEEPS = 0.5, 0.9
"""Shares of the accuracy inside: at most the one, or at least the other, is left outside."""
SILENT = 0.1
"""Response, as a share of that inside, below which a network is silent: a tenth."""
LARGE, SMALL = 0.5, 0.1
"""Effects on accuracy: of the head, above which it decides; of convolutions, below which few."""


def run(_networks: Trained, config: Config, once: Once = afresh) -> Record:
    """Trains and measures a network for every head, region and seed; the library is not used."""
    trainings = Trainings(config, once)
    rows: list[Row] = []
    found: dict[tuple[Head, str], list[Measured]] = {}
    second: dict[str, list[Measured]] = {}
    for head in config.heads:
        for region in REGIONS:
            found[head, region], anew = trainings.of(head, region)
            if anew:
                second[region] = anew
            rows += _region(head, region, found[head, region])
    if "fc" in config.heads:
        rows += _parts(found, second)
    low, high = min(trainings.seconds), max(trainings.seconds)
    return Record(
        experiment=NAME,
        question=QUESTION,
        config=config.model_dump(mode="json"),
        seeds=config.seeds,
        networks={},
        grid=(
            f"places {MAP_STEP} px apart on the whole canvas, {FINAL_SAMPLES} held-out pictures of "
            f"each digit at each; responses from {MAP_SAMPLES}"
        ),
        rows=tuple(rows),
        source="Da Rolt's conjecture; Biscione & Bowers 2021 report the same of plain networks",
        remarks=(
            f"Each training had {config.steps} steps of {config.batch} pictures, by the code and "
            "with the defaults of the page's trainings. They took "
            f"{low:.0f} to {high:.0f} s of processor time on one thread.",
            "Budgets are equal: in the same steps, a network from everywhere saw each of its "
            "places less often than one from a corner.",
            "Inside are the places where a digit lies wholly in the region. Outside are all "
            "others, those among them where a part of the digit lies in the region.",
            "± is over trainings, which differ in initial weights, training pictures and the order "
            "of held-out digits. All read the same 1,000 held-out digits.",
            "A response is the mean distance of the logits from those of the empty canvas.",
            "A head trained anew has the architecture of the network's own. It had as many steps "
            "as a whole network, after those of its convolutions, which stayed as they were.",
            "The effect of the head is the accuracy outside of the corner with a head from "
            "everywhere less that with one from the corner, as the mean over convolutions from "
            "both. That of the convolutions is the same the other way round.",
            "The bounds were set when the results of the corner were known with one other seed, "
            "which is not in the table.",
        ),
    )


def _region(head: Head, region: str, found: list[Measured]) -> Iterator[Row]:
    """What networks read inside and outside of their region."""
    words = f"{WORDS[head]}, {region}"
    yield _learned(words, found, region)
    if region == EVERYWHERE:
        return
    shares = [one.outside(region) / one.inside(region) for one in found]
    if head == "fc":
        bar, holds = f"with each seed at most {FALLS:g} of inside", max(shares) <= FALLS
    else:
        bar, holds = f"with each seed at least {KEEPS:g} of inside", min(shares) >= KEEPS
    yield row(
        f"{words}: outside",
        [one.outside(region) for one in found],
        "seeds",
        "our finding",
        chance=CHANCE,
        bar=bar,
        holds=holds,
    )
    if head == "fc":
        heard = [one.heard(region) for one in found]
        yield row(
            f"{words}: response outside over inside",
            heard,
            "seeds",
            "our finding",
            bar=f"with each seed above {SILENT:g}: wrong, not silent",
            holds=min(heard) > SILENT,
        )


def _learned(words: str, found: list[Measured], region: str) -> Row:
    """Accuracy inside of the region, which shows that a network learned."""
    values = [one.inside(region) for one in found]
    return row(
        f"{words}: inside",
        values,
        "seeds",
        "control",
        chance=CHANCE,
        bar=f"with each seed above {LEARNED:g}: it learned",
        holds=min(values) > LEARNED,
    )


def _parts(
    found: Mapping[tuple[Head, str], list[Measured]], second: Mapping[str, list[Measured]]
) -> Iterator[Row]:
    """Both convolutions with both heads, outside of the corner; the effects of either."""

    def elsewhere(networks: list[Measured]) -> Float64[np.ndarray, "seed"]:
        return np.array([one.outside(CORNER) for one in networks])

    seeing = {EVERYWHERE: elsewhere(found["fc", EVERYWHERE]), CORNER: elsewhere(second[CORNER])}
    blind = {EVERYWHERE: elsewhere(second[EVERYWHERE]), CORNER: elsewhere(found["fc", CORNER])}
    yield row(
        "convolutions from the corner, FC head trained anew everywhere: outside of the corner",
        seeing[CORNER].tolist(),
        "seeds",
        "our finding",
        chance=CHANCE,
        bar=f"with each seed at least {KEEPS:g} of a network from everywhere",
        holds=bool((seeing[CORNER] >= KEEPS * seeing[EVERYWHERE]).all()),
    )
    yield row(
        "convolutions from everywhere, FC head trained anew in the corner: outside of the corner",
        blind[EVERYWHERE].tolist(),
        "seeds",
        "our finding",
        chance=CHANCE,
        bar=f"with each seed at most {FALLS:g} of a network from everywhere",
        holds=bool((blind[EVERYWHERE] <= FALLS * seeing[EVERYWHERE]).all()),
    )
    of_head = sum(seeing[one] - blind[one] for one in seeing) / 2
    yield row(
        "effect of the FC head on accuracy outside of the corner",
        of_head.tolist(),
        "seeds",
        "our finding",
        bar=f"with each seed above {LARGE:g}: the head decides",
        holds=bool(of_head.min() > LARGE),
    )
    of_convolutions = sum(part[EVERYWHERE] - part[CORNER] for part in (seeing, blind)) / 2
    yield row(
        "effect of the convolutions on accuracy outside of the corner",
        of_convolutions.tolist(),
        "seeds",
        "our finding",
        bar=f"with each seed below {SMALL:g}: convolutions from everywhere hardly help",
        holds=bool(of_convolutions.max() < SMALL),
    )


EXPERIMENT = Experiment(
    NAME,
    "Trained in one region, an FC head reads little elsewhere, a global head as much as inside",
    QUESTION,
    Config(),
    run,
)
