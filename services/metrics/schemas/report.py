"""The report on a submission, made for repair."""

import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from pydantic import Field

from services.kernel.errors import ActionOwner
from services.kernel.fields import Bilingual, Shown, shown_number
from services.kernel.numbers import kept_exactly
from services.metrics.domain.conflicts import Conflict, Conflicts
from services.metrics.domain.own_codes import Codes, OwnCodes
from services.metrics.domain.reading import Given, Key
from services.metrics.domain.submission import Counts

LONGEST_ECHO = 80
PARTS_SHOWN = 100


class CountsShown(Shown):
    """In a refused submission: what would have been, had the conflicts not been there."""

    created: int
    updated: int
    unchanged: int
    rejected: int
    withdrawn: int = Field(description="stood in the declared scope and were not sent again · 范围内未再报送而撤回")


class ReadingEcho(Shown):
    """What was given. A list, an object, a number of too many digits is shown as text; texts are cut at 80 letters."""

    organisation: str
    indicator: str
    period: str
    value: int | float | str | bool | None
    unknown_reason: str | None
    evidence: str | None
    unit: str | None


class Example(Shown):
    index: int | None = Field(description="null: it stands nowhere in the body · 未出现在请求体中")
    reading: ReadingEcho
    expected: str


class Objects(Shown):
    """The first ten of each, in the order of the body."""

    organisations: list[str]
    indicators: list[str]


class OwnCodesShown(Shown):
    """By our codes those that the sender used instead; only where they differ."""

    organisations: dict[str, str]
    indicators: dict[str, str]


class ConflictShown(Shown):
    """All conflicts of one cause; `count` says how many readings, `indexes` where the first ten stand (from 0)."""

    code: str = Field(description="of a validation rule: `rule.` and its code · 校验规则为 rule. 加规则代码")
    title_en: str
    title_zh: str
    count: int
    action_owner: ActionOwner = Field(
        description="school: the organisation that reports, of whatever kind · school 指填报机构本身，不限于学校"
    )
    what_to_do: Bilingual
    objects: Objects
    own_codes: OwnCodesShown = Field(description="your own codes of what is named here · 对应的贵方自编代码")
    indexes: list[int]
    example: Example


class ReportPart(Shown):
    organisation: str
    readings: int


class Report(Shown):
    """`submission` is null when nothing was stored: a dry run, a refusal, or nothing that was new."""

    submission: str | None
    dry_run: bool
    counts: CountsShown
    conflicts: list[ConflictShown] = Field(description="grouped by cause, the commonest first · 按原因归组")
    warnings: list[ConflictShown] = Field(
        default_factory=list,
        description="rules that do not hold; the readings are taken all the same · 预警：不符合规则，但读数照常接收",
    )
    places: dict[int, str] = Field(
        default_factory=dict,
        description="where the indexes of conflicts and warnings stand in the body: a line, a cell · 所在位置",
    )
    part_count: int = Field(description="organisations of which something was stored · 有数据保存的机构数")
    parts: list[ReportPart] = Field(description="of the first hundred of them, how much · 前一百个机构的保存条数")


def report_of(
    conflicts: Conflicts,
    counts: Counts,
    own: OwnCodes,
    place: Callable[[int], str],
    submission: str | None = None,
    parts: Mapping[str, int] | None = None,
    *,
    warnings: Conflicts,
    dry_run: bool,
) -> Report:
    """`parts`: readings stored, by organisation. `place` says to people where a reading stands."""
    stored = sorted((parts or {}).items())
    return Report(
        submission=submission,
        dry_run=dry_run,
        counts=CountsShown.model_validate(counts),
        conflicts=[shown_conflict(conflict, own) for conflict in conflicts.grouped()],
        warnings=[shown_conflict(conflict, own) for conflict in warnings.grouped()],
        places={index: place(index) for index in indexes_of(conflicts, warnings)},
        part_count=len(stored),
        parts=[ReportPart(organisation=code, readings=readings) for code, readings in stored[:PARTS_SHOWN]],
    )


def indexes_of(*found: Conflicts) -> list[int]:
    """Those that reports name, as they rise."""
    groups = [conflict for conflicts in found for conflict in conflicts.grouped()]
    examples = {each.example.given.index for each in groups if each.example is not None}
    return sorted(
        {index for each in groups for index in each.indexes} | {each for each in examples if each is not None}
    )


def shown_conflict(conflict: Conflict, own: OwnCodes) -> ConflictShown:
    cause, example = conflict.cause, conflict.example
    if example is None:
        raise ValueError("a conflict without a reading")
    return ConflictShown(
        code=cause.code,
        title_en=cause.title_en,
        title_zh=cause.title_zh,
        count=conflict.count,
        action_owner=cause.action_owner,
        what_to_do=Bilingual(zh=cause.what_to_do_zh, en=cause.what_to_do_en),
        objects=Objects(organisations=list(conflict.organisations), indicators=list(conflict.indicators)),
        own_codes=_own_codes(conflict, example.given.key, own),
        indexes=list(conflict.indexes),
        example=Example(
            index=example.given.index,
            reading=_echo(example.given),
            expected=example.expected,
        ),
    )


def _own_codes(conflict: Conflict, key: Key, own: OwnCodes) -> OwnCodesShown:
    def shown(named: Iterable[str], own: Codes) -> dict[str, str]:
        return {code: own[code] for code in named if code in own}

    return OwnCodesShown(
        organisations=shown((*conflict.organisations, key.organisation), own.organisations),
        indicators=shown((*conflict.indicators, key.indicator), own.indicators),
    )


def _echo(given: Given) -> ReadingEcho:
    return ReadingEcho(
        organisation=given.key.organisation,
        indicator=given.key.indicator,
        period=given.key.period,
        value=_echo_value(given.value),
        unknown_reason=_cut(given.unknown_reason),
        evidence=_cut(given.evidence),
        unit=_cut(given.unit),
    )


def _cut(text: str | None) -> str | None:
    return None if text is None else text[:LONGEST_ECHO]


def _echo_value(value: Any) -> int | float | str | bool | None:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | Decimal):
        number = Decimal(value)
        return shown_number(number) if kept_exactly(number) else str(number)[:LONGEST_ECHO]
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text[:LONGEST_ECHO]
