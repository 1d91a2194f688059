"""What a fast JSON reader lets through and strict JSON does not, found by looking at bytes by the million.

msgspec takes the last of two equal keys, takes NUL, and rounds numbers. Each question here may say "perhaps" where
nothing is wrong; then the strict reader has the word. None may say "no" where something is.
"""

import re

import numpy as np
from numpy.typing import NDArray

from services.metrics.errors import TooManyReadings

_DOUBTFUL_ESCAPE = re.compile(rb"\\u(?:0000|003|[dD][89a-fA-F])")
_POINT, _NINE, _COLON = np.uint8(46), np.uint8(57), 58
_LOWER, _E = 0x20, 0x65
_LONG = (1, 2, 4, 8)  # runs of sixteen, by doubling
_ALL_EIGHT = np.uint64(0x0101010101010101)
_WINDOW = 1 << 20
_VALUES_OF_A_READING = 8
_SOME_VALUES = 1_000_000


def may_be_inexact(piece: bytes) -> bool:
    """Whether a number may have more than fifteen digits, or an exponent. Codes of sixteen digits look so, too."""
    held = np.frombuffer(piece, np.uint8)
    digits = (held - _POINT) <= _NINE - _POINT  # what is below wraps around
    if bool((digits[:-1] & ((held[1:] | _LOWER) == _E)).any()):
        return True
    words = digits[: len(digits) // 8 * 8].view(np.uint64)  # sixteen in a run fill one of these
    return bool((words == _ALL_EIGHT).any()) and _has_run(digits)


def _has_run(digits: NDArray[np.bool_]) -> bool:
    run = digits
    for step in _LONG:
        run = run[step:] & run[:-step]
    return bool(run.any())


def has_doubtful_escape(piece: bytes) -> bool:
    """Whether an escape may make NUL, half a surrogate pair, or a colon."""
    return b"\\" in piece and _DOUBTFUL_ESCAPE.search(piece) is not None


def colons(piece: bytes) -> int:
    """At least as many as there are keys, however a key is written."""
    return int(np.count_nonzero(np.frombuffer(piece, np.uint8) == _COLON))


def refuse_too_many_values(body: bytes, most_readings: int) -> None:
    """Before anything is built of it: a value costs up to fifty times its bytes in memory."""
    most = _VALUES_OF_A_READING * most_readings + _SOME_VALUES
    if len(body) <= most:
        return
    held = np.frombuffer(body, np.uint8)
    windows = (held[start : start + _WINDOW] for start in range(0, len(held), _WINDOW))
    if sum(_openings(window) for window in windows) > most:
        raise TooManyReadings(f"at most {most_readings} readings are taken at once; divide the body")


def _openings(window: NDArray[np.uint8]) -> int:
    """Commas, and brackets and braces, of either kind."""
    return int(np.count_nonzero((window == 0x2C) | ((window | _LOWER) == 0x7B)))
