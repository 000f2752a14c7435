"""Embeddings of any OpenAI-compatible endpoint."""

from collections.abc import Callable, Sequence
from typing import cast

import numpy as np
import openai
from langchain_openai import OpenAIEmbeddings
from pydantic import SecretStr

from backends.embedding.clean_text import clean_text
from backends.embedding.query_cache import Array, QueryCache
from domain.documents import Vector
from domain.errors import ConfigurationError, UnavailableError

BATCH = 64
"""Texts a request: below the smallest limit known among compatible servers."""


class OpenAICompatibleEmbedder:
    """An embeddings endpoint. There is no fallback: another model's vectors have another length and meaning."""

    def __init__(
        self,
        *,
        base_url: str | None,
        api_key: str,
        model: str,
        dimensions: int,
        query_prefix: str = "",
        passage_prefix: str = "",
        timeout: float = 10.0,
        retries: int = 2,
    ) -> None:
        """Args: dimensions: length of the model's vectors; timeout: seconds a try; retries: after 408, 409, 429, 5xx.

        The prefixes are for models that want them, such as ``query: `` and ``passage: `` of E5.
        """
        self._model = f"{model}/{dimensions}/{query_prefix}|{passage_prefix}"
        self._dimensions = dimensions
        self._query_prefix = query_prefix
        self._passage_prefix = passage_prefix
        self._cache = QueryCache()
        self._client = OpenAIEmbeddings(
            model=model,
            openai_api_base=base_url,
            openai_api_key=SecretStr(api_key),
            request_timeout=timeout,
            max_retries=retries,
            # Counting tokens would download an encoding and send token ids, which many servers refuse.
            check_embedding_ctx_length=False,
            chunk_size=BATCH,
        )

    @property
    def model(self) -> str:
        """Identity of model, length and prefixes; stored with the index."""
        return self._model

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._dimensions

    async def embed_query(self, text: str) -> Vector:
        """The question's unit vector. Raises: UnavailableError, ConfigurationError."""
        cleaned = clean_text(text)
        known = self._cache.get(cleaned)
        if known is None:
            known = (await self._embed([self._query_prefix + cleaned]))[0]
            self._cache.put(cleaned, known)
        return cast(Vector, known)

    async def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Vector]:
        """Unit vectors of passages, in order. Raises: UnavailableError, ConfigurationError."""
        vectors: list[Vector] = []
        for start in range(0, len(texts), BATCH):
            batch = [self._passage_prefix + clean_text(text) for text in texts[start : start + BATCH]]
            vectors.extend(cast(list[Vector], await self._embed(batch)))
            if progress is not None:
                progress(len(vectors))
        return vectors

    async def _embed(self, texts: list[str]) -> list[Array]:
        try:
            raw = await self._client.aembed_documents(texts)
        except (openai.AuthenticationError, openai.PermissionDeniedError, openai.NotFoundError) as error:
            raise ConfigurationError(
                "the embeddings endpoint refused the key or doesn't know the model: check KEFU_EMBEDDING_*"
            ) from error
        except openai.OpenAIError as error:
            raise UnavailableError("the embeddings endpoint doesn't answer properly: try again later") from error
        return [self._unit(vector) for vector in raw]

    def _unit(self, vector: list[float]) -> Array:
        if len(vector) != self._dimensions:
            raise ConfigurationError(
                f"the embeddings endpoint returns vectors of length {len(vector)}, not {self._dimensions}: "
                "set KEFU_EMBEDDING_DIMENSIONS to the model's length and rebuild the index"
            )
        array = np.asarray(vector, dtype=np.float32)
        norm = float(np.linalg.norm(array))
        if not np.isfinite(norm) or norm == 0.0:
            raise UnavailableError("the embeddings endpoint returned an unusable vector: try again later")
        return cast(Array, array / np.float32(norm))
