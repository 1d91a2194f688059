"""Numbers with their unit as a document prints them: digits, numerals, per cent, ranges, several hundred per cents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from services.plans.domain.policy_text.target_units import UNIT

_DIGITS = r"(?<![\d.])(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,10})(?:\.\d{1,4})?(?!\d)"
_NUMERAL = (
    r"(?<![〇零一二两三四五六七八九十百千第])(?:[一二两三四五六七八九十百千]{1,7}亿)?(?:[零一二两三四五六七八九十百千]{1,7}万)?"
    r"[〇零一二两三四五六七八九十百千]{1,9}(?:点[〇零一二三四五六七八九]{1,3})?"
)
_ONE = rf"(?:{_DIGITS}|{_NUMERAL})[百千]?[万亿]{{0,2}}"
_PERCENT = r"%|‰"
_HUNDRED = r"100%|百分之百|百分之一百|百分百"
_BUNDLE = re.compile(rf"(?P<count>[2-9两三四五六七八九])个[“\"]?(?P<hundred>{_HUNDRED})")
_PHRASE = re.compile(
    rf"(?P<hundred>百分之百|百分百)|(?P<of>[百千]分之)?(?P<low>{_ONE})(?P<sign>{_PERCENT})?"
    rf"(?:(?:{UNIT})?(?:-{{1,2}}|至|到)(?:[百千]分之)?(?P<high>{_ONE})(?P<high_sign>{_PERCENT})?)?"
    rf"(?P<about>[余多])?(?P<above>(?:及?以上|及?以下|以内)(?=人口|的人口))?(?P<unit>:\d{{1,5}}(?:\.\d{{1,2}})?(?![\d:])|{UNIT})?"
)
# 分别提高5个、3个百分点: the first is one of points too.
_POINTS_FOLLOW = re.compile(r"(?:[、和及]\d+(?:\.\d+)?个){0,6}[、和及]\d+(?:\.\d+)?个百分点")
_SPELLED = re.compile("(?=.*[一二两三四五六七八九])(?=.*[十百千万亿])")
_COUNTED_ITSELF = re.compile("[^,。;、的]{0,2}指标")
_PLACES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_ORDER = "〇一二三四五六七八九"
_TENTHS = re.compile(
    r"(?P<under>[二两三四五六七八九十])分之(?P<over>[一二两三四五六七八九])|(?P<tenths>[一二三四五六七八九])成(?P<more>[一二三四五六七八九半])?(?=以上|的|,|。|;|、|左右|$)|(?P<half>一半|半数)(?=以上|的|,|。|;|$)"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and its unit, from `start` to before `end`; `upper` is the other end of a range.

    `unit` is % for per cent and empty where no unit follows; `bundle` says how many hundred per cents are meant.
    `spelled` numerals (三十五, 八万五千) are written out, and no part of a phrase as 三 or 千 may be.
    """

    start: int
    end: int
    value: Decimal
    upper: Decimal | None
    unit: str
    numeral: bool = False
    spelled: bool = False
    about: bool = False
    bundle: int = 1
    end_of_number: int = 0


def read_quantities(text: str) -> Iterator[Quantity]:
    """Every number with a unit, or of indicators, from left to right."""
    at = 0
    bundles = {found.start(): found for found in _BUNDLE.finditer(text)}
    tenths = {found.start(): found for found in _TENTHS.finditer(text)}
    for found in _PHRASE.finditer(text):
        if found.start() < at:
            continue
        quantity = _special(bundles.get(found.start()), tenths.get(found.start())) or _plain(found)
        at = quantity.end
        if quantity.unit == "个" and _POINTS_FOLLOW.match(text, at):
            quantity = replace(quantity, unit="个百分点")
        if quantity.unit or _COUNTED_ITSELF.match(text, quantity.end):
            yield quantity


