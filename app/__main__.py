"""Serves the app: `python -m app`. Environment variables configure it; see docs/operators.md.

`python -m app add FILE --name ID` adds a network; see docs/own-networks.md.
"""

import os
import sys

# This check comes before any import that would be a syntax error in an older Python.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit("Shiftscope needs Python 3.11 to 3.14; this is %d.%d" % sys.version_info[:2])  # noqa: UP031

# Worker processes import this file too, under another name.
if __name__ == "__main__":
    # The supervisor sets its own folder for several workers; an inherited one may not exist.
    os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)
    try:
        if sys.argv[1:2] == ["add"]:
            from app.own.add import main as add

            sys.exit(add(sys.argv[2:]))
        from app.serve.run import main
    except ModuleNotFoundError as error:
        sys.exit(f"the package {error.name} is not installed: `make run` installs what is needed")
    if sys.argv[1:]:
        sys.exit(f"expected nothing, which serves the app, or add FILE; got {sys.argv[1]!r}")
    sys.exit(main())
