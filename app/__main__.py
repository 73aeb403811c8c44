"""Serves the app: `python -m app`. The environment sets how; see docs/operators.md."""

import os
import sys

# Before anything is imported that an older Python could not read.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit("Shiftscope needs Python 3.11 to 3.14; this is %d.%d" % sys.version_info[:2])  # noqa: UP031

# Workers import this file too, under another name.
if __name__ == "__main__":
    # Several workers are given a folder of ours; another's may not even be there.
    os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)
    try:
        from app.serve.run import main
    except ModuleNotFoundError as error:
        sys.exit(f"the package {error.name} is not installed: `make run` installs what is needed")
    sys.exit(main())
