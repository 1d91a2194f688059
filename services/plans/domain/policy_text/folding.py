"""One spelling to look for, character by character, so that a place found is a place in the document."""

import re
from unicodedata import normalize

from opencc import OpenCC

from services.plans.domain.policy_text.radicals import CHARACTERS

_SIMPLIFIED = OpenCC("t2s").convert
_FORMS = str.maketrans(
    {
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        **dict.fromkeys("〔【［〖﹝︵", "("),
        **dict.fromkeys("〕】］〗﹞︶", ")"),
        **dict.fromkeys("[", "("),
        **dict.fromkeys("]", ")"),
        **dict.fromkeys("「『﹃＂〝", "“"),
        **dict.fromkeys("」』﹄〞", "”"),
        **dict.fromkeys("—–―－‐‑−﹣～〜~", "-"),
        **dict.fromkeys("　\u00a0\u2002\u2003\u2009\u202f\ufeff\u200b\t\v\f\r", " "),
        "﹪": "%",
        "﹐": ",",
        "﹑": "、",
        "﹔": ";",
        "﹕": ":",
        "∶": ":",
        "○": "〇",
    }
)
# Forms that the converter leaves: rare ones, those of Japan and Hong Kong, 著 for 着 in words like 着力.
_VARIANTS = dict(
    zip("凖祇衹榖谘鬪隄堦瞭戸硏郷鄕総縂著囯団図衞敍枱", "准只只谷咨斗堤阶了户研乡乡总总着国团图卫叙台", strict=True)
)

# 【牵头单位】市教育局 is written for 牵头单位:市教育局.
_LABEL = re.compile(
    "【((?:总?牵头|主办|责任|配合|协办|参与|承办|落实|实施)(?:单位|部门|科室|处室|股室|主体)?|(?:完成)?时限)】(?= ?[^\\s:。;])"
)
# 【市教育局】负责…: a name in such brackets at the beginning of a line heads what follows.
_HEAD = re.compile(
    "(?m)^([ \u3000]*)【([^】\\n]{1,20}(?:局|厅|委|办|部|会|院|台|站|中心|校|园|政府|部门|机关|机构|[处科股]室?|办公室|组|校长|教师|班主任|家长))】(?=[^\\s:。;])"
)
_FIRST_HAN = 0x3400
_COMPATIBLE = range(0xF900, 0xFB00)
_SURROGATES = range(0xD800, 0xE000)  # halves of characters: the converter takes no broken text


def fold(text: str) -> str:
    """Simplified characters, half-width letters, digits and marks, round brackets, one dash; as long as `text`.

    Each character by itself, towards simplified only: phrases and the way back would move places or guess.
    """
    if "【" in text:
        text = _HEAD.sub("\\1◎\\2:", _LABEL.sub("◎\\1:", text))
    return text.translate(_FOLDED)


class _Folded(dict[int, str]):
    """Filled as characters are met: most texts hold a few thousand different ones."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if code in _COMPATIBLE:
            character = normalize("NFKC", character)
        character = character.translate(CHARACTERS)
        plain = ord(character) < _FIRST_HAN or code in _SURROGATES
        found = character if plain else _SIMPLIFIED(character)
        folded = (found if len(found) == 1 else character).translate(_FORMS)
        folded = _VARIANTS.get(folded, folded)
        self[code] = folded
        return folded


_FOLDED = _Folded()
