"""Batches become a file, piece by piece, in a thread: the event loop reads the database, the thread writes the form."""

import asyncio
import queue
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from typing import IO, Any

import pyarrow as pa

IN_MEMORY = 4 * 1024 * 1024
"""Bytes up to which a file is not on disk."""
_AHEAD = 2
"""Batches read before they are written."""
Pieces = Callable[[Iterable[pa.RecordBatch]], Iterator[bytes]]


async def written(batches: AsyncIterator[pa.RecordBatch], pieces: Pieces) -> IO[bytes]:
    """The whole, at its beginning. Written before it is sent: a slow reader must not hold a transaction open."""
    waiting: queue.Queue[pa.RecordBatch | None] = queue.Queue(_AHEAD)
    gone = False
    file: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - whoever sends it closes it

    def taken() -> Iterator[pa.RecordBatch]:
        while (batch := waiting.get()) is not None:
            yield batch

    def write() -> None:
        nonlocal gone
        try:
            for piece in pieces(taken()):
                file.write(piece)
        finally:
            gone = True
            while not waiting.empty():
                waiting.get_nowait()

    writing = asyncio.ensure_future(asyncio.to_thread(write))
    try:
        async for batch in batches:
            await _put(waiting, batch, lambda: gone)
    finally:
        await _put(waiting, None, lambda: gone)
        await writing
    file.seek(0)
    return file


async def _put(waiting: "queue.Queue[Any]", batch: pa.RecordBatch | None, gone: Callable[[], bool]) -> None:
    """Without stopping the event loop; to a writer that has failed nothing is given any more."""
    while not gone():
        try:
            waiting.put_nowait(batch)
        except queue.Full:
            await asyncio.sleep(0.002)
        else:
            return


async def sent(file: IO[bytes]) -> AsyncIterator[bytes]:
    """Piece by piece, and closed at the end."""
    try:
        while piece := await asyncio.to_thread(file.read, 1 << 18):
            yield piece
    finally:
        file.close()
