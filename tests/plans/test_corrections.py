"""A merge patch on a node of a draft, and what it leaves of how the fields were read."""

from typing import Any

import pytest

from services.plans.domain.corrections import CORRECTED, NodeMissing, corrected, merged

READ = {"span": [0, 4], "confidence": 0.6, "rule": "heading"}


def draft() -> dict[str, Any]:
    return {
        "title": {"zh": "方案", "en": None},
        "targets": [
            {"code": "T01", "value": None, "read": {"value": READ}},
            {"code": "T02", "value": 5, "read": {"value": READ, "code": READ}},
        ],
    }


def change(pointer: str, patch: Any) -> tuple[Any, Any]:
    return corrected(draft(), pointer, patch, "/corrections/0/node")


def test_a_field_that_somebody_sets_is_read_no_more_but_corrected_and_the_others_stay_as_read() -> None:
    after, before = change("/targets/1", {"value": 6})
    assert after["targets"][1] == {"code": "T02", "value": 6, "read": {"value": CORRECTED, "code": READ}}
    assert before == draft()["targets"][1]
    assert after["targets"][0] == draft()["targets"][0]


def test_a_field_set_to_what_it_was_stays_as_read() -> None:
    assert change("/targets/1", {"value": 5})[0] == draft()


def test_null_empties_a_field_and_takes_an_element_out_of_its_list() -> None:
    assert "value" not in change("/targets/1", {"value": None})[0]["targets"][1]
    after, before = change("/targets/0", None)
    assert ([each["code"] for each in after["targets"]], before["code"]) == (["T02"], "T01")


def test_a_dash_adds_an_element() -> None:
    after, before = change("/targets/-", {"code": "T03"})
    assert ([each["code"] for each in after["targets"]], before) == (["T01", "T02", "T03"], None)


def test_the_empty_pointer_means_the_whole() -> None:
    after, before = change("", {"title": {"en": "A plan"}})
    assert (after["title"], before) == ({"zh": "方案", "en": "A plan"}, draft())


def test_a_single_field_can_be_pointed_at() -> None:
    after, before = change("/targets/1/value", 7)
    assert (after["targets"][1]["value"], after["targets"][1]["read"]["value"], before) == (7, CORRECTED, 5)


WORDY = {
    "title": {"zh": "方案", "en": None},
    "partners": ["财政局"],
    "rows": [],
    "read": {"title": READ, "partners": READ},
}


@pytest.mark.parametrize(
    ("pointer", "patch"), [("/title", {"zh": "办法"}), ("/title/zh", "办法"), ("", {"title": {"zh": "办法"}})]
)
def test_a_field_of_two_languages_is_corrected_wherever_the_patch_points(pointer: str, patch: Any) -> None:
    after, _ = corrected(WORDY, pointer, patch, "")
    assert (after["title"]["zh"], after["read"]) == ("办法", {"title": CORRECTED, "partners": READ})


def test_a_translation_leaves_the_place_of_what_was_translated() -> None:
    for pointer, patch in (("/title", {"en": "A plan"}), ("", {"title": {"en": "A plan"}}), ("/title/en", "A plan")):
        after, _ = corrected(WORDY, pointer, patch, "")
        assert (after["title"]["en"], after["read"]) == ("A plan", WORDY["read"])


def test_an_entry_of_a_list_is_its_field_and_a_part_is_not() -> None:
    assert corrected(WORDY, "/partners/0", "民政局", "")[0]["read"]["partners"] == CORRECTED
    assert "rows" not in corrected(WORDY, "/rows/-", {"code": "x"}, "")[0]["read"]


def test_who_sends_a_whole_node_back_does_not_rewrite_how_it_was_read() -> None:
    whole = {**draft()["targets"][1], "value": 6, "read": {}}
    assert change("/targets/1", whole)[0]["targets"][1]["read"] == {"value": CORRECTED, "code": READ}


@pytest.mark.parametrize(
    "pointer", ["targets", "/nothing", "/targets/2", "/targets/x", "/targets/²", "/targets/0/read", "/title/zh/1"]
)
def test_a_pointer_that_leads_nowhere_is_named(pointer: str) -> None:
    with pytest.raises(NodeMissing) as missing:
        change(pointer, {"code": "x"})
    fault = missing.value.fault
    assert (fault.code, fault.pointer, fault.given) == ("node_unknown", "/corrections/0/node", pointer)


def test_a_patch_is_a_merge_patch() -> None:
    assert merged({"a": {"b": 1, "c": 2}, "d": [1]}, {"a": {"b": None}, "d": [2], "e": {"f": None, "g": 1}}) == {
        "a": {"c": 2},
        "d": [2],
        "e": {"g": 1},
    }
    assert merged([1], {"a": 1}) == {"a": 1}
    assert merged({"a": 1}, [1]) == [1]
