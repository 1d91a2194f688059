"""Reads a workbook's parts as they are in the file."""

import io
import zipfile
from dataclasses import dataclass

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SPACE = {"m": MAIN}


@dataclass(frozen=True)
class Page:
    """One sheet: its cells by address, its merged ranges, and its XML for everything else."""

    name: str
    cells: dict[str, str]
    merged: list[str]
    xml: etree._Element

    def one(self, path: str) -> etree._Element:
        found = self.xml.findall(path, SPACE)
        assert len(found) == 1, path
        return found[0]

    def column(self, letter: str) -> list[str]:
        return [text for address, text in self.cells.items() if address.rstrip("0123456789") == letter]


def parts(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def pages(body: bytes) -> list[Page]:
    """The sheets in their order."""
    files = parts(body)
    texts = etree.fromstring(files["xl/sharedStrings.xml"]).findall(f"{{{MAIN}}}si")
    shared = ["".join(str(text) for text in each.itertext()) for each in texts]
    names = [each.attrib["name"] for each in etree.fromstring(files["xl/workbook.xml"]).findall(".//m:sheet", SPACE)]
    return [
        _page(str(name), etree.fromstring(files[f"xl/worksheets/sheet{number}.xml"]), shared)
        for number, name in enumerate(names, start=1)
    ]


def _page(name: str, xml: etree._Element, shared: list[str]) -> Page:
    cells = {}
    for cell in xml.iter(f"{{{MAIN}}}c"):
        value = cell.find(f"{{{MAIN}}}v")
        assert cell.find(f"{{{MAIN}}}f") is None, "a formula"
        if value is not None and value.text is not None:
            cells[str(cell.attrib["r"])] = shared[int(value.text)] if cell.attrib.get("t") == "s" else value.text
    merged = [str(each.attrib["ref"]) for each in xml.iter(f"{{{MAIN}}}mergeCell")]
    return Page(name, cells, merged, xml)
