"""What stands on a page without belonging to the document: menus, share buttons, footers, page numbers, contents."""

import re
from collections import Counter
from collections.abc import Sequence

from services.plans.domain.policy_text.lines import Line
from services.plans.domain.policy_text.marks import read_mark

_LONGEST = 160
_ANYWHERE = re.compile(
    "扫一扫|扫描二维码|微信扫|分享到|分享至|当前位置|您的位置|所在位置|您现在的位置|版权所有|公网安备|icp备|ICP备|网站标识码"
    "|网站地图|设为首页|加入收藏|返回顶部|上一篇|下一篇|上一条|下一条|浏览次数|阅读次数|长者模式"
    "|附件下载|文件下载|相关文件链接|相关链接|相关阅读|相关解读|关闭窗口|关闭本页|打印本页|打印此页|技术支持:|Copyright|copyright"
)
_IN_SHORT = re.compile("营业执照|无障碍|扫码|点击[数量]|访问量|适老")
_SHORT = 16
_WHOLE = re.compile(
    "(?:字号 ?:?.{0,12}|打印|关闭|收藏|分享|返回|首页|登录|注册|搜索|×|x|大 ?中 ?小|分享:?|听全文|纠错|更多|>+"
    "|政策解读|图解|【?原文下载】?|\\(?本文有(?:删减|删节)\\)?|(?:主办|承办)单位:.{0,30}(?:网站|网).{0,20}|https?://[^ ]*)"
)
_PAGE_NUMBER = re.compile(
    "-{1,3} ?[0-9]{1,4} ?-{1,3}|第 ?[0-9]{1,4} ?页(?:,? ?[共/] ?[0-9]{1,4} ?页?)?|[0-9]{1,4} ?/ ?[0-9]{1,4}"
)
_LEADERS = re.compile("(?:[.…·]|-){3,} ?[0-9]{1,4}$")
_CONTENTS = re.compile("目 *录")
_OFTEN = 3


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines that are the document's own; page numbers go, so a sentence over two pages closes again."""
    body = [line for line in lines if line.table or not _is_furniture(line.text)]
    pages = sum(1 for line in lines if _PAGE_NUMBER.fullmatch(line.text))
    return _without_contents(_without_running_heads(body) if pages > 1 else body)


def _is_furniture(text: str) -> bool:
    if len(text) > _LONGEST or text[-1] in "。;," or ((mark := read_mark(text)) and mark.sure and mark.number):
        return False
    return bool(
        _ANYWHERE.search(text)
        or (len(text) <= _SHORT and _IN_SHORT.search(text))
        or _WHOLE.fullmatch(text)
        or _PAGE_NUMBER.fullmatch(text)
        or _LEADERS.search(text)
    )


def _without_running_heads(lines: Sequence[Line]) -> list[Line]:
    often = Counter(line.text for line in lines if not line.table and len(line.text) <= _LONGEST // 2)
    heads = {text for text, times in often.items() if times >= _OFTEN and ":" not in text and text[-1] not in "。;"}
    seen: set[str] = set()
    kept = []
    for line in lines:
        if line.text not in heads or line.text not in seen:
            kept.append(line)
        seen.add(line.text)
    return kept


def _without_contents(lines: list[Line]) -> list[Line]:
    """Without a table of contents: from its heading to where its first entry stands again."""
    for at, line in enumerate(lines[:-1]):
        if _CONTENTS.fullmatch(line.text):
            first = lines[at + 1].text.rstrip("0123456789 ")
            again = next((n for n in range(at + 2, len(lines)) if first and lines[n].text.startswith(first)), None)
            return lines if again is None else [*lines[:at], *lines[again:]]
    return lines
