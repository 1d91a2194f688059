"""Raw amounts of a fictitious school in the last school year: drawn around the lines of the seven indicators.

The lines stand here only to size the figures; the verdict's lines are the standard's own data.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from deploy.demo.synthetic_planted import FACTORS, FIXED_AMOUNTS, GATHERED_BACKBONE, GATHERS_BACKBONE_EVERY
from deploy.demo.synthetic_schools import JUNIOR, PRIMARY, School

# Per pupil; R1, R2, R3 and R7 are asked per hundred pupils, R6 in yuan.
_LINES: dict[str, dict[str, Decimal]] = {
    PRIMARY: {
        "R1": Decimal("0.042"),
        "R2": Decimal("0.01"),
        "R3": Decimal("0.009"),
        "R4": Decimal("4.5"),
        "R5": Decimal("7.5"),
        "R6": Decimal(2000),
        "R7": Decimal("0.023"),
    },
    JUNIOR: {
        "R1": Decimal("0.053"),
        "R2": Decimal("0.01"),
        "R3": Decimal("0.009"),
        "R4": Decimal("5.8"),
        "R5": Decimal("10.2"),
        "R6": Decimal(2500),
        "R7": Decimal("0.024"),
    },
}
# A junior secondary pupil of a school with both stages takes 1.1 shares of what the stages use together.
_JUNIOR_SHARE = Decimal("1.1")
# Multiples of the line in hundredths, drawn evenly; narrow enough for the other coefficients to stay in their limits.
_DRAWN = {
    "R1": (105, 160),
    "R2": (102, 125),
    "R3": (105, 160),
    "R4": (103, 150),
    "R5": (103, 160),
    "R6": (103, 135),
    "R7": (105, 150),
}
_TENTH = Decimal("0.1")
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class _Draw:
    """One school with its own random numbers and the factors planted for it."""

    school: School
    rng: random.Random
    planted: dict[str, Decimal]

    def factor(self, indicator: str) -> Decimal:
        drawn = Decimal(self.rng.randint(*_DRAWN[indicator])) / 100
        return self.planted.get(indicator, drawn)

    def whole(self, need: Decimal, indicator: str) -> int:
        """A whole number at about factor times the need, and never under the need unless that is planted."""
        factor = self.factor(indicator)
        count = int((need * factor).quantize(Decimal(1), ROUND_HALF_UP))
        return count if factor < 1 else max(count, int(need.to_integral_value(ROUND_CEILING)))


def amounts(seed: int, school: School) -> dict[str, Decimal]:
    """Every item the school owes, pupils included, in the last school year."""
    rng = random.Random(f"{seed}/{school.code}/amounts")  # noqa: S311 - repeatable figures are the purpose
    draw = _Draw(school, rng, FACTORS.get(school.code, {}))
    items = {f"pupils.{stage}": Decimal(school.pupils[stage]) for stage in school.stages}
    for stage in school.stages:
        items |= _teachers(draw, stage)
    items |= _shared(draw)
    return items | FIXED_AMOUNTS.get(school.code, {})


def _teachers(draw: _Draw, stage: str) -> dict[str, Decimal]:
    pupils, lines = draw.school.pupils[stage], _LINES[stage]
    backbone = draw.whole(pupils * lines["R2"], "R2")
    if stage == JUNIOR and int(draw.school.code[-3:]) % GATHERS_BACKBONE_EVERY == 0:
        backbone = int(pupils * lines["R2"] * GATHERED_BACKBONE)
    qualified = draw.whole(pupils * lines["R1"], "R1")
    arts = draw.whole(pupils * lines["R3"], "R3")
    college = qualified * 3 // 10 if stage == PRIMARY else 0
    master, doctorate = qualified * 6 // 100, qualified // 60
    mixed = arts // 8
    pe = (arts - mixed + 1) // 2
    music = (arts - mixed - pe + 1) // 2
    counts = {
        "bachelor": qualified - college - master - doctorate,
        "master": master,
        "doctorate": doctorate,
        "backbone": backbone,
        "pe": pe,
        "music": music,
        "fine_art": arts - mixed - pe - music,
        "arts": mixed,
    }
    if stage == PRIMARY:
        counts["junior_college"] = college
    return {f"teachers_{name}.{stage}": Decimal(count) for name, count in counts.items()}


def _shared(draw: _Draw) -> dict[str, Decimal]:
    need = _shared_need(draw.school)
    rooms = need("R4") * draw.factor("R4")
    sports = need("R5") * draw.factor("R5")
    share_indoors = Decimal(draw.rng.randint(4, 20)) / 100 if sum(draw.school.pupils.values()) >= 300 else Decimal(0)
    indoor = (sports * share_indoors).quantize(_TENTH)
    return {
        "teaching_area": (rooms + indoor).quantize(_TENTH),
        "indoor_sports_area": indoor,
        "outdoor_sports_area": (sports - indoor).quantize(_TENTH),
        "equipment_value": (need("R6") * draw.factor("R6") / 10_000).quantize(_HUNDREDTH),
        "multimedia_rooms": Decimal(draw.whole(need("R7"), "R7")),
    }


def _shared_need(school: School) -> Callable[[str], Decimal]:
    """What the school must have at least of a shared amount, for its more demanding stage to reach the line."""
    if len(school.stages) == 1:
        (stage,) = school.stages
        return lambda indicator: school.pupils[stage] * _LINES[stage][indicator]
    weighted = school.pupils[PRIMARY] + _JUNIOR_SHARE * school.pupils[JUNIOR]
    return lambda indicator: weighted * max(_LINES[PRIMARY][indicator], _LINES[JUNIOR][indicator] / _JUNIOR_SHARE)
