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
    absent, taking = np.isnan(values), terms.taking
    missing: Truths = np.logical_or.reduce(absent, axis=0)
    some = bool(missing.any())
    given = np.where(absent, 0.0, values) if some else values
    if not terms.plain:
        given = given * terms.coefficients[:, np.newaxis]
    known = np.add.reduce(given, axis=0)
    whole: Truths = np.logical_and.reduce(is_whole(given), axis=0) & terms.whole
    vague = np.zeros(len(known), np.bool_)
    if taking is not None:
        vague = ~whole & (np.abs(known) < CANCELLED * np.abs(given).sum(axis=0))
    known = np.maximum(known, 0.0)
    if not some:
        return Amounts(known, known, whole, vague, missing)
    low, lacking = known, missing
    if taking is not None:
        low = np.where(absent[taking].any(axis=0), 0.0, known)
        lacking = np.logical_or.reduce(absent[~taking], axis=0)
    return Amounts(low, np.where(lacking, np.inf, known), whole, vague, missing)
