"""The lexical index on disk: its parts as they are, so that only new parts are written."""

import hashlib
import json
import logging
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from backends.knowledge.lexical import LexicalIndex, index_of
from backends.knowledge.postings import Postings, merge
from backends.knowledge.term_keys import keys_of_texts
from domain.ids import ShopId

log = logging.getLogger(__name__)

_LIST = "index.json"
_ARRAYS = ("keys", "starts", "texts", "counts", "lengths")
_PROBE = "退货包邮第3天 x-200 20000mah 1.5kg e06 GORE-TEX 满299减50"


def fingerprint() -> str:
    """Changes when texts are taken apart into other terms: an index of before is made anew."""
    keys, _ = keys_of_texts([_PROBE])
    return hashlib.sha256(keys.tobytes()).hexdigest()[:16]


class LexicalFiles:
    """One folder a shop. What can't be read is made again from the documents, which stay the truth."""

    def __init__(self, folder: Path) -> None:
        """Args: folder: this process's own."""
        self._folder = folder

    def load(self, shop: ShopId, version: int) -> LexicalIndex:
        """The index as it was saved; an empty one where there is none, or it is of another version of Kefu.

        Args: version: of the manifest; a smaller one than was saved means that the database is an older copy.
        """
        folder = self._of(shop)
        try:
            saved = json.loads((folder / _LIST).read_text("utf-8"))
            if saved["fingerprint"] != fingerprint() or saved["version"] > version:
                return LexicalIndex()
            return index_of([_read(folder, name) for name in saved["parts"]])
        except FileNotFoundError:
            return LexicalIndex()
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.warning("the saved lexical index of %s can't be read and is made again: %s", shop, type(error).__name__)
            return LexicalIndex()

    def save(self, shop: ShopId, index: LexicalIndex, version: int) -> LexicalIndex:
        """Write parts that are not there yet; returns the index without its dead texts, as it lies on disk.

        A crash leaves the list of before and, at worst, files that the next saving removes. Raises: OSError.
        """
        folder = self._of(shop)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # What was deleted or erased must not be left behind in a file.
        parts = [part if part.live.all() else merge([part]) for part in index.parts if part.size]
        for part in parts:
            if not (folder / f"{part.name}.npz").exists():
                _replace(folder / f"{part.name}.npz", partial(_write, part=part))
        listed = json.dumps({"fingerprint": fingerprint(), "version": version, "parts": [part.name for part in parts]})
        _replace(folder / _LIST, lambda path: path.write_text(listed, "utf-8"))
        kept = {_LIST, *(f"{part.name}.npz" for part in parts)}
        for path in folder.iterdir():
            if path.name not in kept:
                path.unlink(missing_ok=True)
        return index_of(parts)

    def _of(self, shop: ShopId) -> Path:
        return self._folder / hashlib.sha256(shop.encode()).hexdigest()[:24]


def _write(path: Path, part: Postings) -> None:
    arrays = {name: getattr(part, name) for name in _ARRAYS}
    with path.open("wb") as stream:
        np.savez(stream, ids=np.asarray(part.ids, dtype=np.str_), **arrays)


def _read(folder: Path, name: str) -> Postings:
    with np.load(folder / f"{name}.npz", allow_pickle=False) as stored:
        ids = tuple(map(str, stored["ids"].tolist()))
        arrays = {key: stored[key] for key in _ARRAYS}
    if len(arrays["starts"]) != len(arrays["keys"]) + 1 or len(arrays["lengths"]) != len(ids):
        raise ValueError("a part of the lexical index is incomplete")
    return Postings(ids=ids, live=np.ones(len(ids), dtype=np.bool_), name=name, **arrays)


def _replace(path: Path, write: Callable[[Path], object]) -> None:
    new = path.with_name(f"{path.name}.new")
    write(new)
    os.replace(new, path)
