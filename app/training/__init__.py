"""How the networks in `models/` are made: `python -m app.training NAME...`."""