def _special(bundle: re.Match[str] | None, tenth: re.Match[str] | None) -> Quantity | None:
    if bundle is not None:
        count = int(_value(bundle["count"]))
        return Quantity(*bundle.span(), Decimal(100), None, "%", bundle=count, end_of_number=bundle.end())
    if tenth is None:
        return None
    if tenth["under"]:
        share = (_value(tenth["over"]) * 100 / _value(tenth["under"])).quantize(Decimal("0.01"))
        return Quantity(*tenth.span(), share, None, "%", about=True, end_of_number=tenth.end())
    value = _value(tenth["tenths"]) * 10 if tenth["tenths"] else Decimal(50)
    if tenth["more"]:
        value += 5 if tenth["more"] == "半" else _value(tenth["more"])
    return Quantity(*tenth.span(), value, None, "%", end_of_number=tenth.end())


def _plain(found: re.Match[str]) -> Quantity:
    if found["hundred"]:
        return Quantity(*found.span(), Decimal(100), None, "%", end_of_number=found.end())
    low, high = _value(found["low"]), found["high"] and _value(found["high"])
    unit = found["unit"] or ""
    if found["of"] or found["sign"] or found["high_sign"]:
        promille = "千分之" in (found["of"] or "") or "‰" in (found["sign"] or found["high_sign"] or "")
        unit = "‰" if promille else "%"
    end = found.end("unit") if found["unit"] and unit == found["unit"] else _end_of_number(found)
    if high:
        low = _same_myriad(found["low"], found["high"], low)
    if high is not None and high != "" and high <= low:
        high = None
    numeral = found["low"][0] not in "0123456789"
    number_ends = _end_of_number(found)
    about = bool(found["about"])
    spelled = numeral and _SPELLED.match(found["low"]) is not None
    return Quantity(found.start(), end, low, high or None, unit, numeral, spelled, about, end_of_number=number_ends)


def _end_of_number(found: re.Match[str]) -> int:
    return max(found.end(name) for name in ("low", "sign", "high", "high_sign", "about") if found[name])


def _same_myriad(low_text: str, high_text: str, low: Decimal) -> Decimal:
    """3至5万: the lower end is counted in the same measure."""
    scale = high_text[-1]
    return low * _MYRIADS[scale] if scale in _MYRIADS and low_text[-1] not in _MYRIADS and low < 1000 else low


def _value(text: str) -> Decimal:
    """Of digits or a numeral, with 万 and 亿 as part of the number."""
    scale = Decimal(1)
    while text[-1:] in _MYRIADS and len(text) > 1:
        scale *= _MYRIADS[text[-1]]
        text = text[:-1]
    if text[0].isdigit():
        while text[-1] in _PLACES:
            scale *= _PLACES[text[-1]]
            text = text[:-1]
        return Decimal(text.replace(",", "")) * scale
    whole, _, fraction = text.partition("点")
    digits = "".join(str(_ORDER.index(each)) for each in fraction.replace("零", "〇"))
    return (Decimal(_numeral(whole)) + (Decimal(f"0.{digits}") if digits else 0)) * scale


def _numeral(text: str) -> int:
    """八万五千, 三百二十 and 二〇二五 alike; 八万五 and 三百二 are said for 八万五千 and 三百二十."""
    for mark in ("亿", "万"):
        many, found, rest = text.partition(mark)
        if found and many:
            short = len(rest) == 1 and rest in _ORDER[1:]
            return _numeral(many) * _MYRIADS[mark] + _numeral(rest) * (_MYRIADS[mark] // 10 if short else 1)
    total, digit, place = 0, 0, 0
    for character in text.replace("两", "二"):
        if character in _PLACES:
            total += (digit or (0 if place and digit else 1)) * _PLACES[character]
            digit, place = 0, _PLACES[character]
        elif character in "零〇":
            digit, place = digit * 10, min(place, 10)
        else:
            digit = (0 if place else digit * 10) + _ORDER.index(character)
    return total + digit * (place // 10 if place > 10 else 1)
