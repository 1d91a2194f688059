"""What came of asking a rule: grouped, so that the thousandth school does not make a report longer."""

from dataclasses import dataclass
from fractions import Fraction

from services.metrics.domain.rules.rule import Rule, Severity

SHOWN = 10


@dataclass(frozen=True)
class Stated:
    """One value of an example; `back` is 1 for the period before, `value` None where it was not needed."""

    indicator: str
    back: int
    value: Fraction | None


@dataclass(frozen=True)
class Example:
    """The first that breaks the rule, with its values and the rule with the numbers in it."""

    organisation: str
    period: str
    values: tuple[Stated, ...]
    line_zh: str
    line_en: str


@dataclass(frozen=True)
class Finding:
    """All that breaks one rule.

    `rows` are the places of all of them in the sheet, `organisations` the first ten. `not_checked`: those of whom the
    rule could not be asked, because something is missing or there are too few peers; it is not broken there.
    """

    rule: Rule
    count: int
    checked: int
    not_checked: int
    indicators: tuple[str, ...]
    organisations: tuple[str, ...]
    rows: tuple[int, ...]
    example: Example | None

    @property
    def summary_zh(self) -> str:
        return f"{self.rule.title_zh}：{self.count}处不符，{self.checked}处已核对，{self.not_checked}处因缺数未核对"

    @property
    def summary_en(self) -> str:
        return (
            f"{self.rule.title_en}: {self.count} do not hold, {self.checked} were checked, "
            f"{self.not_checked} could not be for want of data"
        )

    @property
    def blocks(self) -> bool:
        return self.count > 0 and self.rule.severity is Severity.BLOCKING


def by_weight(finding: Finding) -> tuple[bool, int, str]:
    """Blocking ones first, then the commonest."""
    return finding.rule.severity is not Severity.BLOCKING, -finding.count, finding.rule.code
