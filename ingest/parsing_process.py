"""The parent's side of one parsing process."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path

from ingest.offline import place_encoding
from ingest.prepared import Order, Prepared
from ingest.refusals import Reason

_LONGEST_RESULT = 256 * 1024 * 1024
_START_SECONDS = 90
_FILES_PER_LIFE = 200
"""Afterwards a fresh process takes over: what parsers leak doesn't add up."""
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TEMP", "SYSTEMROOT", "LD_LIBRARY_PATH")
"""Variables a parser needs; keys and passwords in the others are none of its business."""


class ParsingProcess:
    """Starts the process when first needed and again after it was lost."""

    def __init__(self, memory: int, ocr: bool = False) -> None:
        """Args: memory: bytes of address space; ocr: whether it may read pictures."""
        self._memory = memory
        self._ocr = ocr
        self._process: Process | None = None
        self._files = 0
        self.peak_memory = 0
        """Largest resident size seen after a file, in bytes; 0 where the system doesn't tell."""

    async def prepare(self, order: Order, seconds: float) -> Prepared:
        """Prepare a file in the process; a process that hangs or dies costs this file only."""
        starting = self._process is None
        process = await self._started()
        try:
            allowance = seconds + (_START_SECONDS if starting else 0)
            async with asyncio.timeout(allowance):
                prepared = await self._exchange(process, order.model_copy(update={"ocr": self._ocr}))
            self.peak_memory = max(self.peak_memory, self._resident())
            self._files += 1
            if self._files >= _FILES_PER_LIFE or prepared.refusal == Reason.TOO_HUNGRY.value:
                await self.close()
            return prepared
        except TimeoutError:
            await self.close()
            return _refused(order, Reason.TOO_SLOW)
        except (asyncio.IncompleteReadError, BrokenPipeError, ConnectionResetError, ValueError):
            await self.close()
            return _refused(order, Reason.CRASHED)
        except asyncio.CancelledError:
            await self.close()
            raise

    async def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        self._files = 0
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()

    @property
    def pid(self) -> int | None:
        """The process's id while it lives."""
        return self._process.pid if self._process is not None else None

    def _resident(self) -> int:
        """Largest resident size of the process so far in bytes, where the system tells it."""
        try:
            status = Path(f"/proc/{self.pid}/status").read_text()
        except OSError:
            return 0
        line = next((line for line in status.splitlines() if line.startswith("VmHWM:")), "VmHWM: 0 kB")
        return int(line.split()[1]) * 1024

    async def _exchange(self, process: Process, order: Order) -> Prepared:
        assert process.stdin is not None
        assert process.stdout is not None
        payload = order.model_dump_json().encode()
        process.stdin.write(b"%08x" % len(payload) + payload)
        await process.stdin.drain()
        length = int(await process.stdout.readexactly(8), 16)
        if length > _LONGEST_RESULT:
            raise ValueError("result too long")
        return Prepared.model_validate_json(await process.stdout.readexactly(length))

    async def _started(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            arguments = ("-m", "ingest.worker", str(self._memory), "ocr" if self._ocr else "text")
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, *arguments, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=_environment()
            )
        return self._process


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    root = str(Path(__file__).resolve().parents[1])
    encoding = place_encoding()
    return kept | {
        "PYTHONPATH": root,
        "PYTHONSAFEPATH": "1",
        "PYTHONIOENCODING": "utf-8",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "TIKTOKEN_CACHE_DIR": str(encoding.parent),
    }


def _refused(order: Order, reason: Reason) -> Prepared:
    return Prepared(name=order.name, refusal=reason.value)
