"""A second reading of the 31 indicators, slow and plain, to hold the engine against.

Written from the official text and the rules of missing data, not from the engine: a county is a dict, a number a
Fraction, and what is missing is tried out. Nothing of `services` is imported but in `engine.py`, which asks the engine.
"""
