"""The parts of an .xlsx that hold its cells, unpacked piece by piece after their sizes were looked at.

Read by a reader of our own: a library that lays a sheet out as a full grid needs terabytes where a file of six
kilobytes names one cell in the last row and column, and takes the process with it.
"""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from types import TracebackType
from typing import Protocol
from xml.parsers import expat

from services.kernel.errors import BodyTooLarge
from services.metrics.errors import BodyUnreadable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_MEMBERS, _MOST_DIRECTORY = 2_000, 400_000
_MOST_RATIO, _RATIO_COUNTS_FROM = 250, 4 * 1024 * 1024
_PIECE, _MOST_ELEMENTS, _MOST_NAMES = 1 << 16, 70_000, 10_000
_DIRECTORY_END = b"PK\x05\x06"
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    LookupError,
)


def unreadable(detail: str) -> BodyUnreadable:
    return BodyUnreadable(detail, extra={"form": MEDIA_TYPE})


@contextmanager
def reading() -> Iterator[None]:
    """Whatever a damaged file does to zip and XML is said in one way."""
    try:
        yield
    except (*_DAMAGED, expat.ExpatError) as error:
        raise unreadable(f"the workbook is damaged or was cut off: {str(error)[:200]}") from error


class Listener(Protocol):
    """Hears of the elements of a part, by their names without prefixes."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """One opens."""

    def end(self, name: str, text: str) -> None:
        """One closes; `text` is what stood directly before that."""


class Package:
    """An open .xlsx whose parts are at most `most_bytes` together; zipfile unpacks no more of one than it declares."""

    def __init__(self, body: bytes, most_bytes: int) -> None:
        self._most = most_bytes
        _look_at_directory(body)
        with reading():
            self._archive = zipfile.ZipFile(BytesIO(body))
        self._look_before()
        self._names = {name.lstrip("/"): name for name in self._archive.namelist()}

    def __enter__(self) -> "Package":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()

    def scan(self, part: str | None, listener: Listener) -> None:
        """Tell of the elements of a part as they open and close; nothing is told of a part that is not there."""
        if part is None or part not in self._names:
            return
        with reading(), self._archive.open(self._names[part]) as file:
            parser = _parser(listener)
            while piece := file.read(_PIECE):
                parser.Parse(piece, False)
            parser.Parse(b"", True)

    def attributes(self, part: str | None, *names: str) -> list[tuple[str, dict[str, str]]]:
        """The elements of these names in a part, each with its attributes."""
        found = _Attributes(names)
        self.scan(part, found)
        return found.found

    def parts(self) -> tuple[str, dict[str, str]]:
        """The part of the workbook, and where its relations lead, by their ids and by the last word of their types."""
        main = self._targets("").get("officeDocument")
        if main is None or main not in self._names:
            raise unreadable("the file is no workbook of Excel (.xlsx)")
        return main, self._targets(main)

    def sheets(self, main: str, targets: dict[str, str]) -> list[tuple[str, str]]:
        """The names of the sheets and their parts, in order."""
        found = [attributes for _, attributes in self.attributes(main, "sheet")]
        named = [(sheet.get("name", ""), targets.get(_id(sheet))) for sheet in found]
        return [(name, target) for name, target in named if target is not None]

    def _targets(self, part: str) -> dict[str, str]:
        folder, name = posixpath.split(part)
        found: dict[str, str] = {}
        for _, relation in self.attributes(posixpath.join(folder, "_rels", f"{name}.rels"), "Relationship"):
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            found[relation.get("Id", "")] = target
            found.setdefault(relation.get("Type", "").rpartition("/")[2], target)
        return found

    def _look_before(self) -> None:
        members = self._archive.infolist()
        if sum(member.file_size for member in members) > self._most:
            raise BodyTooLarge(f"unpacked, at most {self._most} bytes of a workbook are taken at once")
        for member in members:
            if member.flag_bits & 1:
                raise unreadable("the workbook is locked by a password; save it without one")
            if member.file_size > max(_RATIO_COUNTS_FROM, _MOST_RATIO * member.compress_size):
                raise BodyTooLarge(f"a part of the workbook unpacks to more than {_MOST_RATIO} times its size")


class _Attributes:
    def __init__(self, names: Sequence[str]) -> None:
        self._names, self.found = frozenset(names), list[tuple[str, dict[str, str]]]()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in self._names:
            self.found.append((name, attributes))
            if len(self.found) > _MOST_ELEMENTS:
                raise unreadable(f"the workbook has more than {_MOST_ELEMENTS} of {name}")

    def end(self, name: str, text: str) -> None:
        """All that is asked for stands in the attributes."""


def _parser(listener: Listener) -> expat.XMLParserType:
    """By events: no tree is built, so that an element costs nothing once it is closed. Prefixes are left out."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    words: list[str] = []
    names = _Names()

    def start(name: str, attributes: dict[str, str]) -> None:
        words.clear()
        listener.start(names[name], attributes)

    def end(name: str) -> None:
        listener.end(names[name], "".join(words))
        words.clear()

    def refuse(*_: object) -> None:
        raise unreadable("the workbook declares entities or a document type, as no program that writes workbooks does")

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, words.append
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    return parser


class _Names(dict[str, str]):
    """Names without their prefixes: which namespace a prefix means is not asked, all parts have one of their own."""

    def __missing__(self, name: str) -> str:
        if len(self) > _MOST_NAMES:
            raise unreadable("the workbook has elements of more names than Excel knows")
        found = self[name] = name.rpartition(":")[2]
        return found


def _id(sheet: dict[str, str]) -> str:
    """Of its relation, whatever prefix that stands under."""
    return next((value for key, value in sheet.items() if key.endswith(":id")), "")


def _look_at_directory(body: bytes) -> None:
    """Before it is read: a directory of a million members costs more than all they hold."""
    if body.startswith(b"\xd0\xcf\x11\xe0"):
        raise unreadable("an old .xls, or a workbook locked by a password; save it as .xlsx without one")
    end = body.rfind(_DIRECTORY_END)
    if end < 0 or len(body) < end + 22:
        raise unreadable("the file is no whole .xlsx")
    members = int.from_bytes(body[end + 10 : end + 12], "little")
    size = int.from_bytes(body[end + 12 : end + 16], "little")
    if members > _MOST_MEMBERS or size > _MOST_DIRECTORY:
        raise unreadable(f"the file has more than {_MOST_MEMBERS} parts, as no workbook has")
