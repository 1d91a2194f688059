"""What rules found, as it is kept and shown."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from services.kernel.errors import ActionOwner
from services.kernel.fields import Bilingual, Shown
from services.metrics.domain.rules.findings import Example
from services.metrics.domain.rules.rule import Rule, Severity
from services.metrics.schemas.exact import Amount, Spoken, shown_amount
from services.metrics.schemas.rules import RuleGiven
from services.yardsticks.periods import preceding


class StatedShown(Shown):
    """A value that the rule looked at; a yes is 1, a no 0, a grade its rank, null where nothing is known."""

    indicator: str
    period: str
    value: Amount


class PlaceShown(Shown):
    """Where a rule does not hold: the values that it looked at, and the rule with the numbers in it."""

    organisation: str
    period: str
    values: list[StatedShown]
    line: Spoken


class FindingShown(Shown):
    """Everything in which one rule does not hold, as far as you may see it."""

    rule: str
    version: int
    severity: Severity = Field(
        description="blocking: the readings were kept out · blocking 为不予接收，warning 为预警并已接收"
    )
    title: Bilingual
    action_owner: ActionOwner
    what_to_do: Bilingual
    count: int = Field(description="organisations and periods · 涉及的机构与期间数")
    organisations: list[str] = Field(description="the first ten · 前十个机构")
    example: PlaceShown | None


def shown_place(example: Example) -> PlaceShown:
    return PlaceShown(
        organisation=example.organisation,
        period=example.period,
        values=[
            StatedShown(
                indicator=each.indicator,
                period=preceding(example.period) if each.back else example.period,
                value=shown_amount(each.value),
            )
            for each in example.values
        ],
        line=Spoken(zh=example.line_zh, en=example.line_en),
    )


class CheckShown(PlaceShown):
    """One organisation in which one rule does not hold."""

    rule: str
    version: int
    severity: Severity
    title: Bilingual
    action_owner: ActionOwner
    what_to_do: Bilingual


def shown_check(rule: Rule, example: Example) -> CheckShown:
    place = shown_place(example)
    return CheckShown(
        rule=rule.code,
        version=rule.version,
        severity=rule.severity,
        title=Bilingual(zh=rule.title_zh, en=rule.title_en),
        action_owner=ActionOwner(rule.owner.value),
        what_to_do=Bilingual(zh=rule.what_to_do_zh, en=rule.what_to_do_en),
        organisation=place.organisation,
        period=place.period,
        values=place.values,
        line=place.line,
    )


def shown_finding(row: Mapping[str, Any]) -> FindingShown:
    rule = RuleGiven.model_validate(row["body"])
    return FindingShown(
        rule=rule.code,
        version=row["version"],
        severity=rule.severity,
        title=rule.title,
        action_owner=ActionOwner(rule.action_owner.value),
        what_to_do=rule.what_to_do,
        count=row["count"],
        organisations=row["organisations"],
        example=None if row["example"] is None else PlaceShown.model_validate(row["example"]),
    )
