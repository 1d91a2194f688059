"""Bodies of cases that hold somebody to account, and of the ladder of outcomes."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import ConfigDict, Field

from services.audit.domain.case_force import DatedRule
from services.audit.domain.grounds import Text
from services.audit.domain.outcome_ladder import Decides, Scope, Subject
from services.audit.repository.accountability import Published
from services.audit.schemas.common import Named, Words, example, named
from services.kernel.fields import Closed, Code, Day, Line, Passage, Shown


class OutcomeGiven(Closed):
    """Orders that were not carried out, who is held to account for them, and what gave rise to it. Of a person the
    post, never the name."""

    cases: Annotated[list[Code], Field(min_length=1, max_length=100)]
    unit: Code
    subject: Subject
    post: Line | None = None
    trigger: Code
    aggravated_by: Annotated[
        list[Code], Field(max_length=10, default_factory=list, description="of the rules, but for what is counted")
    ]
    supervision_ended_on: Day
    text: Passage
    on: Day

    model_config = ConfigDict(
        json_schema_extra=example(
            {
                "cases": ["ord_0123456789abcdef"],
                "unit": "640221-finance",
                "subject": "unit",
                "trigger": "duty_not_fulfilled",
                "supervision_ended_on": "2022-07-01",
                "text": "逾期未整改 · the order was not carried out in time",
                "on": "2022-07-10",
            }
        )
    )


class WordShown(Shown):
    code: str
    title: Words


class TriggerShown(Shown):
    trigger: str
    title: Words


class OutcomeKind(Shown):
    """`decided_by` other_organ: the office of supervision only hands the matter over."""

    outcome: str
    title: Words
    subjects: list[Subject]
    decided_by: Decides
    widest: Scope


class PublishedShown(Shown):
    """A decision as it was made known; of a person the post. `scope` system: to whoever takes part in supervision."""

    case: str
    organisation: Named
    unit: Named
    subject: Subject
    post: str | None
    outcomes: list[str]
    titles: list[Words]
    decision: str
    decided_on: date
    effective_on: date
    scope: Scope
    published_on: date


class RulesShown(Shown):
    """The rules in force, what gives rise to a case under them, what makes for a stricter outcome, what may come of
    one, and what may be given for what was done well."""

    code: str
    title: Words
    document_number: str
    in_force_from: date
    source: str
    triggers: list[TriggerShown]
    aggravations: list[WordShown]
    rewards: list[WordShown]
    outcomes: list[OutcomeKind]


def shown_published(kept: Published, rule: DatedRule) -> PublishedShown:
    return PublishedShown(
        case=kept.case,
        organisation=named(kept.organisation, kept.organisation_zh, kept.organisation_en),
        unit=named(kept.unit, kept.unit_zh, kept.unit_en),
        subject=Subject(kept.subject),
        post=kept.post,
        outcomes=list(kept.outcomes),
        titles=[Words.model_validate(rule.outcomes[code].title) for code in kept.outcomes],
        decision=kept.decision,
        decided_on=kept.decided_on,
        effective_on=kept.effective_on,
        scope=Scope(kept.scope),
        published_on=kept.published_on,
    )


def _words(named_: Mapping[str, Text]) -> list[WordShown]:
    return [WordShown(code=code, title=Words.model_validate(title)) for code, title in named_.items()]


def shown_rules(rule: DatedRule) -> RulesShown:
    return RulesShown(
        code=rule.code,
        title=Words.model_validate(rule.title),
        document_number=rule.document_number,
        in_force_from=rule.in_force_from,
        source=rule.source,
        triggers=[
            TriggerShown(trigger=code, title=Words.model_validate(title)) for code, title in rule.triggers.items()
        ],
        aggravations=_words(rule.aggravations),
        rewards=_words(rule.rewards),
        outcomes=[
            OutcomeKind(
                outcome=code,
                title=Words.model_validate(each.title),
                subjects=sorted(each.subjects),
                decided_by=each.decided_by,
                widest=each.widest,
            )
            for code, each in rule.outcomes.items()
        ],
    )


class CommendationGiven(Closed):
    """A unit, what it is given, and what proves it: an assessment of it that binds and came out met, or cases about it
    that were closed on newer readings. Marks, ranks and promotion are no ground."""

    unit: Code
    reward: Code
    assessment: Code | None = None
    cases: Annotated[list[Code], Field(max_length=100, default_factory=list)]
    text: Passage
    on: Day

    model_config = ConfigDict(
        json_schema_extra=example(
            {
                "unit": "640221-finance",
                "reward": "commendation",
                "cases": ["ord_0123456789abcdef"],
                "text": "整改提前完成 · the order was carried out before its day",
                "on": "2022-09-10",
            }
        )
    )
