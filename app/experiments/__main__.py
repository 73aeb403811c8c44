"""`python -m app.experiments [NAME...]`: runs the named experiments, or all, and keeps records."""

import argparse
import hashlib
import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from pydantic import ValidationError

from app.engine import batch
from app.engine.batch import Runner
from app.errors import ShiftscopeError
from app.experiments import divided_measure, markdown_report
from app.experiments.experiment_record import Experiment, Measure, Once, Piece, Record
from app.experiments.registry import EXPERIMENTS, MEASURES, RECORDS, keep, record
from app.experiments.trained import Trained
from app.network.invalid_field import first_of
from app.network.library import Library, read

UNFINISHED = Path("build/experiments")
INTERRUPTED = 130
"""The exit status of shells after Ctrl-C."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs what the command line names; returns the exit status, 1 if a row fails."""
    parser = argparse.ArgumentParser(
        prog="python -m app.experiments",
        description="Runs the named experiments, or all, on the networks of models/ and keeps "
        "their records. Ctrl-C interrupts a run; the same command resumes it. A measure takes one "
        "--model and is printed as JSON.",
    )
    parser.add_argument(
        "names",
        nargs="*",
        type=_name,
        metavar="NAME",
        help=f"experiments: {', '.join(EXPERIMENTS)}; measures: {', '.join(MEASURES)}",
    )
    parser.add_argument("--config", default="{}", help="settings to change, as a JSON object")
    parser.add_argument("--model", help="the network to measure")
    parser.add_argument("--models", type=Path, default=Path("models"), help="folder of networks")
    parser.add_argument(
        "--seeds",
        type=Path,
        default=Path("build/seeds"),
        help="folder of other seeds' networks",
    )
    parser.add_argument("--records", type=Path, help="folder to write to")
    parser.add_argument("--pages", action="store_true", help="only write docs/experiments/")
    parser.add_argument(
        "--threads",
        type=int,
        default=batch.threads(),
        help="to use; on a cluster, by each piece of work",
    )
    asked = parser.parse_args(arguments)
    if asked.pages:
        kept = {one: record(one.name) for one in EXPERIMENTS.values()}
        markdown_report.write(kept, MEASURES.values())
        return 0
    torch.set_num_threads(asked.threads)
    library = read(asked.models)
    fails = False
    try:
        with batch.runner(asked.threads) as run:
            for name in asked.names or EXPERIMENTS:
                if name in MEASURES:
                    if asked.model is None:
                        parser.error(f"{name} measures one network: name it with --model")
                    print(measured(MEASURES[name], library, asked.model, asked.config, run))
                    continue
                trained = Trained(library, asked.seeds)
                found = _experiment(EXPERIMENTS[name], trained, asked.config, run)
                print(table(found))
                # The app shows records of the default settings only.
                settled = found.config == _settled(name)
                folder = asked.records or (RECORDS if settled else UNFINISHED)
                print(f"  {keep(found, folder)}\n")
                fails = fails or found.fails
    except KeyboardInterrupt:
        print("\ninterrupted; the same command resumes the run")
        return INTERRUPTED
    except ValidationError as error:
        field = first_of(error)
        parser.error(f"--config: {field.where}: {field.sentence}")
    except (ValueError, ShiftscopeError) as error:
        parser.error(str(error))
    return 1 if fails else 0


def _name(text: str) -> str:
    """A known name; with argparse's `choices`, an empty list of names would be an error."""
    known = [*EXPERIMENTS, *MEASURES]
    if text not in known:
        raise argparse.ArgumentTypeError(f"expected one of {', '.join(known)}; got {text!r}")
    return text


def measured(measure: Measure, library: Library, model: str, config: str, run: Runner) -> str:
    """The result of a measure, as JSON; raises ValueError or ShiftscopeError for invalid input."""
    entry, settings = library.find(model, "--model"), measure.config.model_validate_json(config)
    if measure.steps is None:
        found = measure.run(entry, settings)
    else:
        found = divided_measure.run(measure, entry, settings, run)
    return found.model_dump_json(indent=1)


def _experiment(experiment: Experiment, trained: Trained, changes: str, run: Runner) -> Record:
    """Runs one experiment; raises ValueError for invalid settings."""
    changed = json.loads(changes)
    if not isinstance(changed, dict):
        raise ValueError(f"--config: expected a JSON object; got {changes[:80]}")
    settings = experiment.config.model_dump() | changed
    config = type(experiment.config).model_validate(settings)
    folder = parts(experiment, config.model_dump_json())
    found = experiment.run(trained, config, remembering(experiment.name, folder, run))
    # The record is complete, so the next run starts from scratch.
    shutil.rmtree(folder, ignore_errors=True)
    return found


def _settled(name: str) -> dict[str, Any]:
    """The default settings of an experiment."""
    return EXPERIMENTS[name].config.model_dump(mode="json")


def parts(experiment: Experiment, config: str) -> Path:
    """The folder for the finished parts of an unfinished run with these settings."""
    digest = hashlib.sha256(config.encode()).hexdigest()[:12]
    return UNFINISHED / f"{experiment.name}-{digest}"


def remembering(name: str, folder: Path, run: Runner = batch.here) -> Once:
    """A cache that keeps each finished part in its own file, so that a run can be resumed."""

    def once(pieces: Mapping[str, Piece]) -> list[list[float]]:
        paths = {key: folder / f"{key.replace('/', '-')}.json" for key in pieces}
        missing = {key: piece for key, piece in pieces.items() if not paths[key].is_file()}
        for key, values in run(missing):
            folder.mkdir(parents=True, exist_ok=True)
            paths[key].write_text(json.dumps(values))
            print(f"{name}: {key}: {values}", flush=True)
        return [json.loads(path.read_text()) for path in paths.values()]

    return once


def table(found: Record) -> str:
    """The record as a table of text."""
    lines = [f"{found.experiment}: {found.question}"]
    for line in found.rows:
        spread = "" if line.spread is None else f" ± {line.spread:.3g}"
        ends = f" [{line.interval.low:.4g}, {line.interval.high:.4g}]" if line.interval else ""
        reference = "" if line.reference is None else f", reference {line.reference:g}"
        lines.append(
            f"  {line.name}: {line.mean:.4g}{ends}{spread} ({len(line.values)} {line.over})"
            f"{reference}; {line.bar}: {line.verdict.upper()}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
