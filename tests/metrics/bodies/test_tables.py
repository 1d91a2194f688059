"""Tables as people make them: long and wide, in two languages, with empty cells, titles and strange separators."""

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from xlsxwriter import Workbook

from services.kernel.errors import BodyInvalid
from services.metrics.domain.judging import judge_form
from tests.metrics.bodies.written import CSV, PARQUET, STREAM, XLSX, Reading, arrow_of, content, read, told, workbook
from tests.metrics.judged import GROUND, YEAR


def rows(text: str, period: str | None = YEAR) -> list[Reading]:
    return told(read(CSV, text.encode(), period=period).columns)


def test_an_empty_cell_of_a_wide_table_is_not_sent() -> None:
    found = rows("organisation,pupils,area\ns1,,5.5\ns2, ,\ns3,0,\n")
    assert found == [Reading("s1", "area", YEAR, Decimal("5.5")), Reading("s3", "pupils", YEAR, Decimal(0))]


def test_an_empty_value_of_a_long_table_is_an_unknown_that_wants_its_reason() -> None:
    found = rows("organisation,indicator,value,unknown_reason\ns1,pupils,,\ns1,area,,未测\n")
    assert [(each.value, each.unknown_reason) for each in found] == [(None, None), (None, "未测")]


@pytest.mark.parametrize("cell", ["?未测", "？未测", " ? 未测 "])
def test_an_unknown_of_a_wide_table_is_a_question_mark_with_its_reason(cell: str) -> None:
    assert rows(f"organisation,pupils\ns1,{cell}\n") == [Reading("s1", "pupils", YEAR, None, "未测")]


def test_a_bare_question_mark_is_an_unknown_without_reason() -> None:
    columns = read(CSV, b"organisation,pupils\ns1,?\n", period=YEAR).columns
    assert {each.cause.code for each in judge_form(columns.given(0), GROUND, None)} == {"value_and_reason"}


def test_evidence_stands_beside_its_indicator_or_names_it() -> None:
    for heads in (
        "organisation,veto,依据,area",
        "organisation,veto,evidence:veto,area",
        "organisation,veto,依据：veto,area",
    ):
        found = read(CSV, f"{heads}\ns1,是,文 1,2\n".encode(), period=YEAR)
        assert content(found) == [
            Reading("s1", "veto", YEAR, True, None, "文 1"),
            Reading("s1", "area", YEAR, Decimal(2)),
        ]


def test_evidence_without_a_value_is_not_lost_but_asks_for_it() -> None:
    assert rows("organisation,veto,依据\ns1,,文 1\n") == [Reading("s1", "veto", YEAR, None, None, "文 1")]


def test_columns_stand_in_any_order_and_names_of_organisations_are_passed_over() -> None:
    found = rows("数值,期间,学校名称,指标代码,机构代码\n3,2021,虚构小学,pupils,s1\n", None)
    assert found == [Reading("s1", "pupils", "2021", Decimal(3))]


def test_headings_may_name_a_column_in_both_languages() -> None:
    assert rows("机构代码 organisation;指标代码 indicator;数值 value\ns1;pupils;3\n") == [
        Reading("s1", "pupils", YEAR, Decimal(3))
    ]


def test_titles_above_and_empty_rows_below_are_no_readings() -> None:
    text = '"填报表, 2021"\n\n机构代码,名称,pupils\ns1,甲,3\n\n,,\ns2,乙,4\n'
    found = read(CSV, text.encode(), period=YEAR)
    assert [each.organisation for each in told(found.columns)] == ["s1", "s2"]
    assert [found.place(row) for row in range(2)] == ["line 4, column pupils", "line 7, column pupils"]


def test_a_place_counts_the_lines_within_quotation_marks() -> None:
    found = read(CSV, b'organisation,indicator,value,evidence\ns1,a,1,"x\ny"\ns1,b,2,\n', period=YEAR)
    assert [found.place(row) for row in range(2)] == ["line 2", "line 4"]
    assert found.columns.evidence == {0: "x\ny"}


def test_lines_may_end_as_any_system_ends_them() -> None:
    for end in ("\n", "\r\n", "\r"):
        assert len(rows(end.join(["organisation,pupils", "s1,1", "s2,2"]))) == 2


@pytest.mark.parametrize("cell", ["=1+1", "+5", "@SUM(A1)", "=HYPERLINK(0)", "-1+2", "＝1"])
def test_a_formula_is_a_text_that_the_judge_refuses(cell: str) -> None:
    found = read(CSV, f"organisation,pupils\ns1,{cell}\n".encode(), period=YEAR).columns.given(0)
    assert found.value == cell
    assert "wrong_type" in {each.cause.code for each in judge_form(found, GROUND, None)}


def test_a_workbook_says_where_a_reading_stands() -> None:
    body = workbook(
        [["x"], [], ["organisation", "name", "period", "pupils", "area"], ["s1", "甲", YEAR, None, Decimal(3)]], "填报"
    )
    assert read(XLSX, body).place(0) == "sheet 填报, row 4, column E"


