"""The REST API, fuzzed from its OpenAPI document with all checks; no request may crash the server.

`make fuzz` tries more of each.
"""

import re
from collections import Counter
from contextlib import suppress

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from schemathesis.specs.openapi.checks import (
    negative_data_rejection,
    positive_data_acceptance,
)

from app.main import create_app
from app.runtime.settings import ROOT, Settings
from tests.api.conftest import assert_shape

EXAMPLES = 12
"""Examples per operation; `make fuzz` uses forty times as many."""
TIMEOUT = 100.0
"""Seconds for a response. On a busy machine a long measure takes more than the usual 10."""


def served():
    """The app with one network and without rate limits."""
    app = create_app(
        Settings(
            models=MODELS,
            sweeps_per_minute=0,
            uploads_per_minute=0,
            own_per_minute=0,
            sweep_limit=64,
        )
    )
    return schemathesis.openapi.from_asgi("/openapi.json", app)


MODELS = ROOT / "build" / "fuzz-models"
MODELS.mkdir(parents=True, exist_ok=True)
for name in ("ludic.json", "ludic.safetensors"):
    # Another process may be doing the same.
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
    "body_too_large", "not_onnx", "malformed_onnx", "refused_file", "network_too_large",
}  # fmt: skip
"""Error codes that depend on networks, files, objects and settings, which OpenAPI cannot tell."""

STATE_DEPENDENT = re.compile(
    # JSON Schema accepts 1.0 as an integer; the API does not.
    r"expected a whole number; got -?[\d.e+]+$"
    # The network's volume or the request's scene decides.
    r"|expected ([\w, ]+ in shape|a (channel|unit|row|col) from|the index of|each object once)"
    # The bytes of the picture decide.
    r"|expected (base64|a PNG|a whole|at most [\d× ]+px)"
    # Exactly one of two fields must be present; null counts as absent.
    r"|expected a scene or a picture"
    # Texts for people, and names that differ.
    r"|expected (characters that can be shown|names that differ|a low below the high)"
)


def excluded(response):
    """The checks that valid requests are accepted and others refused, where they cannot hold."""
    if response.status_code not in (413, 422):
        return []
    error = response.json()["error"]
    if error["code"] == "body_too_large":
        # Refused before it was read; schemathesis does not count 413 as a refusal.
        return [positive_data_acceptance, negative_data_rejection]
    beyond = error["code"] in BEYOND or STATE_DEPENDENT.match(error["message"])
    return [positive_data_acceptance] if beyond else []


def check(case):
    """Runs all of schemathesis's checks, and checks the error shape."""
    response = case.call(timeout=TIMEOUT)
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

    def get_call_kwargs(self, case):
        return {"timeout": TIMEOUT}

    def validate_response(self, response, case, **_):
        case.validate_response(response, excluded_checks=excluded(response))
        if response.status_code >= 400:
            assert_shape(response.json())
        reached[response.status_code] += 1


reached = Counter()
"""Number of responses by status."""


def test_chains_of_requests():
    """Names from one response are used in the next request: networks, objects, experiments."""
    run_state_machine_as_test(Chains, settings=CHAINED)
    assert reached[200] > reached[404]
