"""What every shipped standard and variant owes its readers: an entry in the changelog, a source and a doubt."""

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest

from services.audit.domain.case_clauses import clauses_of, coefficient_clauses, unverified
from services.audit.domain.grading import CountiesKeep
from services.audit.domain.grounds import Confidence
from services.audit.domain.standard import Standard
from services.audit.domain.variants import Variant
from services.audit.editions import Edition, read_rule
from services.audit.rulebook import load_rulebook
from services.audit.standards import shipped_texts
from services.audit.standards.marks import digest_of

BOOK = load_rulebook()
EDITIONS: list[Edition[Standard] | Edition[Variant]] = [*BOOK.editions, *BOOK.variants]
CHANGES = files("services.audit.standards").joinpath("CHANGELOG.md").read_text(encoding="utf-8")
TEXTS = dict(shipped_texts())


def told() -> Iterator[tuple[str, str, str]]:
    """Code, version and digest of every entry that has all three."""
    entry = r"^##+ ([a-z0-9-]+), version ([0-9.]+)[^\n]*\n\n- Content: `([0-9a-f]{64})`$"
    yield from re.findall(entry, CHANGES, flags=re.MULTILINE)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: each.rule.code)
def test_a_change_of_content_needs_a_version_and_an_entry_in_the_changelog(
    edition: Edition[Standard] | Edition[Variant],
) -> None:
    """Whoever changes what a file says meets this: raise its version and say in CHANGELOG.md what it affects."""
    assert (*edition.key, edition.sha256) in set(told())


def test_a_version_is_told_once_and_a_changed_line_changes_the_digest() -> None:
    keys = [(code, version) for code, version, _ in told()]
    assert len(keys) == len(set(keys)) == len(EDITIONS)
    (edition,) = (each for each in BOOK.editions if each.rule.code == "preschool-2020")
    assert digest_of({**edition.exact, "indicators": "18"}) != edition.sha256
    commented = "# another comment\n" + edition.text
    assert read_rule(commented, "x").sha256 == edition.sha256


def test_shipped_are_five_standards_and_three_variants() -> None:
    assert {each.rule.code: each.rule.level.value for each in BOOK.editions} == {
        "compulsory-balanced-2017": "county",
        "compulsory-basic-2012": "county",
        "ningxia-city-2019": "prefecture",
        "ningxia-county-2019": "county",
        "preschool-2020": "county",
    }
    assert {each.rule.code: each.rule.variant_of for each in BOOK.variants} == {
        "jiulongpo-entry-2022": "compulsory-balanced-2017",
        "liaoning-funds-2024": "compulsory-balanced-2017",
        "shenyang-2024": "compulsory-balanced-2017",
    }


@pytest.mark.parametrize("standard", [each.rule for each in BOOK.editions], ids=lambda each: each.code)
def test_what_is_from_memory_is_unverified(standard: Standard) -> None:
    memory = standard.sources["recollection"]
    assert standard.doubts
    for clause in clauses_of(standard).values():
        if clause.source == memory:
            assert clause.confidence is Confidence.UNVERIFIED, clause.path


@pytest.mark.parametrize("standard", [each.rule for each in BOOK.editions], ids=lambda each: each.code)
def test_every_source_is_used(standard: Standard) -> None:
    used = {clause.source for clause in clauses_of(standard).values()}
    named = {standard.sources[each.source] for each in standard.doubts}
    amounts = {standard.sources[each.amount_source] for each in standard.criteria}
    margin = {standard.sources[standard.borderline_margin.source]}
    assert set(standard.sources.values()) == used | named | amounts | margin


def test_a_fact_about_counties_is_no_surer_than_the_limits_it_hangs_on() -> None:
    by_code = {each.rule.code: each.rule for each in BOOK.editions}
    grading = by_code["ningxia-city-2019"].grading
    assert grading is not None
    (hangs,) = (each for each in grading.downgrades if isinstance(each.condition, CountiesKeep))
    other = by_code["compulsory-basic-2012"]
    assert unverified(other, coefficient_clauses(other))
    assert hangs.ground.confidence is Confidence.UNVERIFIED


def test_nothing_in_a_local_variant_is_confirmed() -> None:
    for edition in BOOK.variants:
        assert {change.ground.confidence for change in edition.rule.changes} == {Confidence.UNVERIFIED}


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_no_line_of_a_file_is_longer_than_a_page_is_wide(name: str) -> None:
    assert max(map(len, TEXTS[name].splitlines())) <= 135
