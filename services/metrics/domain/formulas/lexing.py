"""The words of a formula: numbers, names, texts in quotes, codes in brackets, signs; each with its column.

Signs are taken as Chinese keyboards write them too: （），×÷−≥≤≠＝ and quotes “ ”.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from services.metrics.domain.formulas.faults import FormulaFault, FormulaRefused, fault

LONGEST = 2_000
_SIGNS = {
    "（": "(", "）": ")", "，": ",", "＋": "+", "－": "-", "−": "-", "×": "*", "＊": "*", "÷": "/", "／": "/",
    "≥": ">=", "≤": "<=", "≠": "!=", "＝": "=", "＞": ">", "＜": "<", "==": "=", "<>": "!=",
}  # fmt: skip
NAME = r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*"
_TOKEN = re.compile(
    rf"""(?P<space>[\s\u3000]+)
      | (?P<number>[0-9]+(?:\.[0-9]+)?)
      | (?P<name>{NAME})
      | \[(?P<code>[A-Za-z0-9][A-Za-z0-9._-]{{0,79}})\]
      | "(?P<text>[^"\n]*)" | “(?P<curly>[^”\n]*)”
      | (?P<sign>>=|<=|!=|==|<>|[-+*/(),<>=（），＋－−×＊÷／≥≤≠＝＞＜])
    """,
    re.VERBOSE,
)


class TokenKind(StrEnum):
    NUMBER = "number"
    NAME = "name"
    CODE = "code"
    TEXT = "text"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True)
class Token:
    kind: TokenKind
    text: str
    at: int

    def named(self, end: str) -> str:
        """As a fault shows it; `end` says in its language that nothing follows."""
        return end if self.kind is TokenKind.END else f"`{self.text}`"


def tokens_of(text: str) -> list[Token]:
    """Every word in order, the last of them the end. Raises FormulaRefused for the first that is none."""
    if len(text) > LONGEST:
        raise FormulaRefused([fault("too_long", LONGEST + 1, most=str(LONGEST))])
    found: list[Token] = []
    place = 0
    while place < len(text):
        read = _TOKEN.match(text, place)
        if read is None:
            raise FormulaRefused([_unread(text, place)])
        name, word = str(read.lastgroup), read.group(str(read.lastgroup))
        if name != "space":
            kind = TokenKind("text" if name == "curly" else name)
            found.append(Token(kind, _SIGNS.get(word, word) if kind is TokenKind.SIGN else word, place + 1))
        place = read.end()
    found.append(Token(TokenKind.END, "", len(text) + 1))
    return found


def _unread(text: str, place: int) -> FormulaFault:
    letter = text[place]
    if letter in '"“[':
        return fault("unclosed", place + 1, given=letter)
    return fault("unexpected_character", place + 1, "quote", given=letter)
