"""A second, plain reckoning of the seven resource indicators in fractions, to hold the planted facts to."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from deploy.demo.synthetic import County, Reading
from deploy.demo.synthetic_schools import JUNIOR, PRIMARY, School

LINES = {
    PRIMARY: dict(
        zip(("R1", "R2", "R3", "R4", "R5", "R6", "R7"), ("4.2", "1", "0.9", "4.5", "7.5", "2000", "2.3"), strict=True)
    ),
    JUNIOR: dict(
        zip(("R1", "R2", "R3", "R4", "R5", "R6", "R7"), ("5.3", "1", "0.9", "5.8", "10.2", "2500", "2.4"), strict=True)
    ),
}
LIMITS = {PRIMARY: Fraction("0.50"), JUNIOR: Fraction("0.45")}
FLOOR = Fraction("0.85")


@dataclass(frozen=True)
class Part:
    """One school's one stage as the standard sees it: pupils and the seven amounts per pupil (per hundred, in yuan)."""

    school: str
    stage: str
    pupils: Fraction
    ratios: dict[str, Fraction | None]

    def line(self, indicator: str) -> Fraction:
        return Fraction(LINES[self.stage][indicator])

    def misses(self) -> dict[str, Fraction]:
        """The indicators surely under their line, as shares of it."""
        shares = {name: ratio / self.line(name) for name, ratio in self.ratios.items() if ratio is not None}
        return {name: share for name, share in shares.items() if share < 1}

    def unknown(self) -> set[str]:
        return {name for name, ratio in self.ratios.items() if ratio is None}

    def verdict(self) -> str:
        """The rule tried on every completion that matters: each unknown once at nothing and once at its line."""
        verdicts = {self._passes(guess) for guess in product((Fraction(0), Fraction(1)), repeat=len(self.unknown()))}
        return "open" if len(verdicts) == 2 else "met" if True in verdicts else "not met"

    def _passes(self, guess: tuple[Fraction, ...]) -> bool:
        under = [*self.misses().values(), *(share for share in guess if share < 1)]
        return len(under) <= 1 and all(share >= FLOOR for share in under)


def parts(county: County, readings: Iterable[Reading]) -> list[Part]:
    """All parts the resource indicators judge: no special school, no teaching point under fifty pupils."""
    values = {(r.organisation, r.indicator): None if r.value is None else Fraction(r.value) for r in readings}
    found = [
        _part(school, stage, values) for school in county.schools if school.kind != "special" for stage in school.stages
    ]
    small = {school.code for school in county.schools if school.kind == "teaching_point"}
    return [part for part in found if part.school not in small or part.pupils >= 50]


def _part(school: School, stage: str, values: dict[tuple[str, str], Fraction | None]) -> Part:
    def total(*items: str) -> Fraction | None:
        amounts = [values[school.code, item] for item in items]
        return None if None in amounts else sum((a for a in amounts if a is not None), Fraction(0))

    def known(item: str) -> Fraction:
        value = values[school.code, item]
        assert value is not None
        return value

    pupils = known(f"pupils.{stage}")
    weight = Fraction(1)
    if len(school.stages) == 2:
        primary, junior = known(f"pupils.{PRIMARY}"), known(f"pupils.{JUNIOR}") * Fraction("1.1")
        weight = (primary if stage == PRIMARY else junior) / (primary + junior)
    degrees = ["bachelor", "master", "doctorate"] + (["junior_college"] if stage == PRIMARY else [])
    indoor = known("indoor_sports_area")
    amounts = {
        "R1": (total(*(f"teachers_{d}.{stage}" for d in degrees)), Fraction(100)),
        "R2": (total(f"teachers_backbone.{stage}"), Fraction(100)),
        "R3": (total(*(f"teachers_{s}.{stage}" for s in ("pe", "music", "fine_art", "arts"))), Fraction(100)),
        "R4": (known("teaching_area") - indoor, weight),
        "R5": (known("outdoor_sports_area") + indoor, weight),
        "R6": (total("equipment_value"), 10_000 * weight),
        "R7": (total("multimedia_rooms"), 100 * weight),
    }
    ratios = {name: None if amount is None else amount * scale / pupils for name, (amount, scale) in amounts.items()}
    return Part(school.code, stage, pupils, ratios)


def squared_cv(chosen: list[Part], indicator: str, *, weighted: bool) -> Fraction | None:
    """The square of the differential coefficient, or None where a value is missing."""
    pairs = [(part.pupils if weighted else Fraction(1), part.ratios[indicator]) for part in chosen]
    known = [(weight, ratio) for weight, ratio in pairs if ratio is not None]
    if len(known) < len(pairs):
        return None
    nothing = Fraction(0)
    whole = sum((weight for weight, _ in known), nothing)
    mean = sum((weight * ratio for weight, ratio in known), nothing) / whole
    variance = sum((weight * (ratio - mean) * (ratio - mean) for weight, ratio in known), nothing) / whole
    return variance / (mean * mean)


def cv_table(judged: list[Part]) -> dict[tuple[str, str], tuple[Fraction | None, Fraction | None]]:
    """(stage, indicator) → the squared coefficients, pupil-weighted and unweighted."""
    by_stage = {stage: [part for part in judged if part.stage == stage] for stage in LINES}
    return {
        (stage, name): (
            squared_cv(by_stage[stage], name, weighted=True),
            squared_cv(by_stage[stage], name, weighted=False),
        )
        for stage, lines in LINES.items()
        for name in lines
    }
