"""The 31 indicators together, and what else a county must be to be recognised."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from tests.reference.completing import County, Verdict, every, share, yes
from tests.reference.guarantee import GUARANTEE
from tests.reference.quality import QUALITY
from tests.reference.resources import LINES

PRECONDITIONS = ("basic_balance_three_years", "basic_balance_monitoring_high")
VETOES = (
    "exam_admission",
    "school_choice",
    "key_schools_or_classes",
    "vacancies_unfilled",
    "grave_incident",
    "falsification",
)
LEAST_ANSWERS = 385


def indicators(
    county: County, schools: Mapping[str, Verdict], even: Mapping[tuple[str, str], Verdict]
) -> dict[str, Verdict]:
    """All 31, and the school rule by the name of `school_rule`; what resources say is worked out before."""
    found = {line: _all_of(verdict for (each, _), verdict in even.items() if each == line) for line in LINES}
    found |= {code: judge(county) for code, judge in (GUARANTEE | QUALITY).items()}
    return found | {"school_rule": _all_of(schools.values())}


def _all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Of a county without any such school nothing can be said."""
    told = list(verdicts)
    return every(told) if told else "cannot_decide"


def socially_recognised(county: County) -> Verdict:
    """85 percent of the answers; with fewer than 385 of them, or an unknown number, there is no saying."""
    answers = county["education"].get("recognition_valid_answers")
    if answers is None or answers < LEAST_ANSWERS:
        return "cannot_decide"
    return share(county["education"], "recognition_satisfied", "recognition_valid_answers", Fraction(85, 100))


def provisos(county: County) -> dict[str, Verdict]:
    """Each met where it does not stand in the way; a veto is met where the fact was not found."""
    bureau = county["education"]
    entry = {f"P{place}": yes(bureau, item) for place, item in enumerate(PRECONDITIONS, 1)}
    spared: dict[str, Verdict] = {}
    for place, fact in enumerate(VETOES, 1):
        found = bureau.get(f"veto.{fact}")
        spared[f"V{place}"] = "cannot_decide" if found is None else "met" if found == 0 else "not_met"
    return entry | spared | {"social_recognition": socially_recognised(county)}
