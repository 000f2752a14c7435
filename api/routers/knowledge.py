"""Search of the shop's documents."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from agent.checks.redact import redact_personal
from api.auth import Agent, With
from domain.documents import KnowledgeQuery
from domain.evidence import Passage

router = APIRouter(prefix="/v1", tags=["documents"])


class SearchBody(BaseModel):
    """What to look for."""

    query: str = Field(min_length=1, max_length=500, examples=["茶具碎了怎么办"])
    limit: int = Field(default=5, ge=1, le=50)


class SearchResult(BaseModel):
    """One passage."""

    text: str
    document: str
    title: str
    section: str
    page: int | None
    score: float
    chunk_id: str
    generation: int
    question: str | None
    internal: bool
    vector_score: float
    """Cosine of the meaning."""
    lexical_score: float
    """How much of the question's rare text it covers, 0-1."""
    vector_rank: int | None
    """Its place among what meaning alone finds, from 1; null: not found by it."""
    lexical_rank: int | None
    """Its place among what the question's characters and codes alone find."""
    matched_terms: list[str]
    """Pieces of the question, or of other ways to say it, that stand in the passage, its title or its heading."""


class SearchResults(BaseModel):
    """Best first."""

    results: list[SearchResult]


@router.post("/search")
async def search(body: SearchBody, services: With, principal: Agent) -> SearchResults:
    """The passages that a question finds, internal ones included: this is for people of the shop."""
    shop = await services.ports.shops.get_shop(principal.shop)
    query = KnowledgeQuery(
        shop=shop.id,
        text=redact_personal(body.query).text,
        limit=body.limit,
        include_internal=True,
        as_of=services.ports.clock_of(shop).now(),
        synonyms=shop.synonyms,
        explain=True,
    )
    return SearchResults(results=[_result(p) for p in await services.ports.search.search(query)])


def _result(passage: Passage) -> SearchResult:
    why = passage.explanation.model_dump() if passage.explanation else {}
    return SearchResult(**passage.model_dump(include=set(SearchResult.model_fields)), **why)
