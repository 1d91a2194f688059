"""The quantile of Student's t that a two-sided interval of 95 percent needs."""

NORMAL = 1.959963984540054
"""The 97.5 percent quantile of the normal distribution."""
_SMALL = (12.70620, 4.30265, 3.18245, 2.77645, 2.57058, 2.44691, 2.36462, 2.30600, 2.26216, 2.22814)
"""For one to ten degrees of freedom, as every table prints them; between two of them 1/t goes straight."""


def student(freedom: float) -> float:
    """The 97.5 percent quantile for `freedom` >= 1; beyond ten Cornish and Fisher's expansion, right to four digits."""
    if freedom < len(_SMALL):
        below = max(int(freedom), 1)
        part = max(freedom, 1.0) - below
        low, high = _SMALL[below - 1], _SMALL[below]
        return 1 / ((1 - part) / low + part / high)
    z = NORMAL
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / freedom**power for power, term in enumerate(terms, 1))
