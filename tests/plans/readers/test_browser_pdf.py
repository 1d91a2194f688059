"""A PDF as a browser prints it, with its fonts and its own way to lay out a page."""

import subprocess
from pathlib import Path

import pytest

from services.plans.readers.sources import read_source
from tests.conftest import chromium
from tests.plans.readers.shown import kept, lines, tables

PARAGRAPH = "各县（市、区）要按照全省部署，到2027年义务教育巩固率达到97%以上，每年培训教师1200人次。" * 4
PAGE = f"""<meta charset=utf-8><style>p {{ text-indent: 2em; margin: 0 }}
td {{ border: 1px solid; height: 3em }}</style>
<h1>云泽市高质量发展方案（虚构）</h1>{"".join(f"<p>（{at}）{PARAGRAPH}</p><p>{PARAGRAPH}</p>" for at in range(1, 8))}
<table style="border-collapse:collapse"><tr><td rowspan=2>序号<td colspan=2>任务<tr><td>内容<td>单位
{"".join(f"<tr><td>{at}<td>扩建学校<td>教育局" for at in range(1, 20))}</table><p>结尾。</p>"""


@pytest.mark.browser
def test_a_printed_page_gives_its_paragraphs_and_its_table_over_two_pages(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    printed = tmp_path / "page.pdf"
    command = [str(chromium()), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run([*command, f"--print-to-pdf={printed}", f"file://{tmp_path}/page.html"], check=True, timeout=60)
    source = kept(read_source("application/pdf", printed.read_bytes()))
    numbered = [line for at in range(1, 8) for line in (f"（{at}）{PARAGRAPH}", PARAGRAPH)]
    assert lines(source) == ["云泽市高质量发展方案（虚构）", *numbered, "结尾。"]
    assert tables(source)[0][:4] == ["0,0+2x1 序号", "0,1+1x2 任务", "1,1 内容", "1,2 单位"]
    assert len(tables(source)[0]) == 4 + 19 * 3
