"""Readings as the change feed of metrics holds and gives them in bulk: sixteen bytes each, their codes in words once.

A row is four unsigned 16-bit numbers and a double, little-endian: the places of organisation, indicator and period
among the `organisations`, `indicators` and `periods` that are named beside, the version, the value. A value that is no
number is unknown, and infinity was withdrawn.
"""

import numpy as np

ROW = np.dtype([("organisation", "<u2"), ("indicator", "<u2"), ("period", "<u2"), ("version", "<u2"), ("value", "<f8")])
NAMES = ("organisation", "indicator", "period")
MOST = 10_000
"""Readings in one change."""
