"""POST /v1/channels/chatwoot/{shop}: where Chatwoot's agent bot points to."""

from typing import Annotated, Literal

from fastapi import APIRouter, Header, Request
from pydantic import BaseModel

from api.auth import With
from domain.errors import TooLargeError
from domain.ids import ShopId

MAX_EVENT_BYTES = 1024 * 1024

router = APIRouter(prefix="/v1/channels", tags=["webhooks"])


class Taken(BaseModel):
    """What becomes of the event."""

    result: Literal["answered later", "ignored"]


@router.post("/chatwoot/{shop}")
async def chatwoot_event(
    shop: str,
    request: Request,
    services: With,
    x_chatwoot_signature: Annotated[str, Header(max_length=200)] = "",
    x_chatwoot_timestamp: Annotated[str, Header(max_length=20)] = "",
) -> Taken:
    """An event for the shop's agent bot; its signature is the credential."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MAX_EVENT_BYTES:
            raise TooLargeError("The event is larger than 1 MB.")
    result = await services.chatwoot.take(ShopId(shop), x_chatwoot_signature, x_chatwoot_timestamp, bytes(body))
    return Taken(result=result)
