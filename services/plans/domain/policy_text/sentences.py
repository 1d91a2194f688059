"""The full-stop sentences of a text; a bracket after the stop belongs to the sentence before it."""

import re

_STOPS = re.compile("[。!?…]+[”’》)]*")
_NUMBER = re.compile(r"\([一二三四五六七八九十百0-9]{1,4}\)")


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends in a folded text; stops within brackets end none."""
    inside = _bracketed(text)
    cuts = [found.end() for found in _STOPS.finditer(text) if not inside[found.start()]]
    if not cuts or cuts[-1] < len(text):
        cuts.append(len(text))
    whole: list[tuple[int, int]] = []
    begin = 0
    for end in cuts:
        start = begin + len(text[begin:end]) - len(text[begin:end].lstrip())
        if start < end and whole and text[start] == "(" and not _NUMBER.match(text, start):
            shut = next((at for at in range(start, end) if not inside[at]), end)
            start = shut if text[shut:end].strip(" 。;)") else end
            whole[-1] = (whole[-1][0], start)
        if text[start:end].strip(" 。;"):
            whole.append((start, end))
        begin = end
    return whole


def _bracketed(text: str) -> bytearray:
    """Per character whether it lies between brackets that match; those left open enclose nothing."""
    inside = bytearray(len(text))
    opened: list[int] = []
    reached = -1
    pairs: list[tuple[int, int]] = []
    for found in re.finditer("[()]", text):
        if found[0] == "(":
            opened.append(found.start())
        elif opened:
            start = opened.pop()
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start, found.start()))
    for start, end in pairs:
        if start > reached:
            inside[start : end + 1] = b"\x01" * (end + 1 - start)
            reached = end
    return inside
