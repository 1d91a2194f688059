"""Names of organisations, folded so that one name in two ways of writing is one text."""

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

from services.plans.domain.organisation import Organisation

# Only towards simplified: the way back is ambiguous. Kept by character, as converting one costs ten microseconds.
_SIMPLIFIED = lru_cache(maxsize=30_000)(OpenCC("t2s").convert)
_BRACKETS = str.maketrans("〔【[〖", "((((") | str.maketrans("〕】]〗", "))))")
_BLANKS = re.compile(r"\s+")


def folded(name: str) -> str:
    """Simplified characters, half-width forms, round brackets, no blanks, small letters.

    Each character by itself: with its phrases OpenCC makes 乾县 of 乾縣, but 干县 of a 乾县 that was converted before.
    The price is that a folded name is good for comparing, not for showing.
    """
    plain = unicodedata.normalize("NFKC", name).translate(_BRACKETS)
    return _BLANKS.sub("", "".join(map(_SIMPLIFIED, plain))).casefold()


def folded_names(one: Organisation) -> list[str]:
    """Everything an organisation is called, folded, each once and sorted."""
    return sorted({folded(name) for name in (one.name_zh, one.name_en, *one.attributes.get("aliases", ()))})
