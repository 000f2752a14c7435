"""The plain LangChain chain that a turn is compared with: retriever, prompt, model; nothing checked, nothing kept."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar, cast

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.language_models.fake_chat_models import FakeListChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import Runnable, RunnablePassthrough
from langchain_core.vectorstores import InMemoryVectorStore

from domain.documents import ChunkVector, Embedder

T = TypeVar("T")

PASSAGES = 8
"""As many as a turn gets."""
_PROMPT = "你是网店客服，只根据资料回答。\n\n资料：\n{context}\n\n问题：{question}"


class SameEmbedder(Embeddings):
    """Kefu's own embedder behind LangChain's interface."""

    def __init__(self, embedder: Embedder) -> None:
        """Args: embedder: as the turns use it."""
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages."""
        return [list(map(float, vector)) for vector in _run(self._embedder.embed_passages(texts))]

    def embed_query(self, text: str) -> list[float]:
        """Vector of a question."""
        return list(map(float, _run(self._embedder.embed_query(text))))

    async def aembed_query(self, text: str) -> list[float]:
        """The same without leaving the event loop."""
        return list(map(float, await self._embedder.embed_query(text)))


def plain_chain(embedder: Embedder, chunks: list[ChunkVector]) -> Runnable[str, str]:
    """A chain over these chunks in memory, with a model that answers at once."""
    store = InMemoryVectorStore(SameEmbedder(embedder))
    for chunk, vector in chunks:
        store.store[chunk.chunk_id] = {
            "id": chunk.chunk_id,
            "vector": list(map(float, vector)),
            "text": chunk.text,
            "metadata": {"section": chunk.section},
        }
    retriever = store.as_retriever(search_kwargs={"k": PASSAGES})
    prompt = ChatPromptTemplate.from_template(_PROMPT)
    model = FakeListChatModel(responses=["好的，请看资料。"])
    steps = {"context": retriever | _joined, "question": RunnablePassthrough()}
    return cast("Runnable[str, str]", steps | prompt | model | StrOutputParser())


def _joined(documents: list[Document]) -> str:
    return "\n\n".join(document.page_content for document in documents)


def _run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)
