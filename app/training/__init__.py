"""Makes the networks in `models/`: `python -m app.training NAME...`."""
