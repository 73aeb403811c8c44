"""A training that a visitor starts and watches: a small network, from a painted region."""
