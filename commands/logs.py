"""The log on standard error: one line an event, with the turn it belongs to and nothing that a customer said."""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Literal

from agent.checks.redact import redact
from domain.errors import KefuError
from domain.scope import current_scope

QUIET = ("httpx", "httpx2", "httpcore", "openai", "chromadb", "alembic")
"""Libraries that would write addresses, or lines that say nothing to an operator."""


def set_up_logs(form: Literal["text", "json"]) -> None:
    """Write the log in this form from now on, replacing what was set up before."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


class TextLines(logging.Formatter):
    """For people."""

    def format(self, record: logging.LogRecord) -> str:
        """``time LEVEL logger [turn] message``, then the frames of an error."""
        said = _said(record)
        scope = f" [{said['turn_id']}]" if "turn_id" in said else ""
        line = f"{said['time']} {said['level']} {said['logger']}{scope} {said['message']}"
        if record.exc_info and (error := record.exc_info[1]):
            line = "\n  ".join([f"{line}: {said['error']}", *_frames(error)])
        return line


class JsonLines(logging.Formatter):
    """For log collectors: one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The fields of ``TextLines``, by name."""
        return json.dumps(_said(record), ensure_ascii=False)


def _said(record: logging.LogRecord) -> dict[str, object]:
    said: dict[str, object] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        # Lines name ids; this is the net under a line that doesn't.
        "message": redact(record.getMessage()).text,
    }
    if scope := current_scope():
        said |= {"shop": scope.shop} | ({"turn_id": scope.turn} if scope.turn else {})
    if record.exc_info and record.exc_info[1] is not None:
        said |= {"error": _kinds(record.exc_info[1]), "frames": _frames(record.exc_info[1])}
    return said


def _kinds(error: BaseException) -> str:
    """The error and its causes by type. Only our own errors are quoted: others may repeat what a customer wrote."""
    shown: list[str] = []
    link: BaseException | None = error
    while link is not None and len(shown) < 5:
        name = type(link).__name__
        shown.append(f"{name} ({redact(str(link)).text})" if isinstance(link, KefuError) else name)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return " <- ".join(shown)


def _frames(error: BaseException) -> list[str]:
    """Where it came from, without values."""
    found = traceback.extract_tb(error.__traceback__, limit=-12)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in found]
