"""Pages in two columns."""

from services.plans.readers.sources import read_source
from tests.plans.readers.pdf_files import Page, pdf
from tests.plans.readers.shown import kept, lines, tables

LEFT = (
    "一、总体要求",
    "为了办好人民满意的教育，",
    "结合实际，制定本方案，请",
    "各地各单位认真落实。",
    "二、重点任务",
    "（一）新建学校。新建学校",
    "十二所，新增学位一万个，",
)
RIGHT = (
    "让适龄儿童就近入学，做到",
    "应入尽入。（责任单位：市",
    "教育局、市财政局）",
    "（二）培训教师。每年培训",
    "教师五百人次，全员覆盖。",
    "（牵头单位：市教育局；配",
    "合单位：市人社局）",
)
READ = [
    "一、总体要求",
    "为了办好人民满意的教育，结合实际，制定本方案，请各地各单位认真落实。",
    "二、重点任务",
    "（一）新建学校。新建学校十二所，新增学位一万个，让适龄儿童就近入学，做到应入尽入。（责任单位：市教育局、市财政局）",
    "（二）培训教师。每年培训教师五百人次，全员覆盖。（牵头单位：市教育局；配合单位：市人社局）",
]


def columns(page: Page, top: float, shifted: float = 0) -> Page:
    for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        page.write(80, top + 20 * number, left)
        page.write(320, top + 20 * number + shifted, right)
    return page


def read(*pages: Page) -> list[str]:
    return lines(kept(read_source("application/pdf", pdf(pages))))


def test_one_column_is_read_after_the_other_and_the_title_above_them_first() -> None:
    page = columns(Page(size=12), 120)
    page.write(190, 70, "云泽市教育行动方案（虚构）")
    assert read(page) == ["云泽市教育行动方案（虚构）", *READ]


def test_columns_whose_lines_stand_at_other_heights_are_read_alike() -> None:
    assert read(columns(Page(size=12), 120, shifted=9)) == READ


def test_what_goes_across_parts_the_columns_above_it_from_those_below() -> None:
    page = columns(Page(size=12), 120)
    page.write(80, 300, "以下各项由市教育局会同市财政局、市人社局、市住建局按季调度")
    assert read(columns(page, 340)) == [*READ, "以下各项由市教育局会同市财政局、市人社局、市住建局按季调度", *READ]


def test_page_numbers_and_heads_belong_to_no_column() -> None:
    pages = []
    for number in range(1, 4):
        page = columns(Page(size=12), 120)
        page.write(80, 40, "云泽市教育局文件")
        page.write(440, 815, f"— {number} —")
        pages.append(page)
    found = read(*pages)
    assert not any("文件" in line or "—" in line for line in found)
    assert found.count(READ[3]) == 3


def test_a_table_without_rules_is_read_across() -> None:
    page = Page(size=12)
    for number in range(8):
        page.write(80, 120 + 20 * number, "任务" * (1 + number % 4))
        page.write(320, 120 + 20 * number, "市教育局" if number % 2 else "市人力资源社会保障局")
    assert tables(kept(read_source("application/pdf", pdf([page]))))[0][:2] == ["0,0 任务", "0,1 市人力资源社会保障局"]


def test_a_few_lines_side_by_side_are_no_columns() -> None:
    page = Page(size=12)
    for number in range(3):
        page.write(80, 120 + 20 * number, LEFT[number])
        page.write(320, 120 + 20 * number, RIGHT[number])
    assert tables(kept(read_source("application/pdf", pdf([page]))))[0][:2] == [f"0,0 {LEFT[0]}", f"0,1 {RIGHT[0]}"]
