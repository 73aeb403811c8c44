"""Hostile files against a running server: those of `make fuzz`, each extreme one once."""

import json
import random

import pytest

from benchmarks.hostile import ODD, Attack, explains, plan
from benchmarks.hostile_files import EXTREME, changed
from tests.serve.conftest import told_by


@pytest.mark.timeout(400)
def test_hostile_files_harm_nobody(lone):
    told = told_by("benchmarks.hostile", "--files", "100", "--models", str(lone), timeout=390)
    assert told.returncode == 0, told.stdout + told.stderr
    assert "wrong answers: 0" in told.stdout


def test_each_extreme_file_and_odd_request_is_sent():
    assert set(plan(100)) == {*EXTREME, *ODD, "mutated"}
    assert len(plan(10_000)) == 10_000
    assert plan(10_000).count("cycle") == 4


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, {"error": {"code": "internal", "message": "the server failed", "where": None}}),
        (422, {"error": {"code": "refused_file", "message": "no"}}),
        (422, {"detail": "no"}),
        (201, {"id": "ludic"}),
        (0, None),
    ],
)
def test_an_answer_that_the_api_does_not_describe_is_noticed(status, body):
    attack = Attack(0, 1, [])
    attack.note("cycle", status, json.dumps(body).encode())
    assert attack.wrong


def test_a_message_has_words_and_an_end():
    error = {"code": "refused_file", "where": None}
    assert explains(error | {"message": "expected a file; got none"})
    assert not explains(error | {"message": "no"})
    assert not explains(error | {"message": "a " * 5000})


def test_files_are_changed_in_ways_that_differ():
    rng = random.Random(0)
    raw = bytes(range(256)) * 20
    found = [changed(raw, rng) for _ in range(100)]
    assert raw not in found
    assert min(map(len, found)) < len(raw) / 2
    assert max(map(len, found)) > 100_000
