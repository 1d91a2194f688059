"""The exact scoring of a county: plain Python on fractions, no clock, no database, no rounding."""
