"""All rules a process holds: shipped ones read and checked at start, published ones as soon as they are asked for."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Request

from services.audit.domain.case_force import DatedRule
from services.audit.domain.grounds import StandardRefused
from services.audit.domain.standard import Standard
from services.audit.domain.variants import Variant, local_changes, standard_with
from services.audit.editions import Edition, Issue, hold_against, read_rule
from services.audit.errors import StandardUnknown, StandardVersionGone, VariantUnfit
from services.audit.repository.editions import KeptEdition, editions_named, published_keys
from services.audit.rules import accountability_rules
from services.audit.standards import shipped_texts
from services.kernel.errors import Fault, NotFound
from services.kernel.routes import Session

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rulebook:
    """Versions of standards and variants in the order they came, and the accountability rules, oldest first."""

    editions: Sequence[Edition[Standard]]
    variants: Sequence[Edition[Variant]]
    accountability: Sequence[DatedRule]
    unreadable: frozenset[tuple[str, str]] = frozenset()

    @property
    def standards(self) -> Mapping[str, Edition[Standard]]:
        """Of each standard the version that came into force last."""
        return {each.rule.code: each for each in _oldest_first(self.editions)}

    @property
    def keys(self) -> set[tuple[str, str]]:
        """Every version held, and those that could not be read."""
        return {*(each.key for each in self.editions), *(each.key for each in self.variants), *self.unreadable}

    def edition(self, code: str, as_of: date | None = None) -> Edition[Standard]:
        """The version in force on a day, the newest where none is named, the first where none was in force yet;
        `StandardUnknown` where there is no such standard.
        """
        found = [each for each in _oldest_first(self.editions) if each.rule.code == code]
        if not found:
            raise StandardUnknown(f"there are: {', '.join(sorted(self.standards))}")
        in_force = [each for each in found if as_of is None or each.issue.in_force_from <= as_of]
        return in_force[-1] if in_force else found[0]

    def standard(self, code: str, as_of: date | None = None) -> Standard:
        return self.edition(code, as_of).rule

    def version(self, code: str, version: str) -> Standard:
        """Exactly the version an assessment used."""
        return self._exact(code, version).rule

    def variants_used(self, summary: Mapping[str, Any]) -> Sequence[Variant]:
        """The local variants that the summary of an assessment names."""
        held = {each.key: each.rule for each in self.variants}
        return [held[key] for each in _named(summary) if (key := (each["code"], each["version"])) in held]

    def used(self, code: str, version: str, summary: Mapping[str, Any]) -> Standard:
        """Exactly what an assessment used, with the local variants that its summary names."""
        edition, keys = self._exact(code, version), [(each["code"], each["version"]) for each in _named(summary)]
        if not keys:
            return edition.rule
        held = {each.key: each.rule for each in self.variants}
        if not held.keys() >= set(keys):
            raise StandardVersionGone(f"{code} {version} with {keys}")
        return standard_with(edition.exact, [held[key] for key in keys])

    def chosen(self, code: str, variants: Sequence[str], as_of: date) -> tuple[Standard, Sequence[Variant]]:
        """The version in force on a day with these local variants, each in force and of this standard."""
        edition, found, faults = self.edition(code, as_of), [], []
        for place, name in enumerate(variants):
            there = [each for each in _oldest_first(self.variants) if each.rule.code == name]
            in_force = [each.rule for each in there if each.issue.in_force_from <= as_of]
            if not in_force or in_force[-1].variant_of != code:
                expected = f"a local variant of {code} in force on {as_of}"
                faults.append(Fault("variant_unknown", f"/variants/{place}", expected, name))
            else:
                found.append(in_force[-1])
        if faults:
            raise VariantUnfit(faults=faults)
        return self._with(edition, found), found

    def confirmable(self, code: str, version: str | None) -> Standard:
        """A standard, its newest version where none is named, with the changes of all its variants: the clause of each
        can be confirmed. NotFound where there is no such version.
        """
        found = [each.rule for each in self.editions if each.key == (code, version)]
        newest = self.standards.get(code)
        if version is None and newest is not None:
            found = [newest.rule]
        if not found:
            raise NotFound()
        mine = [each.rule for each in self.variants if each.rule.variant_of == code]
        return replace(found[0], changes=tuple(change for each in mine for change in local_changes(each)))

    def until(self, edition: Edition[Any]) -> date | None:
        """The day from which the next version takes its place."""
        days = {
            *(each.issue.in_force_from for each in self.editions if each.rule.code == edition.rule.code),
            *(each.issue.in_force_from for each in self.variants if each.rule.code == edition.rule.code),
        }
        return min((day for day in days if day > edition.issue.in_force_from), default=None)

    def versions_of(self, code: str) -> Sequence[Edition[Standard] | Edition[Variant]]:
        """Every version in force, past and coming of a standard or of a variant, oldest first."""
        standards = [each for each in self.editions if each.rule.code == code]
        return _oldest_first(standards or [each for each in self.variants if each.rule.code == code])

    def _exact(self, code: str, version: str) -> Edition[Standard]:
        for each in self.editions:
            if each.key == (code, version):
                return each
        raise StandardVersionGone(f"{code} {version}")

    def _with(self, edition: Edition[Standard], variants: Sequence[Variant]) -> Standard:
        try:
            return standard_with(edition.exact, variants) if variants else edition.rule
        except StandardRefused as refused:
            expected = f"variants that fit {edition.rule.code} {edition.rule.version} together: {refused}"
            raise VariantUnfit(faults=[Fault("variant_unfit", "/variants", expected)]) from refused


def _named(summary: Mapping[str, Any]) -> Sequence[Mapping[str, str]]:
    found: Sequence[Mapping[str, str]] = summary.get("variants", ())
    return found


def _oldest_first(editions: Sequence[Edition[Any]]) -> list[Edition[Any]]:
    """By the day they came into force; of one day, in the order they came."""
    return sorted(editions, key=lambda each: each.issue.in_force_from)


def load_rulebook() -> Rulebook:
    """The shipped rules. Raises StandardRefused, with file and line, for a file that is no rule."""
    book = Rulebook((), (), accountability_rules())
    for name, text in shipped_texts():
        book = with_text(book, text, name, None)
    return book


def with_text(book: Rulebook, text: str, file: str, issue: Issue | None) -> Rulebook:
    """The rulebook with one more version; a variant must fit the newest version of its standard."""
    read = read_rule(text, file)
    issue = issue or Issue(read.rule.in_force_from.date)
    if isinstance(read.rule, Standard):
        edition = Edition(read.rule, read.exact, text, read.sha256, issue)
        return replace(book, editions=(*book.editions, edition))
    base = book.standards.get(read.rule.variant_of)
    if base is not None and issue.shipped:
        hold_against(read.rule, base.exact, text, file)
    variant = Edition(read.rule, read.exact, text, read.sha256, issue)
    return replace(book, variants=(*book.variants, variant))


async def refreshed(book: Rulebook, session: Session) -> Rulebook:
    """The rulebook with what was published since. What this release cannot read is left out, and said in the log: an
    assessment that used it answers `standard_version_gone`.
    """
    unseen = await published_keys(session) - book.keys
    for kept in await editions_named(session, unseen) if unseen else ():
        try:
            book = with_text(book, kept.text, f"{kept.code}.yaml", _issue(kept))
        except StandardRefused:
            LOG.exception("the published standard %s %s cannot be read", kept.code, kept.version)
            book = replace(book, unreadable=book.unreadable | {(kept.code, kept.version)})
    return book


def _issue(kept: KeptEdition) -> Issue:
    if kept.in_force_from is None:
        raise LookupError(f"{kept.code} {kept.version} is published without a date")
    return Issue(kept.in_force_from, kept.published_on, kept.publisher_name, kept.reason)


async def rulebook_of(request: Request, session: Session) -> Rulebook:
    """What is published in this moment; what was read once is kept by the process."""
    book = await refreshed(request.app.state.rulebook, session)
    request.app.state.rulebook = book
    return book


Rules = Annotated[Rulebook, Depends(rulebook_of)]
