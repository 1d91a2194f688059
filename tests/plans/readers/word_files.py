"""Word documents made for the tests."""

import io
import zipfile
from collections.abc import Callable, Mapping

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from services.plans.domain.policy_text.source import Source
from services.plans.readers.sources import WORD, read_source
from tests.plans.readers.shown import kept

LISTS = """<w:abstractNum {ns} w:abstractNumId="90">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{first}"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%3"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl>
</w:abstractNum>"""


def saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def written(write: Callable[[Document], object]) -> bytes:
    document = docx.Document()
    write(document)
    return saved(document)


def read(write: Callable[[Document], object]) -> Source:
    """What is read from a document that a function writes."""
    return kept(read_source(WORD, written(write)))


def element(xml: str) -> BaseOxmlElement:
    """An element of WordprocessingML, its first tag without a namespace declaration."""
    end = xml.index(" ") if " " in xml[: xml.index(">")] else xml.index(">") - (xml[xml.index(">") - 1] == "/")
    return parse_xml(f"{xml[:end]} {nsdecls('w')}{xml[end:]}")


def with_lists(document: Document, first: str = "chineseCountingThousand", *, restarted: bool = False) -> None:
    """Adds the list 90 and, to start it anew, the list 91."""
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(LISTS.format(ns=nsdecls("w"), first=first)))
    root.append(element('<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if restarted else ""
    root.append(element(f'<w:num w:numId="91"><w:abstractNumId w:val="90"/>{override}</w:num>'))


def listed(paragraph: Paragraph, level: int, number: int = 90) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(element(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'))


def changed(body: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The same file with some of its parts replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return stream.getvalue()
