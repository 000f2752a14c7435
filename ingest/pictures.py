"""``PictureReader``: a customer's picture is read where documents are, in a process without secrets and with limits."""

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

from domain.documents import Chunk
from domain.errors import InvalidInputError, UnavailableError
from ingest.parsing_process import ParsingProcess
from ingest.prepared import Order
from ingest.refusals import FileRefusedError, Reason
from ingest.settings import IngestSettings
from ingest.sniffing import Format, sniff

READABLE = {Format.PNG: ".png", Format.JPEG: ".jpg", Format.WEBP: ".webp"}
SECONDS = 30.0
QUEUE = 8
"""Pictures that may wait for the one process; more are refused at once."""
IDLE_SECONDS = 300.0
"""Afterwards the process goes: it holds some 0.7 GB."""
LONGEST_TEXT = 1500
"""Characters that are kept: a screenshot's worth, which fits into a message."""


class OcrPictureReader:
    """One process, started by the first picture."""

    def __init__(self, settings: IngestSettings) -> None:
        """Args: settings: for the process's memory."""
        self._process = ParsingProcess(settings.ocr_memory_bytes, ocr=True)
        self._settings = settings
        self._lock = asyncio.Lock()
        self._waiting = 0
        self._rest: asyncio.Task[None] | None = None

    async def read(self, data: bytes) -> str:
        """The text, line by line; empty where there is none. Raises: InvalidInputError, UnavailableError."""
        suffix = _suffix(data)
        if self._waiting >= QUEUE:
            raise UnavailableError("Many pictures are being read just now: send it again in a moment.")
        self._waiting += 1
        try:
            async with self._lock:
                return await self._read(data, suffix)
        finally:
            self._waiting -= 1

    async def close(self) -> None:
        """End the process."""
        if self._rest is not None:
            self._rest.cancel()
        await self._process.close()

    async def _read(self, data: bytes, suffix: str) -> str:
        if self._rest is not None:
            self._rest.cancel()
        with tempfile.TemporaryDirectory(prefix="kefu-picture-") as folder:
            path = Path(folder) / f"picture{suffix}"
            path.write_bytes(data)
            order = Order(path=str(path), name=path.name, settings=self._settings)
            prepared = await self._process.prepare(order, SECONDS)
        self._rest = asyncio.create_task(self._leave())
        if prepared.refusal == Reason.NO_TEXT.value:
            return ""
        if prepared.refusal and not prepared.chunks:
            raise InvalidInputError("The picture can't be read; send another one, or type what it says.")
        title = "" if prepared.title == path.stem else prepared.title
        return _text(title, prepared.chunks)[:LONGEST_TEXT]

    async def _leave(self) -> None:
        await asyncio.sleep(IDLE_SECONDS)
        async with self._lock:
            await self._process.close()


def _suffix(data: bytes) -> str:
    try:
        found = sniff(data, "").format
    except FileRefusedError:
        found = Format.TEXT
    if found not in READABLE:
        raise InvalidInputError("This is no PNG, JPEG or WebP picture; send it as one of these.")
    return READABLE[found]


def _text(title: str, chunks: Sequence[Chunk]) -> str:
    """Headings stand beside a chunk's text; here they are lines like any other, once each."""
    lines = [title] if title and not any(title in chunk.text for chunk in chunks) else []
    for chunk in chunks:
        beside = (*chunk.section.split(" > "), chunk.question or "")
        lines += [line for line in beside if line and line not in lines and line not in chunk.text]
        lines.append(chunk.text)
    return "\n".join(lines)
