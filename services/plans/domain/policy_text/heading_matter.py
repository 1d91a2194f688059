"""Title, authority, number, day and legal status of a document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from services.plans.domain.policy_text.asides import is_organ
from services.plans.domain.policy_text.dates import days_in
from services.plans.domain.policy_text.draft import ASSUMED, BY_RULE, PRINTED, Defect, Read
from services.plans.domain.policy_text.facts import Said, Signature, announced, day_said, labelled, signed
from services.plans.domain.policy_text.layout import Layout
from services.plans.domain.policy_text.lines import Line
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.source import Source, Span
from services.plans.domain.words import LegalStatus

NUMBER = re.compile(r"[^\W0-9a-zA-Z_]{1,14} ?\([12][0-9]{3}\) ?第? ?[0-9]{1,5} ?号")
_ISSUED_BY = re.compile("^(?:[^ ]{0,20}号 +)?([^关《。,;:]{3,40}?)关于")
_REDHEAD = re.compile("^(.{3,40}?)(?:文件)$")
_DRAFT = re.compile("征求意见|草案|讨论稿|送审稿|意见稿|公开征集意见")
_ENDED = re.compile(
    r"(?:本|该|此)(?:文件|通知|办法|规定|意见|方案).{0,6}(?:废止|失效)|^\(?已(?:废止|失效)\)?$|^失效$|^废止$"
)
_REPLACED = re.compile("(?:已)?被.{0,60}(?:替代|取代|代替)")
_HANDED_ON = re.compile("印发|转发")
_SHORTEST = 8
_FIRST_LINES = 12
_BELOW_TITLE = 3
_PASSED = re.compile(r"\(.{0,80}?(?:通过|公布|发布|修订|修正|批准|施行)")
_TAKES_EFFECT = re.compile("自.{4,20}起(?:施行|实施|执行)")


@dataclass(frozen=True, slots=True)
class Matter:
    title: str | None = None
    issuer: str | None = None
    number: str | None = None
    dated: date | None = None
    dated_as_printed: str | None = None
    legal_status: LegalStatus | None = None
    read: dict[str, Read] = field(default_factory=dict)
    defects: tuple[Defect, ...] = ()


@dataclass(slots=True)
class _Reading:
    source: Source
    lines: Sequence[Line]
    layout: Layout
    facts: dict[str, Said]
    signatures: list[Signature]
    read: dict[str, Read] = field(default_factory=dict)
    defects: list[Defect] = field(default_factory=list)

    def note(self, name: str, span: Span, confidence: float, rule: str) -> str:
        self.read[name] = Read(span, confidence, rule)
        return "".join(self.source.at(span).split("\n")).strip()


def heading_matter(source: Source, lines: Sequence[Line], layout: Layout, *, news: bool) -> Matter:
    """What can be read of a document as a whole; nothing is inferred."""
    reading = _Reading(source, lines, layout, labelled(source, lines), _believable(lines, layout))
    title = _title(reading)
    number = _number(reading)
    issuer = None if news else _issuer(reading)
    dated, printed = _dated(reading, news=news)
    status = _status(reading, title, issued=bool(number or (issuer and printed)), news=news)
    return Matter(title, issuer, number, dated, printed, status, reading.read, tuple(reading.defects))


def _believable(lines: Sequence[Line], layout: Layout) -> list[Signature]:
    """The signatures with an authority, bare days of the notice, and one that ends the text."""
    found = signed(lines)
    ahead = lines[layout.title.start].span.start if layout.title else 0
    text = layout.text
    last = lines[text.stop - 1].span.end if text else 0
    return [
        one
        for one in found
        if one.organs or one.printed.span.end <= ahead or (one.day and one.printed.span.end == last)
    ]


def _title(reading: _Reading) -> str | None:
    spans = [reading.lines[at].span for at in reading.layout.title]
    if said := _labelled_title(reading, spans):
        return reading.note("title", said.span, PRINTED, "labelled")
    if not spans:
        return None
    passage = Passage.of(reading.source, spans)
    number = NUMBER.match(passage.text)
    start = number.end() if number else 0
    if annex := re.match("附件 ?[0-9一二三四五六七八九十]{0,2} ?[:、. ]", passage.text):
        start = annex.end()
    reading.read["title"] = Read(passage.span(start, len(passage.text)), BY_RULE, "last_title_before_text")
    title = passage.printed(reading.source, start, len(passage.text)).strip()
    return title[1:-1] if title.startswith("《") and title.endswith("》") else title


def _labelled_title(reading: _Reading, spans: Sequence[Span]) -> Said | None:
    """标题:… where the lines that were found are its last or first ones only, or no title at all."""
    said = reading.facts.get("title")
    if said is None or "《" in said.text or _HANDED_ON.search(said.text):
        return said if said and not spans else None
    whole = _bare(said.text)
    found = _bare(Passage.of(reading.source, spans).text) if spans else ""
    keywords = reading.layout.title and not reading.layout.issues and len(found) < _SHORTEST
    cut = len(found) < len(whole) and (whole.endswith(found) or whole.startswith(found))
    return said if cut or keywords else None


def _bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _number(reading: _Reading) -> str | None:
    said = reading.facts.get("number")
    if said and (found := NUMBER.search(said.text)):
        return reading.note("number", _part(said.span, found), PRINTED, "labelled")
    for line in (reading.lines[at] for at in (*reading.layout.matter, *reading.layout.title)):
        start = _after_label(reading, line)
        if not line.table and len(line.text) < 120 and (found := NUMBER.match(line.text, start)):
            return reading.note("number", _part(line.span, found), PRINTED, "above_the_text")
    for line in _below_title(reading):
        if found := NUMBER.fullmatch(line.text.strip("()")):
            lead = line.text.index(found[0])
            span = Span(line.span.start + lead, line.span.start + lead + len(found[0]))
            return reading.note("number", span, PRINTED, "below_the_title")
    return None


def _below_title(reading: _Reading) -> list[Line]:
    """The first lines of the text, as far as they have no table."""
    return [reading.lines[at] for at in reading.layout.text[:_BELOW_TITLE] if not reading.lines[at].table]


def _after_label(reading: _Reading, line: Line) -> int:
    """Where the words of 标题:… begin; a document's number often stands before its title there."""
    title = reading.facts.get("title")
    inside = title and line.span.start <= title.span.start < line.span.end
    return title.span.start - line.span.start if title and inside else 0


