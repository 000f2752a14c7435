"""Token vectors of documents' sentences on disk, so that a process reads each sentence with the model once.

Derived from the documents and bounded: what is missing, or was made by another model, is read again.
"""

import contextlib
import hashlib
import logging
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import numpy as np

from domain.alignment import Context, Origin
from domain.ids import DocumentId, ShopId

log = logging.getLogger(__name__)

_SCHEMA = """
CREATE TABLE IF NOT EXISTS sentences (
    place INTEGER PRIMARY KEY,
    document_id TEXT NOT NULL, generation INTEGER NOT NULL, sentence BLOB NOT NULL,
    own INTEGER NOT NULL, vectors BLOB NOT NULL,
    UNIQUE (document_id, generation, sentence)
);
CREATE TABLE IF NOT EXISTS read_ahead (shop TEXT PRIMARY KEY, version INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS made_by (model TEXT NOT NULL);
"""
_OLDEST = 0.1
"""Share of a full store that makes room for what turns read."""


class TokenVectors(NamedTuple):
    """A sentence as the model reads it under its heading."""

    vectors: np.ndarray[tuple[int, ...], np.dtype[np.float16]]
    """Unit vectors, [tokens, width]."""
    own: int
    """The first token of the sentence itself, behind its heading."""


class SentenceStore:
    """One SQLite file. A file that can't be used is worked without: sentences are then read each time."""

    def __init__(self, path: Path, model: str, width: int, most_bytes: int) -> None:
        """Args: model: whose vectors; those of another are dropped; width: of a vector; most_bytes: 0: keeps nothing.

        Reading ahead stops at the bound; what turns read takes the place of the oldest.
        """
        self._path, self._model, self._width, self._most = path, model, width, most_bytes
        self._lock = Lock()
        self._live: Mapping[DocumentId, int] = {}
        self._gone: set[Origin] = set()
        self._connection = self._opened() if most_bytes else None

    def load(self, texts: Iterable[Context]) -> dict[Context, TokenVectors]:
        """What is known of these sentences."""
        wanted = {(*text.origin, _key(text)): text for text in texts if text.origin}
        found: dict[Context, TokenVectors] = {}
        with self._working() as connection:
            for (document, generation, key), text in wanted.items():
                if connection is None:
                    break
                row = connection.execute(
                    "SELECT own, vectors FROM sentences WHERE document_id = ? AND generation = ? AND sentence = ?",
                    (document, generation, key),
                ).fetchone()
                if row is not None:
                    vectors = np.frombuffer(row[1], dtype="<f2").reshape(-1, self._width)
                    found[text] = TokenVectors(vectors, row[0])
        return found

    def save(self, made: Mapping[Context, TokenVectors]) -> None:
        """Keep what was read; sentences without an origin, or of a document that is gone, are nobody's."""
        rows = [
            (*text.origin, _key(text), read.own, read.vectors.astype("<f2").tobytes())
            for text, read in made.items() if text.origin is not None and text.origin not in self._gone
        ]  # fmt: skip
        with self._working() as connection:
            if connection is None or not rows:
                return
            if self._bytes(connection) >= self._most:
                count = connection.execute("SELECT count(*) FROM sentences").fetchone()[0]
                connection.execute(
                    "DELETE FROM sentences WHERE place IN (SELECT place FROM sentences ORDER BY place LIMIT ?)",
                    (max(len(rows), int(count * _OLDEST)),),
                )
            connection.executemany(
                "INSERT OR IGNORE INTO sentences (document_id, generation, sentence, own, vectors) "
                "VALUES (?, ?, ?, ?, ?)",
                rows,
            )

    @property
    def full(self) -> bool:
        """Whether there is no room to read ahead."""
        taken = self._most
        with self._working() as connection:
            taken = self._bytes(connection) if connection else self._most
        return taken >= self._most

    def read_ahead(self) -> dict[ShopId, int]:
        """The version of each shop's manifest whose sentences are all here."""
        rows: list[tuple[str, int]] = []
        with self._working() as connection:
            rows = connection.execute("SELECT shop, version FROM read_ahead").fetchall() if connection else []
        return {ShopId(shop): version for shop, version in rows}

    def mark(self, shop: ShopId, version: int) -> None:
        """This version's sentences have been read."""
        with self._working() as connection:
            if connection is not None:
                connection.execute("INSERT OR REPLACE INTO read_ahead VALUES (?, ?)", (shop, version))

    def keep_only(self, live: Mapping[DocumentId, int]) -> None:
        """Drop every sentence of a generation that isn't live, down to its bytes on disk.

        Args: live: the live generation of each document of the installation.
        """
        gone: set[Origin] = set()
        with self._working() as connection:
            if connection is not None:
                held = connection.execute("SELECT DISTINCT document_id, generation FROM sentences").fetchall()
                gone = {Origin(DocumentId(d), g) for d, g in held if live.get(DocumentId(d)) != g}
                connection.executemany("DELETE FROM sentences WHERE document_id = ? AND generation = ?", list(gone))
            # A turn under way may still be reading what has just gone.
            before = {*self._gone, *gone, *(Origin(*each) for each in self._live.items())}
            self._gone = {origin for origin in before if live.get(origin.document_id) != origin.generation}
            self._live = dict(live)
        # The log holds pages of before until it is cut off.
        for statement in ("PRAGMA incremental_vacuum", "PRAGMA wal_checkpoint(TRUNCATE)") if gone else ():
            with self._working() as connection:
                if connection is not None:
                    connection.execute(statement).fetchall()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    @contextlib.contextmanager
    def _working(self) -> Iterator[sqlite3.Connection | None]:
        """The connection, in a transaction of its own. What fails is left out: nothing depends on this file."""
        with self._lock:
            try:
                yield self._connection
                if self._connection is not None:
                    self._connection.commit()
            except sqlite3.Error as error:
                log.warning("%s can't be used: %s; sentences are read anew", self._path.name, error)
                with contextlib.suppress(sqlite3.Error):
                    if self._connection is not None:
                        self._connection.close()
                self._connection = None

    def _bytes(self, connection: sqlite3.Connection) -> int:
        (pages,), (free,), (size,) = (
            connection.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * size)

    def _opened(self) -> sqlite3.Connection | None:
        for fresh in (False, True):
            try:
                if fresh:
                    _remove(self._path)
                connection = sqlite3.connect(self._path, timeout=5, check_same_thread=False)
                connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
                connection.execute("PRAGMA journal_mode=WAL").fetchall()
                # Losing the latest sentences in a power cut costs reading them again.
                connection.execute("PRAGMA synchronous=OFF")
                connection.execute("PRAGMA secure_delete=ON").fetchall()
                connection.executescript(_SCHEMA)
                if connection.execute("SELECT model FROM made_by").fetchall() != [(self._model,)]:
                    for emptying in ("DELETE FROM sentences", "DELETE FROM read_ahead", "DELETE FROM made_by"):
                        connection.execute(emptying)
                    connection.execute("INSERT INTO made_by VALUES (?)", (self._model,))
                connection.commit()
                self._path.chmod(0o600)
                return connection
            except (sqlite3.Error, OSError) as error:
                log.warning("%s can't be opened%s: %s", self._path.name, "" if fresh else ", it is made anew", error)
        return None


def _key(text: Context) -> bytes:
    return hashlib.sha256(f"{text.heading}\0{text.text}".encode()).digest()[:16]


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)
