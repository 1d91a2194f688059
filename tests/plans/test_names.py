"""Names in any way of writing: folded, searched, and folded for what was stored before."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.plans.domain.names import folded
from tests.plans.tree import Tree, organisation

URL = "/api/v1/plans/organisations"


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("自治區教育廳", "自治区教育厅"),
        ("示例師范學院", "示例师范学院"),
        ("示例師範學院", "示例师范学院"),
        ("乾縣", "干县"),
        ("乾县", "干县"),
        ("文化和旅遊廳", "文化和旅游厅"),
        ("各市、縣〔區〕", "各市、县(区)"),
        ("各市、县（区）", "各市、县(区)"),
        ("各市、县【区】", "各市、县(区)"),
        (" 市 教育局\u3000", "市教育局"),
        ("Education Bureau", "educationbureau"),
    ],
)
def test_ways_of_writing_fold_into_one(printed: str, plain: str) -> None:
    assert folded(printed) == plain


@given(st.text("區区縣县廳厅範范學学體体委市〔〕（）() 乾隆后後台臺发發髮", max_size=12))
def test_a_folded_name_folds_no_further(name: str) -> None:
    assert folded(folded(name)) == folded(name)


@pytest.mark.parametrize(
    "written", ["虚構{}學校", "虚构{}学校", "乙鎮(甲區){}小學", "乙镇〔甲区〕{} 小学", "first {} school"]
)
async def test_a_list_finds_a_unit_by_its_name_or_alias_however_written(
    http: httpx.AsyncClient, tree: Tree, written: str
) -> None:
    name = {"zh": f"虚构{tree.mark}学校", "en": f"First {tree.mark} School"}
    item = organisation(tree.school, tree.office, "school", aliases=[f"乙镇（甲区）{tree.mark}小学"]) | {"name": name}
    assert (await http.post(URL, json={"organisations": [item]})).status_code == 200
    found = await http.get(URL, params={"name": written.format(tree.mark)})
    assert [one["code"] for one in found.json()["items"]] == [tree.school]


async def test_a_name_that_was_given_up_finds_nobody(http: httpx.AsyncClient, tree: Tree) -> None:
    old = f"虚构{tree.school}"
    item = organisation(tree.school, tree.office, "school") | {"name": {"zh": f"新{tree.mark}", "en": "New"}}
    assert (await http.post(URL, json={"organisations": [item]})).status_code == 200
    assert (await http.get(URL, params={"name": old})).json()["items"] == []