def _part(span: Span, found: "re.Match[str]") -> Span:
    return Span(span.start + found.start(), span.start + found.end())


def _issuer(reading: _Reading) -> str | None:
    for one in reading.signatures:
        if one.organs:
            names = [reading.note("issuer", organ.span, PRINTED, "signature") for organ in one.organs]
            reading.read["issuer"] = Read(Span(one.organs[0].span.start, one.organs[-1].span.end), PRINTED, "signature")
            return "、".join(names)
    if said := reading.facts.get("issuer"):
        return reading.note("issuer", said.span, PRINTED, "labelled")
    return _issuer_in_words(reading)


def _issuer_in_words(reading: _Reading) -> str | None:
    for line in _first(reading):
        if (found := announced(line)) is not None:
            return reading.note("issuer", found[0].span, BY_RULE, "announcing_sentence")
    for line in _first(reading):
        if not line.table and (head := _REDHEAD.match(line.text)) and is_organ(head[1].strip()):
            return reading.note(
                "issuer", Span(line.span.start, line.span.start + head.end(1)), BY_RULE, "head_of_letter"
            )
        by = None if line.table or len(line.text) > 120 else _ISSUED_BY.match(line.text)
        if by and is_organ(by[1]):
            return reading.note(
                "issuer", Span(line.span.start + by.start(1), line.span.start + by.end(1)), ASSUMED, "in_title"
            )
    return None


def _first(reading: _Reading) -> list[Line]:
    return list(reading.lines[: max(reading.layout.text.start, 1)][:_FIRST_LINES])