def test_what_excel_shows_otherwise_than_it_keeps_is_no_number() -> None:
    made = io.BytesIO()
    with Workbook(made) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["organisation", "percent", "day", "own", "plain", "money"])
        page.write_string(1, 0, "s1")
        for column, form in enumerate(["0.0%", "yyyy-mm-dd", 'm"月"d"日"', "0.00", '"¥"#,##0'], start=1):
            page.write_number(1, column, 0.85 if column == 1 else 44440, book.add_format({"num_format": form}))
    values = [each.value for each in told(read(XLSX, made.getvalue(), period=YEAR).columns)]
    assert values == ["85%", date(2021, 9, 1).isoformat(), "2021-09-01", 44440, 44440]


def test_what_a_formula_came_to_is_taken_as_excel_kept_it() -> None:
    made = io.BytesIO()
    with Workbook(made) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["organisation", "a", "b", "c"])
        page.write_string(1, 0, "s1")
        for column, value in enumerate([7, "#DIV/0!", "text"], start=1):
            page.write_formula(1, column, "=1", None, value)
    assert [each.value for each in told(read(XLSX, made.getvalue(), period=YEAR).columns)] == [7, "#DIV/0!", "text"]


def test_codes_that_excel_made_numbers_are_codes_again() -> None:
    body = workbook([["organisation", "period", "a"], [Decimal(640221), Decimal(2021), Decimal(1)]])
    assert told(read(XLSX, body).columns) == [Reading("640221", "a", "2021", Decimal(1))]


def test_codes_of_arrow_may_be_numbers_and_dictionaries() -> None:
    made = pa.table({"organisation": [640221], "indicator": pa.array(["a"]).dictionary_encode(), "value": [1.5]})
    assert told(read(STREAM, arrow_of(made), period=YEAR).columns) == [Reading("640221", "a", YEAR, Decimal("1.5"))]


HEADS: list[tuple[Sequence[str], set[str]]] = [
    (["organisation", "indicator", "value", "remark"], {"unknown_column"}),
    (["organisation", "indicator"], {"column_missing"}),
    (["organisation", "value"], {"column_missing"}),
    (["organisation", "name"], {"column_missing"}),
    (["organisation", "pupils", "pupils"], {"column_twice"}),
    (["organisation", "机构代码", "pupils"], {"column_twice"}),
    (["organisation", "pupils", "unknown_reason"], {"unknown_column"}),
    (["organisation", "pupils", "evidence:area"], {"unknown_column"}),
    (["organisation", "a" * 201], {"string_too_long"}),
    (["organisation", *(f"i{n}" for n in range(3000))], {"too_many_columns"}),
]  # fmt: skip


@pytest.mark.parametrize(("heads", "codes"), HEADS)
def test_headings_that_say_nothing_are_named(heads: Sequence[str], codes: set[str]) -> None:
    cells = ["1"] * len(heads)
    for media_type, body in (
        (CSV, f"{','.join(heads)}\n{','.join(cells)}\n".encode()),
        (XLSX, workbook([heads, cells])),
        (STREAM, arrow_of(pa.Table.from_arrays([pa.array(["1"])] * len(heads), names=list(heads)))),
    ):
        if media_type == STREAM and "too_many_columns" in codes:
            continue  # refused before its names are looked at
        with pytest.raises(BodyInvalid) as refused:
            read(media_type, body, period=YEAR)
        assert {fault.code for fault in refused.value.faults} == codes


WRONG: list[tuple[str, str, str]] = [
    ("organisation,pupils\ns1,1\ns2\ns3,1,2\n", "cells_miscounted", "line 3"),
    ("organisation,pupils\n" + "s" * 201 + ",1\n", "string_too_long", "line 2, column organisation"),
    ("organisation,period,pupils\ns1," + "2" * 41 + ",1\n", "string_too_long", "line 2, column period"),
    ("organisation,pupils\n\ns1,?" + "x" * 2001 + "\n", "string_too_long", "line 3, column unknown_reason"),
    ("organisation,pupils\ns1,\n", "too_short", "readings"),
    ("organisation,pupils\n", "too_short", "readings"),
]


@pytest.mark.parametrize(("text", "code", "pointer"), WRONG)
def test_a_fault_of_a_table_is_pointed_at(text: str, code: str, pointer: str) -> None:
    with pytest.raises(BodyInvalid) as refused:
        read(CSV, text.encode(), period=YEAR)
    assert (refused.value.faults[0].code, refused.value.faults[0].pointer) == (code, pointer)


def test_a_table_without_periods_needs_one_beside_it() -> None:
    with pytest.raises(BodyInvalid) as refused:
        read(CSV, b"organisation,pupils\ns1,1\n")
    assert refused.value.faults[0].pointer == "column period"


def test_a_column_of_a_type_that_is_no_value_is_named() -> None:
    made = io.BytesIO()
    pq.write_table(pa.table({"organisation": ["s1"], "indicator": ["a"], "value": [date(2021, 9, 1)]}), made)
    with pytest.raises(BodyInvalid) as refused:
        read(PARQUET, made.getvalue(), period=YEAR)
    assert (refused.value.faults[0].code, refused.value.faults[0].given) == ("column_type", "date32[day]")


def test_text_with_nul_in_a_table_is_refused() -> None:
    for column in ("organisation", "indicator", "value", "evidence"):
        cells = {"organisation": "s1", "indicator": "a", "value": "1", "evidence": "x", column: "a\0b"}
        with pytest.raises(BodyInvalid) as refused:
            read(STREAM, arrow_of(pa.table({name: [cell] for name, cell in cells.items()})), period=YEAR)
        assert refused.value.faults[0].code == "text_unstorable"
