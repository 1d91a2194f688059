"""Numbers as Chinese documents write them: 一, 十二, 廿三, 二〇一九, 壹, 12; all on folded text."""

DIGITS = {**dict(zip("〇一二三四五六七八九", range(10), strict=True)), "零": 0, "两": 2}
FORMAL = dict(zip("壹贰叁肆伍陆柒捌玖拾", range(1, 11), strict=True))
HAN = frozenset("〇零一二三四五六七八九十百廿卅")
_TENS = {"十": 10, "廿": 20, "卅": 30}
_LONGEST = 6


def counted(text: str) -> int | None:
    """一 to 九百九十九 as one counts with it, 12 as it stands; None for everything else, 二〇一九 too."""
    if not text or len(text) > _LONGEST:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    if len(text) == 1 and text in FORMAL:
        return FORMAL[text]
    hundreds, found, rest = text.rpartition("百")
    if found:
        front, back = DIGITS.get(hundreds), _below_hundred(rest.lstrip("零〇"))
        return front * 100 + back if front and back is not None else None
    return _below_hundred(text) or None


def _below_hundred(text: str) -> int | None:
    if not text:
        return 0
    for sign, value in _TENS.items():
        front, found, back = text.partition(sign)
        if found:
            tens = DIGITS.get(front) if front and sign == "十" else (1 if not front else None)
            ones = DIGITS.get(back) if back else 0
            return tens * value + ones if tens is not None and ones is not None else None
    return DIGITS.get(text)


def digit_by_digit(text: str) -> int | None:
    """2019 or 二〇一九, digit by digit."""
    digits = [str(DIGITS[one]) if one in DIGITS else one for one in text]
    whole = "".join(digits)
    return int(whole) if whole and whole.isascii() and whole.isdigit() else None