def _dated(reading: _Reading, *, news: bool) -> tuple[date | None, str | None]:
    printed: str | None = None
    signature = reading.signatures[0] if reading.signatures else None
    labelled_day = reading.facts.get("dated") or (reading.facts.get("published") if news else None)
    if signature and not news:
        printed = reading.note("dated_as_printed", signature.printed.span, PRINTED, "signature")
        if signature.day:
            _compared(reading, signature, labelled_day)
            reading.note("dated", signature.printed.span, PRINTED, "signature")
            return signature.day, printed
        reading.defects.append(Defect(_incomplete(signature.printed.text), signature.printed.span))
    if labelled_day and (day := day_said(labelled_day)):
        words = reading.note("dated", labelled_day.span, PRINTED, "labelled")
        return day, printed or words
    return (None, printed) if printed else _passed_day(reading) or _announced_day(reading)


def _passed_day(reading: _Reading) -> tuple[date | None, str | None] | None:
    """(2021年6月3日…会议通过) below the title of a law."""
    for line in _below_title(reading):
        day = next(days_in(line.text[:200]), None) if _PASSED.match(line.text[:200]) else None
        if day and day.day:
            span = Span(line.span.start + day.start, line.span.start + day.end)
            return day.day, reading.note("dated", span, BY_RULE, "passed")
    return None


def _announced_day(reading: _Reading) -> tuple[date | None, str | None]:
    for line in _first(reading):
        found = announced(line)
        if found and found[1]:
            day = day_said(found[1])
            words = reading.note("dated_as_printed", found[1].span, BY_RULE, "announcing_sentence")
            if day:
                reading.note("dated", found[1].span, BY_RULE, "announcing_sentence")
            else:
                reading.defects.append(Defect(_incomplete(found[1].text), found[1].span))
            return day, words
    return None, None


def _compared(reading: _Reading, signature: Signature, labelled_day: Said | None) -> None:
    if labelled_day and (day := day_said(labelled_day)) and day != signature.day:
        reading.defects.append(Defect("dates_disagree", labelled_day.span))


def _incomplete(printed: str) -> str:
    return "date_without_marks" if printed.isdigit() else "date_incomplete"


def _status(reading: _Reading, title: str | None, *, issued: bool, news: bool) -> LegalStatus | None:
    validity = reading.facts.get("validity")
    words = validity.text if validity else ""
    span = validity.span if validity else reading.read["title"].span if "title" in reading.read else Span(0, 0)
    banner = next(
        (line for line in _first(reading) if not line.table and len(line.text) < 80 and _ends(line.text)), None
    )
    if banner:
        words, span = banner.text, banner.span
    if found := _ended(words):
        status, sure, rule = found, PRINTED, "said_to_have_ended"
    elif title and _DRAFT.search(Passage.of(reading.source, [reading.read["title"].span]).text):
        status, sure, rule = LegalStatus.DRAFT_FOR_COMMENT, PRINTED, "title_says_draft"
    elif news:
        status, sure, rule = LegalStatus.REPORTED_IN_PRESS, BY_RULE, "news_item"
    elif words.strip() in {"有效", "现行有效", "是"}:
        status, sure, rule = LegalStatus.IN_FORCE, PRINTED, "labelled"
    elif issued or _takes_effect(reading):
        status, sure, rule = LegalStatus.IN_FORCE, BY_RULE, "number_or_signature"
    else:
        return None
    reading.read["legal_status"] = Read(span, sure, rule)
    return status


def _takes_effect(reading: _Reading) -> bool:
    """A law says in its last articles from when it is in force."""
    texts = [reading.lines[at].text for at in reading.layout.text[-_FIRST_LINES:]]
    return any(_TAKES_EFFECT.search(text[:400]) and text.startswith("第") for text in texts)


def _ends(text: str) -> bool:
    return bool(_ENDED.search(text) or _REPLACED.search(text))


def _ended(words: str) -> LegalStatus | None:
    if _REPLACED.search(words):
        return LegalStatus.SUPERSEDED
    return LegalStatus.WITHDRAWN if re.search("废止|失效|无效", words) else None
