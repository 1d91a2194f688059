"""What can be wrong with a formula: where it stands, what it is, in both languages, and how to put it right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from services.kernel.errors import Fault


@dataclass(frozen=True)
class FormulaFault:
    """`column` counts characters from 1; the hints are empty where none can be given."""

    code: str
    column: int
    en: str
    zh: str
    hint_en: str = ""
    hint_zh: str = ""

    def as_fault(self, pointer: str, given: str) -> Fault:
        """As the API says it; `pointer` is where the formula stands in the body."""
        hint = f" ({self.hint_en}; {self.hint_zh})" if self.hint_en else ""
        return Fault(self.code, pointer, f"column {self.column}: {self.en} · 第{self.column}字：{self.zh}{hint}", given)


class FormulaRefused(Exception):  # noqa: N818 - a refusal is an answer, not an accident
    """The text is no formula, or one that means nothing here; every fault that could be found is in it."""

    def __init__(self, faults: Sequence[FormulaFault]) -> None:
        super().__init__("; ".join(f"{each.column}: {each.en}" for each in faults))
        self.faults = tuple(faults)


WORDS: Mapping[str, tuple[str, str]] = {
    "empty": ("the formula is empty", "公式为空"),
    "too_long": ("more than {most} characters", "超过{most}个字符"),
    "too_deep": ("nested more than {most} deep", "嵌套超过{most}层"),
    "too_many_parts": ("more than {most} parts", "组成部分超过{most}个"),
    "unexpected_character": ("`{given}` is not read here", "无法识别“{given}”"),
    "unclosed": ("`{given}` is not closed", "“{given}”没有闭合"),
    "unexpected": ("{expected} is expected, not {given}", "此处应为{expected_zh}，而不是{given_zh}"),
    "digits": ("a number of more than 15 digits is not kept exactly", "数字超过15位，无法精确保存"),
    "chained_comparison": ("comparisons do not follow each other", "比较不能连写"),
    "unknown_function": ("there is no function `{given}`", "没有函数“{given}”"),
    "unknown_item": ("there is no indicator `{given}`", "没有指标“{given}”"),
    "unknown_attribute": ("organisations have no attribute `{given}`", "机构没有属性“{given}”"),
    "unknown_word": ("`{given}` is none of {expected}", "“{given}”不在{expected}之中"),
    "unknown_unit": ("`{given}` is no unit that is known", "“{given}”不是已知的计量单位"),
    "arguments": ("`{given}` takes {expected}", "“{given}”的参数应为{expected_zh}"),
    "wrong_kind": ("{expected} is expected, not {given}", "此处应为{expected_zh}，而不是{given_zh}"),
    "units_differ": ("{left_en} and {right_en} cannot stand together", "“{left}”与“{right}”不能相加、比较或并列"),
    "scales_differ": ("{left_en} and {right_en} differ by a factor", "“{left}”与“{right}”相差倍数，须先换算"),
    "unit_missing": ("a number without a unit stands beside {right_en}", "没有单位的数字与“{right}”并列"),
    "not_convertible": ("{left_en} cannot be turned into {right_en}", "“{left}”不能换算为“{right}”"),
    "presence_as_value": (
        "whether something was reported must not choose a number or a derived value: missing is never zero",
        "不得以是否填报来选择数值或派生结果：缺报不等于零",
    ),
    "other_period": (
        "`{given}` is reported for a {left}, others here for a {right}",
        "“{given}”按{left_zh}填报，其余按{right_zh}填报",
    ),
    "other_reporter": (
        "`{given}` is reported by a {left}, others here by a {right}: no organisation has both",
        "“{given}”由{left_zh}填报，其余由{right_zh}填报，没有机构同时具有两者",
    ),
    "cycle": ("it would be derived from itself: {given}", "推导循环：{given}"),
    "chain_too_long": ("more than {most} derived indicators stand on each other", "派生指标层层引用超过{most}层"),
    "code_in_use": ("`{given}` is an indicator that is reported", "“{given}”是填报指标，不能再作派生指标"),
    "meaning_changed": (
        "`{given}` keeps its unit, period and organisations in every version; another meaning needs another code",
        "“{given}”的各版本须保持单位、期间和机构类别不变；含义不同请另用代码",
    ),
    "no_item": ("no indicator stands in it", "其中没有指标"),
    "factor_of_negative": (
        "`{given}` may be below zero, where a factor means nothing",
        "“{given}”可为负数，不能以倍数衡量变化",
    ),
    "unit_not_derived": ("the formula gives {left_en}, not {right_en}", "公式得出的单位是“{left}”，不是“{right}”"),
}
HINTS: Mapping[str, tuple[str, str]] = {
    "did_you_mean": ("did you mean `{near}`?", "是否为“{near}”？"),
    "join": ("write `a < b and b < c`", "请写成 a < b and b < c"),
    "convert": ('write to(…, "{right}")', '请写成 to(…, "{right}")'),
    "say_unit": ('write {given} "{right}"', '请写成 {given} "{right}"'),
    "quote": (
        "a code with other signs stands in brackets: [a-b]; a unit in quotes",
        "含其他符号的代码写作[a-b]，单位加引号",
    ),
    "condition": ("say what must hold of it", "请写出须满足的条件"),
}


def fault(code: str, column: int, hint: str = "", **named: str) -> FormulaFault:
    """The fault of a code, its words filled in; `hint` names one of the hints."""
    en, zh = WORDS[code]
    hint_en, hint_zh = HINTS.get(hint, ("", ""))
    filled = [words.format(**named) for words in (en, zh, hint_en, hint_zh)]
    return FormulaFault(code, column, *filled)


def near(given: str, known: Sequence[str]) -> Mapping[str, str]:
    """What `fault` needs to say that something known looks like what was given; nothing where nothing does."""
    found = get_close_matches(given, known, n=1, cutoff=0.6)
    return {"hint": "did_you_mean", "near": found[0]} if found else {}
