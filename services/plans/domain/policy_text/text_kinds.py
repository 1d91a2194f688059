"""Whether a document is a plan, a law, a news item or a bare notice."""

import re
from collections.abc import Sequence

from services.plans.domain.policy_text.answering import names_units
from services.plans.domain.policy_text.asides import facts_in, signatures
from services.plans.domain.policy_text.layout import Layout
from services.plans.domain.policy_text.lines import Line
from services.plans.domain.policy_text.outline import Section

_BYLINE = re.compile(
    r"\(?(?:文|图|作者|撰文|供稿|通讯员|记者|来源) ?/|本报讯|讯 ?\(|记者 ?[^\W0-9]{2,4}(?: |\)|报道)"
    r"|通讯员|\(记者|新华社|据.{2,10}消息"
)
_LATELY = re.compile("近日|日前|昨日|今日|记者从|[0-9]{1,2}日,")
_OFFICIAL = re.compile("(?:方案|意见|计划|规划|办法|通知|规定|条例|细则|措施|纲要|决定|要点)(?:\\([^()]*\\))*》?$")
_SPOKEN = re.compile(
    "[^,。;:]{0,20}(?:记者|主持人|[问答]) ?:|[\u4e00-\u9fff·]{2,4} ?:|.{0,12}记者|.*(?:电视台|新华社|日报|新闻)[^,。;:]{0,6}:"
)
_SPEAKER = 40
_ENOUGH = 3
_ARTICLES = 3


def is_news(lines: Sequence[Line], layout: Layout, root: Section) -> bool:
    """By-line, source and 近日 together; a title of a document with chapters below it outweighs them."""
    title = "".join(lines[at].text for at in layout.title)
    chapters = sum(1 for one in root.children if one.numbered)
    if (_OFFICIAL.search(title) and chapters) or any(organs for organs, _ in signatures(lines)):
        return False
    kinds = {fact.kind for line in lines if not line.table for fact in facts_in(line.text)}
    texts = [line.text for line in lines if not line.table]
    score = 1 if "source" in kinds else 0
    score += 1 if "published" in kinds else 0
    score += 2 if any(_BYLINE.search(text[:200] + text[-60:]) for text in texts) else 0
    score += 1 if any(_LATELY.search(text[:60]) for text in texts[: 6 + len(layout.matter)]) else 0
    score += 1 if not _OFFICIAL.search(title) else 0
    return score >= _ENOUGH


def is_talk(lines: Sequence[Line]) -> bool:
    """Questions and answers, or what several speakers said one after another."""
    texts = [line.text[:_SPEAKER] for line in lines if not line.table]
    return sum(bool(_SPOKEN.match(text)) for text in texts) >= _ENOUGH


def is_law(root: Section) -> bool:
    """Articles (第X条) outnumber the items beside them, and no brackets hand them out, as in 若干措施."""
    whole = [one for one in root.walk() if one.family == "article"]
    articles = len(whole)
    if 2 * sum(1 for one in whole if names_units("".join(block.text for block in one.blocks))) > articles:
        return False
    tops = sum(
        1 for one in root.children if one.family not in {"article", "part", "chapter", "section"} and one.numbered
    )
    return articles >= _ARTICLES and articles > tops
