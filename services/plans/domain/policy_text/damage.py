"""Damage that the words themselves show: lost figures, years and names, broken dates and document numbers, residue."""

import re
from collections.abc import Iterator, Sequence

from services.plans.domain.policy_text.draft import Defect
from services.plans.domain.policy_text.folding import fold
from services.plans.domain.policy_text.lines import Line
from services.plans.domain.policy_text.source import Source, Span

AT_MOST = 300  # of one code: a document damaged everywhere is said to be so, not listed character by character

_FORMS = (
    ("number_lost", re.compile("(?<=[^0-9〇一二三四五六七八九十百千万分之点( \n\t|])%(?=[^\\s|)])")),
    (
        "number_lost",
        re.compile(
            "(?<=计划|招聘|新增|新建|建成|评选|遴选|达到|不少|不低|至少|超过|培育|引进|补充|选派|招收|打造|创建|认定|命名|配备|培训)(?:于)?"
            "[名所个间台套座项门节](?=[、,。;的]|以上|左右|\\()"
        ),
    ),
    (
        "number_lost",
        re.compile(
            "(?:招聘|培养|培训|引进|选派|评选|遴选|补充|招收|配备|选聘|聘请)[\u4e00-\u9fff]{1,8}?"
            "(?<![姓排署报命实提签点著着知罪书站域第多若几数每各])名(?=[、,。;])"
        ),
    ),
    (
        "year_lost",
        re.compile(
            "(?<![达遇直得受想做看])[到至从自](?=年(?:[^底末初终级龄度间中内轻前后均产老限关人报会薪轮]|[末初]))年"
        ),
    ),
    (
        "year_lost",
        re.compile(
            "(?:(?<=[,。;])|(?<=\\())年(?=[^\\W培接底末初度级龄内均产轻终关限间中收人生检报审会平增费纪薪月份代味轮货尾])"
        ),
    ),
    ("year_lost", re.compile("(?<![0-9〇零一二三四五六七八九十])-年")),
    (
        "year_lost",
        re.compile("(?<![0-9〇零一二三四五六七八九十年个每两多近当次翌今去明后前本同逐历周全上下半几数 ])年 *月 *日"),
    ),
    ("document_number_damaged", re.compile("(?<=[发函办字号督通教政电规]) ?\\( ?\\)(?= ?第?[0-9]{1,5} ?号)")),
    ("document_number_damaged", re.compile("(?<=[发函办字号督导通教政电规])\\(?(?:19|20)[0-9]{2}[0-9]{1,4}号")),
    ("document_number_damaged", re.compile("(?<=[发函办字号督导通教政电规])\\((?:19|20)[0-9]{2}(?=号)")),
    ("numbers_run_together", re.compile("(?<![0-9.])[0-9]{1,3}(?:\\.[0-9]{1,3})?%[0-9]{1,3}(?:\\.[0-9]{1,3})?%")),
    ("numbers_run_together", re.compile("(?<![0-9.])724(?=小时)")),
    ("years_run_together", re.compile("(?<![0-9])(?:19|20)[0-9]{2}(?:19|20)[0-9]{2}(?=\\)|年|学年)")),
    ("dash_lost", re.compile("[12][0-9]{3}年[0-9]{1,2}月(?:[0-9]{1,2}日)?[12][0-9]{3}年[0-9]{1,2}月(?:[0-9]{1,2}日)?")),
    ("quotes_empty", re.compile("“ *”|《 *》|「 *」")),
    ("brackets_empty", re.compile("(?<=[^\\W0-9a-zA-Z])\\(\\)(?! ?第?[0-9]{1,5} ?号)")),
    (
        "field_residue",
        re.compile("\\(bookmark:[^()\n]{0,60}\\)|HYPERLINK|PAGEREF|MERGEFORMAT|_Toc[0-9]+|错误!(?:未找到|未定义)"),
    ),
    ("characters_lost", re.compile("[\ufffd\ue000-\uf8ff]+|锟斤拷|烫烫烫")),
)
_ADDRESS = re.compile("(?:https?://|www\\.)[!-~]+")
_YEAR_END = re.compile("(?<![达遇直得受想做看])[到至]年底|(?<=[,。;(])年底前")
_SPACED = re.compile("(?<=[\u4e00-\u9fff]{3}) (?=[\u4e00-\u9fff])")
_BARE_DATE = re.compile("(?:19|20)[0-9]{2}[0-9]{2,4}")
_LOST_LABEL = re.compile("[长员] ?:")
_SENTENCE = 40
_HEADING = 30
_AFTER_NAMES = frozenset("会府厅局部委办院处室组级地区市县校员长")


def damaged_text(source: Source) -> Iterator[Defect]:
    """Damage wherever it stands in the document."""
    text = _ADDRESS.sub(lambda found: "/" * len(found[0]), fold(source.text))
    years = 0
    for code, form in _FORMS:
        for number, found in enumerate(form.finditer(text)):
            if number == AT_MOST:
                break
            years += code == "year_lost"
            yield Defect(code, Span(*found.span()))
    if years:  # 到年底 is right by itself; where other years are lost it has lost its own
        for number, found in enumerate(_YEAR_END.finditer(text)):
            if number < AT_MOST:
                yield Defect("year_lost", Span(*found.span()))


def damaged_lines(lines: Sequence[Line]) -> list[Defect]:
    """Damage that shows by its place in a line: lost names and labels, bare dates, blanks within words."""
    found: list[Defect] = []
    for line in lines:
        if line.table:
            continue
        start = line.span.start
        words = line.text.lstrip()
        if words.startswith(":"):
            found.append(Defect("name_lost", Span(start, start + len(line.text) - len(words) + 1)))
        elif _LOST_LABEL.match(words):
            found.append(Defect("label_damaged", Span(start, start + words.index(":") + 1)))
        elif _BARE_DATE.fullmatch(words):
            found.append(Defect("date_without_marks", line.span))
        elif len(words) > _SENTENCE and "。" in words:
            found.extend(Defect("space_in_word", Span(at, at + 1)) for at in _spaces(line))
    return found


def _spaces(line: Line) -> Iterator[int]:
    for number, found in enumerate(_SPACED.finditer(line.text, _HEADING)):
        if number == AT_MOST:
            return
        if line.text[found.start() - 1] not in _AFTER_NAMES:
            yield line.span.start + found.start()
