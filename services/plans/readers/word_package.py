"""The parts of a .docx that hold its words, opened only after their sizes were looked at.

Three XML parts are read: the document, its styles, its numbering. A library that opens every part falls over a lost
picture, and a macro, a font or an embedded file is best never opened at all.
"""

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from services.plans.readers.unreadable import Reason, Unreadable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MOST_BYTES = 64 * 1024 * 1024
_MOST_MEMBERS = 2_000
_MOST_RATIO = 200  # the XML of a long table packs to a hundredth
_RATIO_COUNTS_FROM = 16 * 1024 * 1024
_DECLARATION = re.compile(rb"<\s*!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WordPackage:
    """The roots of the parts; `styles` and `numbering` are None where the document has none."""

    document: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    notes: tuple[str, ...]


def open_package(body: bytes) -> WordPackage:
    """The parts of a document, or `Unreadable`. zipfile unpacks no more of a member than it declares."""
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            _look_before(archive.infolist())
            return _opened(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise Unreadable(Reason.DAMAGED, "a .docx that unpacks", str(error)[:200]) from error


def _look_before(members: list[zipfile.ZipInfo]) -> None:
    """Everything is counted, also what is never opened: the whole file shows what its sender is like."""
    if len(members) > _MOST_MEMBERS:
        raise Unreadable(Reason.TOO_MANY_PARTS, f"at most {_MOST_MEMBERS} members", str(len(members)))
    total = sum(member.file_size for member in members)
    if total > _MOST_BYTES:
        raise Unreadable(Reason.EXPANDS_TOO_FAR, f"at most {_MOST_BYTES} bytes unpacked", str(total))
    for member in members:
        if member.flag_bits & 1:
            raise Unreadable(Reason.ENCRYPTED)
        if member.file_size > max(_RATIO_COUNTS_FROM, _MOST_RATIO * member.compress_size):
            raise Unreadable(Reason.EXPANDS_TOO_FAR, f"at most {_MOST_RATIO} times its size", member.filename[:100])


def _opened(archive: zipfile.ZipFile) -> WordPackage:
    names = frozenset(archive.namelist())
    main = _targets(archive, names, "").get("officeDocument")
    document = _root(archive, names, main)
    if document is None or document.tag != W + "document":
        given = "another Office file" if main else "a zip file"
        raise Unreadable(Reason.NOT_WHAT_IT_SAYS, "a Word document (.docx)", given)
    parts = _targets(archive, names, main or "")
    return WordPackage(
        document,
        _root(archive, names, parts.get("styles")),
        _root(archive, names, parts.get("numbering")),
        ("macros",) if any(posixpath.basename(name).lower() == "vbaproject.bin" for name in names) else (),
    )


def _targets(archive: zipfile.ZipFile, names: frozenset[str], part: str) -> dict[str, str]:
    """Where the relations of a part lead, by the last word of their type."""
    folder, name = posixpath.split(part)
    relations = _root(archive, names, posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, str] = {}
    for relation in () if relations is None else relations.iter(_RELATION):
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        found.setdefault(relation.get("Type", "").rpartition("/")[2], target)
    return found


def _root(archive: zipfile.ZipFile, names: frozenset[str], name: str | None) -> etree._Element | None:
    if name is None or name not in names:
        return None
    xml = archive.read(name)
    if _DECLARATION.search(xml.replace(b"\0", b"")):  # also in UTF-16
        raise Unreadable(Reason.ENTITIES_DECLARED, "XML without a document type", name[:100])
    xml = xml.replace(_STRICT, W[1:-1].encode())
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(Reason.DAMAGED, "well-formed XML", f"{name}: {error}"[:200]) from error
