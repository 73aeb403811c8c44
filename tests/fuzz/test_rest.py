"""The REST API, fuzzed from its own description: every check, and not one failure of the server's.

`make fuzz` tries more of each.
"""

import re
from collections import Counter
from contextlib import suppress

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from schemathesis.specs.openapi.checks import positive_data_acceptance

from app.main import create_app
from app.runtime.settings import ROOT, Settings
from tests.api.conftest import assert_shape

EXAMPLES = 12
"""Of each operation, in the tests; `make fuzz` takes forty times as many."""


def served():
    """The app with one network, and without limits by the minute."""
    app = create_app(
        Settings(models=MODELS, sweeps_per_minute=0, uploads_per_minute=0, sweep_limit=64)
    )
    return schemathesis.openapi.from_asgi("/openapi.json", app)


MODELS = ROOT / "build" / "fuzz-models"
MODELS.mkdir(parents=True, exist_ok=True)
for name in ("ludic.json", "ludic.safetensors"):
    # Another process may be about the same.
    with suppress(FileExistsError):
        (MODELS / name).symlink_to(ROOT / "models" / name)

schema = served()

CHAINED = settings(
    max_examples=3 * EXAMPLES,
    stateful_step_count=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)


BEYOND = {
    "unknown_object", "unknown_layer", "unknown_output", "not_measurable", "sweep_too_large",
    "body_too_large",
}  # fmt: skip
"""Codes that tell of networks, objects and settings, which the description cannot know."""

MISFIT = re.compile(
    # JSON Schema takes 1.0 for a whole number, and we do not.
    r"Input should be a valid integer; got -?[\d.e+]+$"
    # What lies in a network's volume, or in the scene that came along.
    r"|expected ([\w, ]+ in shape|a (channel|unit|row|col) from|the index of|each object once)"
    # What is in a picture's bytes.
    r"|expected (base64|a PNG|a whole|at most [\d× ]+px)"
    # Which of two fields is there; null stands for one that is not.
    r"|expected a scene or a picture"
)


def excluded(response):
    """The check that what fits the description is accepted, where it cannot hold; else none."""
    if response.status_code not in (413, 422):
        return []
    error = response.json()["error"]
    beyond = error["code"] in BEYOND or MISFIT.match(error["message"])
    return [positive_data_acceptance] if beyond else []


def check(case):
    """All of schemathesis's checks, and the one error shape."""
    response = case.call()
    case.validate_response(response, excluded_checks=excluded(response))
    if response.status_code >= 400:
        assert_shape(response.json())


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
def test_every_operation(case):
    check(case)


@pytest.mark.slow
@schema.parametrize()
@settings(max_examples=40 * EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.timeout(1800)
def test_every_operation_for_longer(case):
    check(case)


class Chains(schema.as_state_machine()):
    """Sequences of requests, each checked like a single one."""

    def validate_response(self, response, case, **_):
        case.validate_response(response, excluded_checks=excluded(response))
        if response.status_code >= 400:
            assert_shape(response.json())
        reached[response.status_code] += 1


reached = Counter()
"""Answers by status."""


def test_chains_of_requests():
    """What one answer names is asked for next: networks, objects, experiments by real names."""
    run_state_machine_as_test(Chains, settings=CHAINED)
    assert reached[200] > reached[404]
