"""Fictitious documents in many shapes, each with what a reader would make of it in a table beside it."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from services.plans.domain.policy_text.draft import Draft
from services.plans.domain.policy_text.reading import read_plan
from tests.plans.plain_sources import plain_source

FOLDER = Path(__file__).parent / "policy_texts"
DOCUMENTS = sorted(path.stem for path in FOLDER.glob("*.txt"))
OWN_DEFECTS = set(yaml.safe_load((FOLDER / "codes.yaml").read_text(encoding="utf-8")))


def draft_of(name: str) -> Draft:
    return read_plan(plain_source((FOLDER / f"{name}.txt").read_text(encoding="utf-8")))


def seen(draft: Draft) -> dict[str, object]:
    """A draft in the words of the tables; what nothing was read of is left out."""
    whole: dict[str, object] = {
        "title": draft.title,
        "issuer": draft.issuer,
        "number": draft.number,
        "dated": draft.dated,
        "dated_as_printed": draft.dated_as_printed,
        "legal_status": draft.legal_status and draft.legal_status.value,
        "text_kind": draft.text_kind,
        "programmes": [
            {"title": one.title, "measures": [measure.title for measure in one.measures]} for one in draft.programmes
        ],
        "measures": [one.title for one in draft.measures],
        "phases": [[one.title, one.starts_on, one.ends_on] for one in draft.phases],
        "guarantees": [one.title for one in draft.guarantees],
        "defects": dict(sorted(Counter(one.code for one in draft.defects if one.code in OWN_DEFECTS).items())),
    }
    return {name: value for name, value in whole.items() if value}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_read_as_a_reader_would(name: str) -> None:
    expected = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    assert seen(draft_of(name)) == expected


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_place_says_what_it_is_the_place_of(name: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    draft = draft_of(name)
    measures = [*draft.measures, *(one for programme in draft.programmes for one in programme.measures)]
    for one in (*draft.programmes, *measures, *draft.guarantees, *draft.phases):
        place = one.read["title"].span
        assert one.span.start <= place.start < place.end <= one.span.end <= len(text)
        assert one.title in text[place.start : place.end].replace("\n", "")


def test_codes_count_on_through_the_whole_plan() -> None:
    draft = draft_of("chapters_as_programmes")
    assert [one.code for one in draft.programmes] == ["p1", "p2", "p3"]
    codes = [measure.code for one in draft.programmes for measure in one.measures]
    assert codes == [f"m{number}" for number in range(1, 8)]
    assert [one.number for one in draft.programmes[0].measures] == ["（一）", "（二）"]
