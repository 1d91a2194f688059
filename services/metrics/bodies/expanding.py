"""Packed bodies, unpacked piece by piece and stopped at the bound: what a body claims of its size is never believed."""

import io
import zlib
from collections.abc import Iterator

import pyarrow as pa

from services.kernel.errors import BodyTooLarge
from services.metrics.errors import BodyUnreadable, EncodingUnknown

ALWAYS, FURTHEST = 32 * 1024 * 1024, 100
"""A body may unpack to so many bytes, or to so many times its own: readings pack to a fiftieth at best."""
_PIECE = 1 << 18
_AS_GZIP = 31


def expanded(body: bytes, encoding: str | None, most_bytes: int) -> bytes:
    """The body without its Content-Encoding."""
    name = (encoding or "identity").strip().lower()
    if name in ("", "identity"):
        if len(body) > most_bytes:
            raise _too_large(most_bytes)
        return body
    most_bytes = min(most_bytes, max(ALWAYS, FURTHEST * len(body)))
    if name in ("gzip", "x-gzip"):
        return _within(_of_gzip(body), most_bytes)
    if name == "zstd":
        return _within(_of_zstd(body), most_bytes)
    raise EncodingUnknown("send Content-Encoding gzip or zstd, one of them, or none")


def _within(pieces: Iterator[bytes], most_bytes: int) -> bytes:
    held = io.BytesIO()  # gives out what it holds without another copy
    for piece in pieces:
        held.write(piece)
        if held.tell() > most_bytes:
            raise _too_large(most_bytes)
    return held.getvalue()


def _too_large(most_bytes: int) -> BodyTooLarge:
    return BodyTooLarge(f"unpacked, at most {most_bytes} bytes are taken at once")


def _of_gzip(body: bytes) -> Iterator[bytes]:
    """A gzip file may be several, one behind the other. Fed in slices: zlib copies what it leaves over."""
    unpacker = zlib.decompressobj(_AS_GZIP)
    for start in range(0, len(body), _PIECE):
        rest, piece = body[start : start + _PIECE], b""
        while rest or len(piece) == _PIECE:
            if unpacker.eof:
                unpacker = zlib.decompressobj(_AS_GZIP)
            try:
                piece = unpacker.decompress(rest, _PIECE)
            except zlib.error as error:
                raise _damaged("gzip") from error
            yield piece
            rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
            if unpacker.eof and not rest:
                break
    if not unpacker.eof:
        raise _damaged("gzip")


def _of_zstd(body: bytes) -> Iterator[bytes]:
    try:
        with pa.CompressedInputStream(pa.BufferReader(body), "zstd") as stream:
            while piece := stream.read(_PIECE):
                yield piece
    except (OSError, pa.ArrowException) as error:
        raise _damaged("zstd") from error


def _damaged(encoding: str) -> BodyUnreadable:
    return BodyUnreadable(
        f"the body is not whole {encoding}: it was cut off or damaged on its way, or was never packed so",
        extra={"form": encoding},
    )
