"""Named steps of a process at work, at one of which it is killed the way a power cut would."""

import inspect
import os
import signal
from collections import Counter
from typing import Any, NamedTuple

from sqlalchemy import event

from backends.sql.database import Database


class Fatal(NamedTuple):
    """The step that is the process's last, and which time it is reached."""

    step: str
    time: int = 1


class Steps:
    """What a process has come to, in order."""

    def __init__(self, fatal: Fatal | None = None) -> None:
        self._fatal = fatal
        self.seen: Counter[str] = Counter()

    def reached(self, step: str) -> None:
        """Go on, or end here."""
        self.seen[step] += 1
        if self._fatal is not None and (step, self.seen[step]) == self._fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch_database(self, database: Database, name: str) -> None:
        """Every statement and every commit is a step."""
        event.listen(database.engine, "before_cursor_execute", lambda *_: self.reached(f"{name}.statement"))
        event.listen(database.engine, "commit", lambda *_: self.reached(f"{name}.commit"))

    def watch_saver(self, saver: Any) -> None:
        """LangGraph wants a saver of its own kind, so this one's methods are replaced on the object."""
        for method in ("aput", "aput_writes", "aget_tuple", "adelete_thread"):
            setattr(saver, method, self.watched_call(getattr(saver, method), f"saver.{method}"))

    def watched_call(self, call: Any, name: str) -> Any:
        """The coroutine function with a step before and one after it."""

        async def watched(*args: Any, **kwargs: Any) -> Any:
            self.reached(f"{name} begins")
            result = await call(*args, **kwargs)
            self.reached(f"{name} ended")
            return result

        return watched


class Watched:
    """A port whose calls are steps."""

    def __init__(self, real: Any, name: str, steps: Steps) -> None:
        self._real, self._name, self._steps = real, name, steps

    def __getattr__(self, method: str) -> Any:
        found = getattr(self._real, method)
        return (
            self._steps.watched_call(found, f"{self._name}.{method}") if inspect.iscoroutinefunction(found) else found
        )
