"""Radicals that a PDF names where it prints the character of the same shape: ⼈ for 人, ⻓ for 长.

Programs that make PDF keep one code a shape, and some keep the radical's. What is printed is the character; text that
was copied out of such a file has them too.
"""

import unicodedata

_SIMPLIFIED = (
    "⺟母⺠民⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟"
)

CHARACTERS = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
    **{ord(radical): character for radical, character in zip(_SIMPLIFIED[::2], _SIMPLIFIED[1::2], strict=True)},
}
"""For `str.translate`; one character each, so that places stay."""
