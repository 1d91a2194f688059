"""Names that begin a list of duties: 市教育局:…, (一)市教育局。…, a line of its own, or a sign that a name is lost."""

import re
from dataclasses import dataclass

from services.plans.domain.policy_text.brackets import BracketedText
from services.plans.domain.policy_text.duty_words import MODAL, NUMBERING, STARTS_DUTY, VERB
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.role_clauses import Part, read_clause
from services.plans.domain.policy_text.role_words import LABEL
from services.plans.domain.policy_text.unit_words import bears_duties, is_officer, is_unit

_LONGEST_HEAD, _LONGEST_STATUS, _LONGEST_ACTOR = 120, 12, 60
_HEAD = re.compile("(?P<name>[^:。;]{2,120}?) *(?P<mark>:|。|;|$| (?= *[\u4e00-\u9fff]))")
_DUTIES_FIELD = re.compile("(?P<who>[^。;:]{2,80}?)[。;, ]+(?:主要|工作|具体|岗位)*(?:职责|任务|分工)(?:分工|内容)?:")
_LOST = re.compile(" *: *(?=[\u4e00-\u9fff])")
_NO_DUTY = re.compile(
    " *(?:设在|设于|见附件|略|电话|地址|联系|\\d|[\u4e00-\u9fff]{1,4}$|[\u4e00-\u9fff]{2,4} {1,4}[\u4e00-\u9fff])"
)
# After 副组长: there stands as a rule who that is, and no duty.
_OF_GROUP = re.compile(
    "(?:第一|常务)?副?(?:组长|总?指挥长?|主任|召集人)|成员(?:单位)?|参会人员|出席|列席|请假|记录|地址|电话|附[则件录]?|备注|说明|注"
)
_NO_UNIT = re.compile("(?:发文|发布|印发|签发|制发|来源|主管|主送|抄送|报送|联系|落款|索引|供稿)")
_NO_ACTOR = re.compile(f"由|^(?:[本该此并]|{STARTS_DUTY.pattern})")
_OF_ALL = re.compile(" *(?:以上|上述|各(?:成员|有关|相关|责任)+(?:单位|部门)(?![:,。]))")
_NO_LIST = re.compile(
    " *(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}(?:部分|[编章节])|附[则件录:]|备注|说明:|注:|[\u4e00-\u9fff]{0,4}(?:电话|联系人|邮箱|地址):)"
)
_GENERIC = re.compile("(?:各|有关|相关|成员|主要|各有关|各相关)*(?:部门|单位|机构|岗位|人员|部门和单位|部门单位)?")
_ASKS = re.compile(f"(?:明确|压实|夯实|细化|厘清|划分|{VERB.pattern})")
_LED = re.compile(r" *\([^()]{0,30}(?:牵头|负责|主责)[^()]{0,6}\)$")
_SORTS = (("1", re.compile("\\d+")), ("一", re.compile("[一二三四五六七八九十]+")), ("①", re.compile("[①-⑳]")))
_STATUS = re.compile("的?(?:主要|具体|工作|岗位|安全)*(?:职责|职能|任务|责任|分工)(?:分工)?(?:如下|是|为|包括|有)*$")


@dataclass(frozen=True, slots=True)
class Head:
    """`names` is empty where the name is lost; `body` is where the duties begin; `style` the sort of its number.

    `stated` says that 职责 or the like stands after the names.
    """

    names: tuple[tuple[int, int], ...]
    start: int
    body: int
    style: str
    sure: bool
    stated: bool = False


def head_of(passage: Passage, following: str = "") -> Head | None:
    """Of a paragraph and the text of the one after it, by themselves; None where it begins no list of duties."""
    text = passage.text
    lost = _LOST.match(text)
    if lost:
        return Head((), 0, lost.end(), "", sure=False)
    numbering = NUMBERING.match(text)
    begun = numbering.end() if numbering else 0
    if fielded := _fielded(passage, begun):
        return fielded
    found = _HEAD.match(text, begun)
    if not found or names_no_unit(found["name"]):
        return None
    names = unit_names(passage, found.start("name"), found.end("name"))
    stated = begun > 0 and bool(_STATUS.search(found["name"]))
    if not names or not (stated or _begins_duties(text, found, begun > 0, names)):
        return None
    if found.end() == len(text) and not begun and not _starts_duty(following):
        return None
    sure = bool(STARTS_DUTY.match(text, found.end()))
    return Head(names, begun, found.end(), style_of(text), sure)


def _fielded(passage: Passage, begun: int) -> Head | None:
    """牵头单位:镇中心学校。职责:…: a field with the name and one with its duties."""
    text = passage.text
    label = LABEL.match(text, begun)
    duties = label and label["colon"] and _DUTIES_FIELD.match(text, label.end())
    names = unit_names(passage, *duties.span("who")) if duties else ()
    return Head(names, begun, duties.end(), style_of(text), sure=True) if duties and names else None


