"""One training: `python -m app.live_training`, with a job in JSON on standard input."""

from app.live_training.process import main

main()
