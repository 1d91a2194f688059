"""Small PDF files written by hand: a font without shapes whose codes a ToUnicode map explains."""

from collections.abc import Sequence
from dataclasses import dataclass, field

HEIGHT, WIDTH = 842, 595
SYSTEM = b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
PICTURE = (
    b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>"
    b"stream\n0\nendstream"
)


@dataclass
class Page:
    """Words with their places from the upper left, rules as x0, y0, x1, y1, and whether it shows a picture."""

    words: list[tuple[float, float, str]] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    picture: bool = False
    size: float = 16

    def write(self, x: float, y: float, text: str) -> None:
        self.words.append((x, y, text))

    def grid(self, columns: Sequence[float], rows: Sequence[float]) -> None:
        """Rules of a table with every line drawn."""
        self.rules += [(columns[0], y, columns[-1], y) for y in rows]
        self.rules += [(x, rows[0], x, rows[-1]) for x in columns]


def pdf(pages: Sequence[Page], *, mapped: bool = True, locked: bool = False) -> bytes:
    """The file; unmapped it shows shapes without a meaning, locked it needs a password."""
    letters = {
        letter: code for code, letter in enumerate(sorted({c for p in pages for _, _, t in p.words for c in t}), 1)
    }
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{8 + 2 * n} 0 R' for n in range(len(pages)))}]>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/DescendantFonts[4 0 R]%b>>"
        % (b"/ToUnicode 6 0 R" if mapped else b""),
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/F/FontDescriptor 5 0 R/DW 1000/CIDSystemInfo" + SYSTEM + b">>",
        b"<</Type/FontDescriptor/FontName/F/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800/Descent -200>>",
        _stream(_meanings(letters)),
        PICTURE,
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {9 + 2 * number} 0 R"
            "/Resources<</Font<</F 3 0 R>>/XObject<</I 7 0 R>>>>>>".encode()
        )
        objects.append(_stream(_drawn(page, letters)))
    return _file(objects, locked)


def _drawn(page: Page, letters: dict[str, int]) -> str:
    lines = ["q 99 0 0 99 99 99 cm /I Do Q"] if page.picture else []
    lines += [f"{x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S" for x0, y0, x1, y1 in page.rules]
    lines += [
        f"BT /F {page.size} Tf 1 0 0 1 {x} {HEIGHT - y} Tm <{''.join(f'{letters[c]:04x}' for c in text)}> Tj ET"
        for x, y, text in page.words
    ]
    return "\n".join(lines)


def _meanings(letters: dict[str, int]) -> str:
    pairs = "\n".join(f"<{code:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in letters.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <0000> <ffff> "
        f"endcodespacerange\n{len(letters)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
    )


def _stream(content: str) -> bytes:
    return f"<</Length {len(content)}>>stream\n{content}\nendstream".encode()


def _file(objects: Sequence[bytes], locked: bool) -> bytes:
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    lock = f"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'11' * 32}>/U<{'22' * 32}>>>" if locked else ""
    return (
        body
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer<</Size {len(objects) + 1}/Root 1 0 R{lock}>>\nstartxref\n{len(body)}\n%%EOF"
        ).encode()
    )
