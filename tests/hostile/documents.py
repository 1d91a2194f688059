"""Documents as nobody should send them: cut, mangled, blown up, of another kind than they say. Drawn from a seed."""

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx

TEXTS = sorted((Path(__file__).parents[1] / "plans" / "policy_texts").glob("*.txt"))
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
BRACKETS = "（）()【】〔〕［］“”《》"
CONTROLS = "\x00\x01\x07\x08\x0b\x0c\x1b\x7f\u200b\u202e\ufeff\ufffd\U000f0000"
LONGEST = 5_000_000
SUSPECT = 17_000_000
"""Bytes of a part that may not have been packed to nearly nothing; a smaller one may."""

Document = tuple[str, str, bytes]
"""What was done to it, its content type, its bytes."""


def documents(seed: int, count: int, share: int = 1) -> Iterator[Document]:
    """Every way once, then as they are drawn, and at the end the large ones once, each divided by `share`."""
    draw = random.Random(seed)
    for quick in (*QUICK, *(draw.choice(QUICK) for _ in range(count - len(QUICK) - len(LARGE)))):
        yield quick.__name__, *quick(draw)
    for large in LARGE:
        yield large.__name__, *large(draw, share)


def _text(draw: random.Random) -> str:
    return draw.choice(TEXTS).read_text(encoding="utf-8")


def cut_anywhere(draw: random.Random) -> tuple[str, bytes]:
    body = _text(draw).encode()
    start = draw.randrange(len(body))
    return "text/plain", body[start : start + draw.randrange(1, len(body))]


def brackets_swapped(draw: random.Random) -> tuple[str, bytes]:
    text = "".join(draw.choice(BRACKETS) if each in BRACKETS else each for each in _text(draw))
    return "text/plain; charset=utf-8", text.encode()


def control_characters(draw: random.Random) -> tuple[str, bytes]:
    text = list(_text(draw))
    for _ in range(draw.randrange(1, 60)):
        text.insert(draw.randrange(len(text) + 1), draw.choice(CONTROLS))
    return "text/plain; charset=utf-8", "".join(text).encode()


def lines_shuffled(draw: random.Random) -> tuple[str, bytes]:
    lines = _text(draw).splitlines()
    draw.shuffle(lines)
    return "text/plain", "\n".join(lines).encode()


def characters_lost(draw: random.Random) -> tuple[str, bytes]:
    share = draw.random() / 2
    return "text/plain", "".join(each for each in _text(draw) if draw.random() > share).encode()


def another_encoding(draw: random.Random) -> tuple[str, bytes]:
    encoding = draw.choice(["gb18030", "utf-16", "utf-16-le", "utf-8-sig", "latin-1"])
    charset = draw.choice(["", "; charset=gb18030", "; charset=utf-8", "; charset=nonsense"])
    return f"text/plain{charset}", _text(draw).encode(encoding, errors="replace")


def noise(draw: random.Random) -> tuple[str, bytes]:
    content_type = draw.choice(["text/plain", "text/html", WORD, PDF])
    return content_type, draw.randbytes(draw.randrange(1, 20_000))


def another_type(draw: random.Random) -> tuple[str, bytes]:
    return draw.choice([WORD, PDF, "text/html"]), _text(draw).encode()


def html_unclosed(draw: random.Random) -> tuple[str, bytes]:
    tags = ["<p>", "<table>", "<tr>", "<td colspan=99999 rowspan=99999>", "<div>", "</td>", "<script>", "<!--", "<li>"]
    parts = [part for line in _text(draw).splitlines() for part in (draw.choice(tags), line)]
    return "text/html; charset=utf-8", "".join(parts).encode()


def html_deep(draw: random.Random, share: int) -> tuple[str, bytes]:
    depth = draw.randrange(1_000, 60_000) // share
    return "text/html", ("<div>" * depth + _text(draw)).encode()


def word(draw: random.Random) -> bytes:
    made = docx.Document()
    for line in _text(draw).splitlines():
        made.add_paragraph("".join(each for each in line if each.isprintable()))
    table = made.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(1, 2))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def word_cut(draw: random.Random) -> tuple[str, bytes]:
    body = word(draw)
    return WORD, body[: draw.randrange(len(body))]


def word_bits_turned(draw: random.Random) -> tuple[str, bytes]:
    body = bytearray(word(draw))
    for _ in range(draw.randrange(1, 40)):
        body[draw.randrange(len(body))] ^= 1 << draw.randrange(8)
    return WORD, bytes(body)


def word_with_macros(draw: random.Random) -> tuple[str, bytes]:
    stream = io.BytesIO(word(draw))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/vbaProject.bin", draw.randbytes(2_000))
    return WORD, stream.getvalue()


def word_that_unpacks_to_gigabytes(draw: random.Random, share: int) -> tuple[str, bytes]:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for number in range(draw.randrange(2, 5)):
            archive.writestr(f"word/document{number or ''}.xml", b"<" + b"a" * max(50_000_000 // share, SUSPECT))
    return WORD, stream.getvalue()


def word_with_entities(draw: random.Random) -> tuple[str, bytes]:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    laugh = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e0 "ha">{levels}]><w>&e8;</w>'
    stream, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(word(draw)))
    with zipfile.ZipFile(stream, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, laugh if name == "word/document.xml" else source.read(name))
    return WORD, stream.getvalue()


def pdf_without_text(draw: random.Random) -> tuple[str, bytes]:
    pages = draw.randrange(1, 4)
    kids = " ".join(f"{3 + page} 0 R" for page in range(pages))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>"]
    objects += ["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * pages
    return PDF, _pdf(objects)


def pdf_that_points_at_itself(draw: random.Random) -> tuple[str, bytes]:
    count = draw.choice([1, 10**9])
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count {count} >>"]
    return PDF, _pdf(objects)


def pdf_cut(draw: random.Random) -> tuple[str, bytes]:
    _, body = pdf_without_text(draw)
    return PDF, body[: draw.randrange(8, len(body))]


def _pdf(objects: list[str]) -> bytes:
    body, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{each}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
    return body + f"{end}<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF".encode()


def brackets_nested(draw: random.Random, share: int) -> tuple[str, bytes]:
    depth = draw.randrange(1_000, 50_000) // share
    return "text/plain", ("一、重点任务\n1.任务。" + "（责任单位：" * depth + "）" * depth).encode()


def many_short_lines(draw: random.Random, share: int) -> tuple[str, bytes]:
    line = draw.choice(["1.\n", "（一）\n", "、\n", "|a|\n", "：\n", "一\n"])
    return "text/plain", (line * (draw.randrange(5_000, 40_000) // share)).encode()


def one_line_of_five_megabytes(draw: random.Random, share: int) -> tuple[str, bytes]:
    piece = "".join(_text(draw).split()).encode()
    length = LONGEST // share
    return "text/plain", (piece * (length // len(piece) + 1))[:length]


QUICK: list[Callable[[random.Random], tuple[str, bytes]]] = [
    cut_anywhere, brackets_swapped, control_characters, lines_shuffled, characters_lost, another_encoding, noise,
    another_type, html_unclosed, word_cut, word_bits_turned, word_with_macros, word_with_entities, pdf_without_text,
    pdf_that_points_at_itself, pdf_cut,
]  # fmt: skip
LARGE: list[Callable[[random.Random, int], tuple[str, bytes]]] = [
    html_deep,
    brackets_nested,
    many_short_lines,
    word_that_unpacks_to_gigabytes,
    one_line_of_five_megabytes,
]
