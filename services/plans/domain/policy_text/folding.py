"""One spelling to look for, character by character, so that a place found is a place in the document."""

from functools import lru_cache

from opencc import OpenCC

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


def fold(text: str) -> str:
    """Simplified characters, half-width letters, digits and marks, round brackets, one dash; as long as `text`.

    Each character by itself, towards simplified only: phrases and the way back would move places or guess.
    """
    return "".join(map(_simplified, text)).translate(_FORMS)


@lru_cache(maxsize=20_000)
def _simplified(character: str) -> str:
    if character < "\u3400":
        return character
    found = _SIMPLIFIED(character)
    return found if len(found) == 1 else character
