"""POST /v1/analysis: the structured reading of a text."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.auth import Agent, With
from domain.analysis import Analysis

router = APIRouter(prefix="/v1", tags=["analysis"])


class AnalysisBody(BaseModel):
    """A customer's words."""

    text: str = Field(min_length=1, max_length=2000, examples=["杯子碎了两个，怎么赔"])


@router.post("/analysis")
async def analyse(body: AnalysisBody, services: With, principal: Agent) -> Analysis:
    """Intents, entities, sentiment, risk topic and the standalone question."""
    return await services.analysis.analyse(principal.shop, body.text)
