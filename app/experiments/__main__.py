"""`python -m app.experiments [NAME...]`: runs experiments, all without a name, keeps records."""

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from pydantic import ValidationError

from app.experiments import page
from app.experiments.record import Experiment, Once, Record
from app.experiments.registry import EXPERIMENTS, RECORDS, keep, record
from app.network.library import read

UNFINISHED = Path("build/experiments")
INTERRUPTED = 130
"""The exit status that shells know for Ctrl-C."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the experiments named on the command line; 1 where one of them does not hold."""
    parser = argparse.ArgumentParser(
        prog="python -m app.experiments",
        description="Runs experiments on the networks of models/ and keeps their records. "
        "Interrupt it with Ctrl-C; the same command goes on where it was.",
    )
    parser.add_argument(
        "names",
        nargs="*",
        choices=[*EXPERIMENTS],
        metavar="NAME",
        help=", ".join(EXPERIMENTS),
    )
    parser.add_argument("--config", default="{}", help="settings that differ, as a JSON object")
    parser.add_argument("--models", type=Path, default=Path("models"), help="folder of networks")
    parser.add_argument("--records", type=Path, default=RECORDS, help="folder to write to")
    parser.add_argument("--pages", action="store_true", help="write docs/experiments/, run nothing")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads(), help="to use")
    asked = parser.parse_args(arguments)
    if asked.pages:
        page.write({one: record(one.name, asked.records) for one in EXPERIMENTS.values()})
        return 0
    torch.set_num_threads(asked.threads)
    library = read(asked.models)
    holds = True
    for name in asked.names or EXPERIMENTS:
        experiment = EXPERIMENTS[name]
        try:
            changed = experiment.config.model_dump() | json.loads(asked.config)
            config = type(experiment.config).model_validate(changed)
        except (ValueError, ValidationError) as error:
            parser.error(f"--config: {error}")
        try:
            found = experiment.run(
                library, config, remembering(experiment, config.model_dump_json())
            )
        except KeyboardInterrupt:
            print(f"\n{name}: interrupted; the same command goes on where it was")
            return INTERRUPTED
        print(table(experiment, found))
        print(f"  {keep(found, asked.records)}\n")
        holds = holds and found.holds
    return 0 if holds else 1


def remembering(experiment: Experiment, config: str) -> Once:
    """Keeps each finished part in a file of its own, so that a run can be interrupted."""
    digest = hashlib.sha256(config.encode()).hexdigest()[:12]
    folder = UNFINISHED / f"{experiment.name}-{digest}"

    def once(key: str, work: Callable[[], list[float]]) -> list[float]:
        path = folder / f"{key.replace('/', '-')}.json"
        if not path.is_file():
            values = work()
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(values))
            print(f"{experiment.name}: {key}: {values}", flush=True)
        kept: list[float] = json.loads(path.read_text())
        return kept

    return once


def table(experiment: Experiment, found: Record) -> str:
    """The record as lines of text."""
    lines = [f"{experiment.name}: {experiment.question}"]
    for line in found.rows:
        spread = "" if line.spread is None else f" ± {line.spread:.3g}"
        reference = "" if line.reference is None else f", reference {line.reference:g}"
        verdict = "holds" if line.holds else "DOES NOT HOLD"
        lines.append(
            f"  {line.name}: {line.mean:.4g}{spread} ({len(line.values)} {line.over}){reference}; "
            f"{line.bar}: {verdict}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
