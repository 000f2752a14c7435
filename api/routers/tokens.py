"""What a shop's page signs its visitors in with: tokens for one person each."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from api.auth import Admin, Anyone, With
from domain.errors import NotAllowedError
from domain.ids import CustomerId

HOUR = 3600
VISITOR_SECONDS = 30 * 24 * HOUR
"""A visitor has nothing to sign in with again: the token is all that leads back to the conversation."""

router = APIRouter(prefix="/v1")


class LifetimeBody(BaseModel):
    """How long it works."""

    lifetime_seconds: int = Field(default=HOUR, ge=60, le=24 * HOUR)


class Token(BaseModel):
    """Send it as bearer token."""

    token: str
    expires_at: datetime


@router.post("/visitors", tags=["chat"])
async def make_visitor(services: With, principal: Anyone) -> Token:
    """A token for somebody without a name, who owns own conversations from then on. Asked for with an API key."""
    if not principal.credential.startswith("key_"):
        raise NotAllowedError("This needs an API key; whoever has a token or a session is somebody already.")
    token = services.credentials.visitor_token(principal.shop, uuid.uuid4().hex, VISITOR_SECONDS)
    return Token(token=token, expires_at=datetime.now(UTC) + timedelta(seconds=VISITOR_SECONDS))


@router.post("/customers/{customer_id}/tokens", tags=["customers"])
async def make_customer_token(
    customer_id: Annotated[str, Path(max_length=200)], body: LifetimeBody, services: With, principal: Admin
) -> Token:
    """A token for a customer who is signed in at the shop, which vouches for it: asked for by the shop's server."""
    token = services.credentials.customer_token(principal.shop, CustomerId(customer_id), body.lifetime_seconds)
    return Token(token=token, expires_at=datetime.now(UTC) + timedelta(seconds=body.lifetime_seconds))
