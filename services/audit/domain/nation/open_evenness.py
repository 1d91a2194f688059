"""Both ends of a coefficient of which amounts are missing, in floats: the closed forms of `coefficient`, by arrays."""

import numpy as np

from services.audit.domain.coefficient import MOST_ENUMERATED
from services.audit.domain.nation.codes import Floats


def ends(pupils: Floats, low: Floats, high: Floats) -> tuple[float, float]:
    """The least and the largest CV² of any completion, for parts of known pupils; some `low` is above zero."""
    total = float(pupils.sum())
    return total * _least(pupils, low, high) - 1.0, total * _peak(pupils, low, high) - 1.0


def _least(pupils: Floats, low: Floats, high: Floats) -> float:
    held, squares = float(low.sum()), float((low * low / pupils).sum())
    least = squares / held**2
    opened = np.flatnonzero(low != high)
    closing = opened[np.isfinite(high[opened])]
    rates = np.concatenate([low[opened] / pupils[opened], high[closing] / pupils[closing]])
    weights = np.concatenate([pupils[opened], -pupils[closing]])
    order = np.lexsort((weights, rates))
    rates, weights = rates[order], weights[order]
    free = np.cumsum(weights)
    still = held - np.cumsum(rates * weights)
    over = squares - np.cumsum(rates * rates * weights)
    until = np.append(rates[1:], np.inf)
    best = np.where(still > 0, over / still, rates)
    common = np.minimum(np.maximum(rates, np.nan_to_num(best, nan=0.0)), until)
    tried = (over + common * common * free) / (still + common * free) ** 2
    tried = tried[np.isfinite(tried)]
    return min(least, float(tried.min())) if len(tried) else least


def _peak(pupils: Floats, low: Floats, high: Floats) -> float:
    two_ended = (low != high) & np.isfinite(high)
    if np.count_nonzero(two_ended) > MOST_ENUMERATED:
        two_ended = np.zeros(len(low), np.bool_)
        endless = low != high
    else:
        endless = ~np.isfinite(high)
    at_low = ~two_ended
    held, squares = np.array([low[at_low].sum()]), np.array([(low[at_low] ** 2 / pupils[at_low]).sum()])
    for one in np.flatnonzero(two_ended):
        each = np.array([low[one], high[one]])
        held = (held[:, np.newaxis] + each).ravel()
        squares = (squares[:, np.newaxis] + each * each / pupils[one]).ravel()
    peak = float((squares / held**2).max())
    return max(peak, float((1 / pupils[endless]).max())) if endless.any() else peak
