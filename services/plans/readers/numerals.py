"""Numbers as lists print them: read, and written again where a format keeps them out of the text."""

import re
from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_LARGEST = 9999
_COUNTED = re.compile(r"[(第]?(?:(\d{1,4})|([一二三四五六七八九十百]{1,5}))[)、.．。项条]?")


def number_of(text: str) -> int | None:
    """The number that a whole text is: 3, 3., (三), 十二、; None for anything else."""
    if len(text) == 1 and text in _CIRCLED:
        return _CIRCLED.index(text) + 1
    found = _COUNTED.fullmatch(text)
    if not found:
        return None
    return int(found[1]) if found[1] else _BY_WORD.get(found[2])


def counted(number: int) -> str:
    """一, 十, 十二, 一百零三: as a list counts."""
    if not 0 < number <= _LARGEST:
        return _DIGITS[0] if number == 0 else str(number)
    words, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            words += ("零" if gap and words else "") + _DIGITS[digit] + name
        gap = digit == 0
    return words[1:] if words.startswith("一十") else words


def formal(number: int) -> str:
    """壹, 贰, 拾叁."""
    exchange = str.maketrans(_DIGITS[1:] + "十百千", _FORMAL[1:] + "拾佰仟")
    return counted(number).translate(exchange)


def digit_by_digit(number: int) -> str:
    """一〇, 二三: each digit by itself."""
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def circled(number: int) -> str:
    return _CIRCLED[number - 1] if 0 < number <= len(_CIRCLED) else str(number)


def letters(number: int) -> str:
    """a … z, aa … zz, as Word counts on."""
    return chr(97 + (number - 1) % 26) * min(9, (number - 1) // 26 + 1) if number > 0 else str(number)


def roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    steps = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    words = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")
    written = ""
    for step, word in zip(steps, words, strict=True):
        written += word * (number // step)
        number %= step
    return written


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate({48 + digit: 0xFF10 + digit for digit in range(10)}),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "chineseCounting": counted,
    "chineseCountingThousand": counted,
    "taiwaneseCounting": counted,
    "taiwaneseCountingThousand": counted,
    "japaneseCounting": counted,
    "ideographDigital": digit_by_digit,
    "japaneseDigitalTenThousand": digit_by_digit,
    "taiwaneseDigital": digit_by_digit,
    "chineseLegalSimplified": formal,
    "ideographLegalTraditional": formal,
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12],
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
}
"""Word's names of its ways to count, each with how it is written."""

_BY_WORD = {counted(number): number for number in range(1, 1000)}
