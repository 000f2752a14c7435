"""Where ingest spends its time, measured from outside: its ports are wrapped, nothing in it is changed."""

from collections import Counter, defaultdict
from collections.abc import AsyncGenerator, Iterable
from pathlib import Path
from time import perf_counter
from typing import Any

from ingest.prepared import Order, Prepared
from ingest.preparers import ProcessPreparer
from ingest.settings import IngestSettings


class Watch:
    """Seconds a stage was busy: with several calls at once the time counts once."""

    def __init__(self) -> None:
        """Nothing measured yet."""
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._running: Counter[str] = Counter()
        self._since: dict[str, float] = {}

    def timed(self, port: Any, stage: str, *names: str) -> Any:
        """The same port, with these methods' time counted for a stage."""
        return _Timed(self, port, stage, frozenset(names))

    def enter(self, stage: str) -> None:
        """A call begins."""
        if self._running[stage] == 0:
            self._since[stage] = perf_counter()
        self._running[stage] += 1

    def leave(self, stage: str) -> None:
        """A call ends."""
        self._running[stage] -= 1
        if self._running[stage] == 0:
            self.seconds[stage] += perf_counter() - self._since[stage]


class _Timed:
    def __init__(self, watch: Watch, port: Any, stage: str, names: frozenset[str]) -> None:
        self._watch, self._port, self._stage, self._names = watch, port, stage, names

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._port, name)
        if name not in self._names:
            return method

        async def timed(*args: Any, **kwargs: Any) -> Any:
            self._watch.enter(self._stage)
            try:
                return await method(*args, **kwargs)
            finally:
                self._watch.leave(self._stage)

        return timed


class FormatRow:
    """What files of one kind took in the parsing processes."""

    def __init__(self) -> None:
        """No files yet."""
        self.files = self.chunks = 0
        self.seconds: defaultdict[str, float] = defaultdict(float)


class NotingPreparer(ProcessPreparer):
    """The preparer of production, which also notes what each file took."""

    def __init__(self, settings: IngestSettings, rows: defaultdict[str, FormatRow]) -> None:
        """Args: rows: by extension; files read by OCR under ``ext, OCR``."""
        super().__init__(settings)
        self._rows = rows

    async def prepare_all(self, orders: Iterable[Order]) -> AsyncGenerator[Prepared, None]:
        """As in production."""
        async for prepared in super().prepare_all(orders):
            recognised = ", OCR" if prepared.seconds.get("ocr") else ""
            row = self._rows[Path(prepared.name).suffix.lower().lstrip(".") + recognised]
            row.files += 1
            row.chunks += len(prepared.chunks)
            for stage, seconds in prepared.seconds.items():
                row.seconds[stage] += seconds
            yield prepared