def states_duties(text: str) -> bool:
    """Whether a paragraph names who answers and what that one has to do."""
    label = LABEL.match(text)
    return bool(label and label["colon"] and _DUTIES_FIELD.match(text, label.end()))


def names_no_unit(words: str) -> bool:
    """牵头单位, 组长, 主送: what stands before a colon and a name."""
    words = words.replace(" ", "")
    return bool(LABEL.fullmatch(words) or _NO_UNIT.match(words) or _OF_GROUP.fullmatch(words))


def stated_part(text: str, start: int, end: int) -> tuple[int, bool]:
    """教务处的职责是: where the name ends before such a word, and whether there is one."""
    status = _STATUS.search(text, max(start, end - _LONGEST_STATUS), end)
    said = status and (_GENERIC.fullmatch(text, start, status.start()) or _ASKS.match(text, start))
    if not status or status.start() == start or said:
        return end, False
    return status.start(), True


def _starts_duty(text: str) -> bool:
    """Whether a paragraph begins with a number or with a verb, as the duties below a name do, and no letter does."""
    return bool(style_of(text) or STARTS_DUTY.match(text.lstrip()))


def _begins_duties(text: str, found: re.Match[str], numbered: bool, names: tuple[tuple[int, int], ...]) -> bool:
    rest = text[found.end() : found.end() + 12]
    if found["mark"] == ":":
        return not _NO_DUTY.match(rest)
    strict = all(bears_duties(text[slice(*name)]) for name in names)
    if found["mark"] in (" ", ";"):
        return strict and bool(STARTS_DUTY.match(rest.strip()))
    return strict and (numbered or not rest or bool(STARTS_DUTY.match(rest)))


def acting(text: str, start: int, end: int) -> int:
    """Where what an organ does begins, in a sentence that begins with its name (市财政局统筹…); `start` if with none."""
    stop = text.find(",", start, end)
    last = min(end if stop < 0 else stop, start + _LONGEST_ACTOR)
    for verb in STARTS_DUTY.finditer(text, start + 2, last):
        name = text[start : verb.start()].rstrip()
        if verb[0] != "为" and bears_duties(name) and not _NO_ACTOR.search(name):
            return verb.start()
    return start


def unit_names(passage: Passage, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The units of a stretch that holds nothing else; the last may stand for the kind of all (自然资源、住房部门)."""
    if not 2 <= end - start <= _LONGEST_HEAD or ":" in passage.text[start:end]:
        return ()
    status = _STATUS.search(passage.text, max(start, end - _LONGEST_STATUS), end)
    if status and (_GENERIC.fullmatch(passage.text, start, status.start()) or _ASKS.match(passage.text, start)):
        return ()
    end = status.start() if status else end
    if status and names_no_unit(passage.text[start:end]):
        return ()
    parts, _ = read_clause(BracketedText.of(passage.cut(start, end)), 0, end - start, None, None)
    names = tuple((start + part.start, start + part.end) for part in parts if part.start < part.end)
    names = tuple((first, last - _led(passage.text[first:last])) for first, last in names)
    return names if names and _are_units(passage.text, names, parts) else ()


def _led(name: str) -> int:
    """综合协调组(县教育局牵头): how long the bracket is that says who leads."""
    led = _LED.search(name)
    return len(led[0]) if led and led.start() > 1 else 0


def _are_units(text: str, names: tuple[tuple[int, int], ...], parts: tuple[Part, ...]) -> bool:
    words = [text[slice(*name)] for name in names]
    numbered = NUMBERING.match(text, 0, names[0][0]) is not None
    if len(words) == 1 and is_officer(words[0]) and (numbered or text[names[0][1] :].lstrip().startswith(":")):
        return True
    if any(part.rule == "role_verb" for part in parts):
        return False
    shared = words[-1].endswith("部门")
    return all(is_unit(word) or (shared and 2 <= len(word) <= 10 and not MODAL.search(word)) for word in words)


def style_of(text: str) -> str:
    """The sort of number that a paragraph begins with."""
    numbering = NUMBERING.match(text)
    sort = numbering[0].strip() if numbering else ""
    for one, numbers in _SORTS:
        sort = numbers.sub(one, sort)
    return sort


def ends_list(text: str, style: str) -> bool:
    """Whether a paragraph without a unit ends the list: a heading of the same sort, or of a section."""
    mine = style_of(text)
    return bool(_NO_LIST.match(text) or _OF_ALL.match(text)) or (bool(mine) and mine == style)
