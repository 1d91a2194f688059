"""Both readings of the same counties side by side."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from services.audit.domain.standard import Standard
from tests.reference import engine
from tests.reference.bending import some_county
from tests.reference.completing import County, every
from tests.reference.recognition import indicators, provisos
from tests.reference.resources import evenness, passes


@dataclass
class Agreement:
    """`told` counts the reference's verdicts by what they are about; a disagreement names seed, subject, both words."""

    compared: int = 0
    told: dict[str, Counter[str]] = field(default_factory=dict)
    disagreements: list[str] = field(default_factory=list)

    def counties(self) -> int:
        return sum(self.told["recognised"].values()) if self.told else 0

    def note(self, seed: int, ours: dict[str, str], theirs: dict[str, str]) -> None:
        """What the reference and the engine say of the county of a seed."""
        self.compared += len(ours)
        for subject in sorted({*ours, *theirs}):
            mine, other = ours.get(subject), theirs.get(subject)
            if mine != other:
                self.disagreements.append(f"seed {seed}, {subject}: reference {mine}, engine {other}")
        for subject, verdict in ours.items():
            if " " not in subject:
                self.told.setdefault(subject, Counter())[verdict] += 1

    def add(self, other: "Agreement") -> None:
        self.compared += other.compared
        self.disagreements += other.disagreements
        for subject, counted in other.told.items():
            self.told.setdefault(subject, Counter()).update(counted)

    def seldom(self, least: int) -> list[str]:
        """The verdicts told fewer times than this of what every county is asked."""
        return [
            f"{subject} {verdict}: {count}"
            for subject, counted in self.told.items()
            for verdict in ("met", "not_met", "cannot_decide")
            if (count := counted[verdict]) < least
        ]


def compare(standard: Standard, seeds: Iterable[int]) -> Agreement:
    """Puts the county of every seed to both."""
    found = Agreement()
    for seed in seeds:
        made = some_county(seed)
        found.note(seed, reference_verdicts(made), engine.verdicts(standard, made))
    return found


def first_disagreement(standard: Standard, seeds: Iterable[int], subjects: Iterable[str]) -> str | None:
    """The first county whose verdict on one of the subjects differs, None where none does."""
    for seed in seeds:
        ours, theirs = _remembered(seed), engine.verdicts(standard, some_county(seed))
        for subject in subjects:
            if ours[subject] != theirs[subject]:
                return f"seed {seed}, {subject}: reference {ours[subject]}, engine {theirs[subject]}"
    return None


@cache
def _remembered(seed: int) -> dict[str, str]:
    return reference_verdicts(some_county(seed))


def reference_verdicts(made: County) -> dict[str, str]:
    """By subject: each school, each coefficient, the 31, the school rule, the provisos, the final word."""
    schools, even = passes(made), evenness(made)
    lines, others = indicators(made, schools, even), provisos(made)
    return {
        **{f"school {code}": verdict for code, verdict in schools.items()},
        **{f"{line} {stage}": verdict for (line, stage), verdict in even.items()},
        **lines,
        **others,
        "recognised": every([*lines.values(), *others.values()]),
    }
