"""PUT /v1/conversations/{id}/rating: what the customer thought."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from agent.checks.redact import redact_secrets
from agent.checks.sanitise import sanitise
from api.auth import Anyone, With
from domain.credentials import Role
from domain.errors import NotAllowedError
from domain.ids import ConversationId
from domain.ratings import HIGHEST, LOWEST, Rating

router = APIRouter(prefix="/v1/conversations", tags=["conversations"])


class RatingBody(BaseModel):
    """The score and, if the customer likes, some words."""

    score: int = Field(ge=LOWEST, le=HIGHEST)
    comment: str = Field(default="", max_length=500)


@router.put("/{conversation_id}/rating")
async def rate_conversation(conversation_id: str, body: RatingBody, services: With, principal: Anyone) -> Rating:
    """The customer rates the conversation, 1 to 5; again replaces the rating. Staff can't rate."""
    if principal.role.reaches(Role.AGENT):
        raise NotAllowedError("A conversation is rated by its customer; staff can't.")
    wanted = ConversationId(conversation_id)
    await services.ports.conversations.conversation(principal.shop, wanted, principal.owner)
    shop = await services.ports.shops.get_shop(principal.shop)
    rating = Rating(
        conversation_id=wanted,
        score=body.score,
        comment=redact_secrets(sanitise(body.comment).text).text.strip(),
        at=services.ports.clock_of(shop).now(),
    )
    await services.ratings.rate(principal.shop, rating)
    return rating
