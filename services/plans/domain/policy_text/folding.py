"""One spelling to look for, character by character, so that a place found is a place in the document."""

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

_FIRST_HAN = 0x3400
_SURROGATES = range(0xD800, 0xE000)  # halves of characters: the converter takes no broken text


def fold(text: str) -> str:
    """Simplified characters, half-width letters, digits and marks, round brackets, one dash; as long as `text`.

    Each character by itself, towards simplified only: phrases and the way back would move places or guess.
    """
    return text.translate(_FOLDED)


class _Folded(dict[int, str]):
    """Filled as characters are met: most texts hold a few thousand different ones."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = code < _FIRST_HAN or code in _SURROGATES
        found = character if plain else _SIMPLIFIED(character)
        folded = (found if len(found) == 1 else character).translate(_FORMS)
        self[code] = folded
        return folded


_FOLDED = _Folded()
