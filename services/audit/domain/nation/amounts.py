"""Sums of data items for many organisations: what is known of them, and what the missing ones leave open."""

from typing import NamedTuple

import numpy as np

from services.audit.domain.nation.codes import Floats, Truths
from services.audit.domain.nation.compiled import Sum
from services.audit.domain.nation.doubts import CANCELLED, is_whole


class Amounts(NamedTuple):
    """No amount is below zero. Where something is missing it lies from `low` to `high`, which may be infinite; `whole`:
    made of whole numbers only; `vague`: too many digits were lost in taking off for a float to say anything."""

    low: Floats
    high: Floats
    whole: Truths
    vague: Truths
    missing: Truths


def amounts_of(terms: Sum, values: Floats) -> Amounts:
    """`values` has a row for each term."""
    coefficients, taking = terms.coefficients[:, np.newaxis], terms.coefficients < 0
    absent = np.isnan(values)
    missing: Truths = np.logical_or.reduce(absent, axis=0)
    given = np.where(absent, 0.0, values) if missing.any() else values
    if (terms.coefficients != 1).any():
        given = given * coefficients
    known = given.sum(axis=0)
    whole: Truths = np.logical_and.reduce(is_whole(given), axis=0) & bool(is_whole(terms.coefficients).all())
    vague = np.zeros(len(known), np.bool_)
    if taking.any():
        vague = ~whole & (np.abs(known) < CANCELLED * np.abs(given).sum(axis=0))
    known = np.maximum(known, 0.0)
    if not missing.any():
        return Amounts(known, known, whole, vague, missing)
    low = np.where(absent[taking].any(axis=0), 0.0, known)
    high = np.where(absent[~taking].any(axis=0), np.inf, known)
    return Amounts(low, high, whole, vague, missing)
