"""Exact numbers on their way into rows, JSON and sentences. No verdict is taken from anything made here."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from services.audit.domain.shown import decimal_shown, root_shown

MOST_PLACES = 6
_TRIED = (4, 6, 9, 12, 18, 24)


def exact_text(value: Fraction) -> str:
    """ "n/d" in lowest terms, also for whole numbers."""
    return f"{value.numerator}/{value.denominator}"


def exact_from(text: str) -> Fraction:
    """The number an `exact_text` stands for."""
    return Fraction(text)


def fraction_of(number: float) -> Fraction:
    """A JSON number as it was written, digit by digit."""
    return Fraction(Decimal(repr(number)))


def plain(value: Fraction) -> int | float:
    """A JSON number: exact for every decimal of at most fifteen digits, rounded for anything else."""
    return value.numerator if value.denominator == 1 else float(value)


def terminating(value: Fraction) -> str | None:
    """The decimal itself where it ends within six places, else None."""
    scaled = value * 10**MOST_PLACES
    if scaled.denominator != 1:
        return None
    text = decimal_shown(value, MOST_PLACES)
    return text.rstrip("0").rstrip(".")


def readable(value: Fraction, beside: Fraction) -> str:
    """A number for a sentence that compares it with `beside`: never rounded onto, or past, the other one."""
    exact = terminating(value)
    if exact is not None:
        return exact
    return _until(lambda places: decimal_shown(value, places), lambda shown: _same_side(shown, value, beside))


def readable_root(square: Fraction, beside: Fraction) -> str:
    """The same for the root of a square, compared with `beside` which is not squared."""
    if square == beside**2:
        return terminating(beside) or decimal_shown(beside, MOST_PLACES)
    return _until(
        lambda places: root_shown(square, places),
        lambda shown: (shown > beside) == (square > beside**2) and shown != beside,
    )


def _until(show: Callable[[int], str], good: Callable[[Fraction], bool]) -> str:
    shown = ""
    for places in _TRIED:
        shown = show(places)
        if good(Fraction(shown)):
            return shown
    return shown


def _same_side(shown: Fraction, value: Fraction, beside: Fraction) -> bool:
    return value == beside or (shown != beside and (shown > beside) == (value > beside))
