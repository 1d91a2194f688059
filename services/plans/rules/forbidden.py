"""The form of the file on forbidden targets: a closed key set, and patterns that compile."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from services.kernel.fields import Bilingual, Closed, Code, Line
from services.plans.domain.forbidden_targets import Ground, Language, Languages, Rule


def _compiles(pattern: str) -> str:
    try:
        found = re.compile(pattern)
    except re.error as error:
        raise ValueError(f"no regular expression: {error}") from error
    if found.search(""):
        raise ValueError("finds itself in an empty text")
    return pattern


Expression = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_compiles)]
Expressions = Annotated[list[Expression], Field(max_length=60)]


class Spoken(Closed):
    """Patterns by language."""

    zh: Expressions = Field(default_factory=list)
    en: Expressions = Field(default_factory=list)


class LawfulCase(Spoken):
    """What looks like a forbidden target and is none."""

    why: Bilingual


class GroundGiven(Closed):
    code: Code
    title: Bilingual
    authority: Bilingual
    document_number: Line
    clause: Line
    in_force_from: date
    source: Line
    confidence: Literal["verified", "unverified"]


class Example(Closed):
    """A text that must be refused, or must pass; at least in one language."""

    zh: Line | None = None
    en: Line | None = None

    @model_validator(mode="after")
    def says_something(self) -> "Example":
        if self.zh is None and self.en is None:
            raise ValueError("an example without text")
        return self


class MeasuresWithItems(Spoken):
    """Names of measures, and beside them the codes of data items that count them."""

    items: Expressions = Field(default_factory=list)


class RuleGiven(Closed):
    """One kind of forbidden target, on the ground whose code it names, with the examples it is tested by."""

    code: Code
    what: Bilingual
    ground: Code
    measures: MeasuresWithItems
    aims: Spoken = Field(default_factory=Spoken)
    refused: Annotated[list[Example], Field(min_length=3)]
    passes: Annotated[list[Example], Field(min_length=3)]


class ForbiddenTargets(Closed):
    """The whole file."""

    code: Code
    title: Bilingual
    in_force_from: date
    checked_on: date
    grounds: Annotated[list[GroundGiven], Field(min_length=1)]
    bans: Spoken
    not_bans: Spoken
    turns: Spoken
    goals: Spoken
    uses: Spoken
    lawful: list[LawfulCase]
    rules: Annotated[list[RuleGiven], Field(min_length=1)]

    @model_validator(mode="after")
    def grounds_exist(self) -> "ForbiddenTargets":
        known = {ground.code for ground in self.grounds}
        for rule in self.rules:
            if rule.ground not in known:
                raise ValueError(f"{rule.code} names the ground {rule.ground}, which is not given")
        return self


def languages_of(given: ForbiddenTargets) -> Languages:
    """The rules as the domain takes them, compiled once."""
    return {language: _language(given, language) for language in ("zh", "en")}


def _language(given: ForbiddenTargets, language: str) -> Language:
    def said(*spoken: Spoken) -> re.Pattern[str]:
        return _any(pattern for each in spoken for pattern in getattr(each, language))

    grounds = {one.code: _ground(one) for one in given.grounds}
    return Language(
        rules=tuple(
            Rule(
                code=rule.code,
                what_zh=rule.what.zh,
                what_en=rule.what.en,
                ground=grounds[rule.ground],
                measures=said(rule.measures),
                aims=said(rule.aims),
                items=_any(rule.measures.items),
            )
            for rule in given.rules
        ),
        lawful=said(*given.lawful),
        bans=said(given.bans),
        not_bans=said(given.not_bans),
        turns=said(given.turns),
        goals=said(given.goals),
        uses=said(given.uses),
    )


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    """Any of the patterns; of none nothing is found."""
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(joined or r"(?!)")


def _ground(given: GroundGiven) -> Ground:
    return Ground(
        given.code,
        given.title.zh,
        given.title.en,
        given.document_number,
        given.clause,
        given.in_force_from,
        given.confidence,
    )
