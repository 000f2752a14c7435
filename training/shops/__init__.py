"""Whole shops with labelled questions, asked through the production turn: what retrieval really brings is judged by."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).with_name("corpus")
"""A folder for each shop: ``shop.yaml``, ``documents/`` and ``questions.yaml``."""
EVERY = 3
"""Every so many shops judges and fits the answer models; the reader is trained on the others."""


def names() -> list[str]:
    """Of all shops."""
    return sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


def digest_of(shops: Iterable[str]) -> str:
    """sha256 over names and contents of these shops' files."""
    digest = hashlib.sha256()
    for shop in shops:
        for path in sorted(path for path in (FOLDER / shop).rglob("*") if path.is_file()):
            digest.update(path.relative_to(FOLDER).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def for_the_models() -> list[str]:
    """Shops that the reader has not seen: only there does it tell how sure it is of unknown ones."""
    return names()[::EVERY]


def for_the_reader() -> list[str]:
    """All others."""
    return sorted({*names()} - {*for_the_models()})
