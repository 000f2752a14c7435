"""Where a shop's own systems are told what happens; for admins."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from api.auth import Admin, With
from domain.webhooks import Delivery, EventType, Webhook

router = APIRouter(prefix="/v1/webhooks", tags=["webhooks"])

Id = Annotated[str, Path(min_length=1, max_length=64)]


class NewWebhook(BaseModel):
    """An address to tell."""

    url: str = Field(min_length=1, max_length=2000)
    events: list[EventType] = Field(default=[], max_length=20)
    """Empty: all."""


class CreatedWebhook(BaseModel):
    """The new address; the secret is shown this once."""

    webhook: Webhook
    secret: str


class ListedWebhook(BaseModel):
    """An address, and how many deliveries to it were given up."""

    webhook: Webhook
    given_up: int


class WebhookList(BaseModel):
    """Oldest first."""

    webhooks: list[ListedWebhook]


class Retried(BaseModel):
    """How many deliveries are tried again."""

    retried: int


@router.post("", status_code=201)
async def add_webhook(body: NewWebhook, services: With, principal: Admin) -> CreatedWebhook:
    """Add an address; keep the secret, it checks the signatures and is not shown again."""
    made = await services.webhooks.add(principal.shop, body.url, tuple(body.events))
    return CreatedWebhook(webhook=made.webhook, secret=made.secret)


@router.get("")
async def list_webhooks(services: With, principal: Admin) -> WebhookList:
    """The shop's addresses."""
    found = await services.webhooks.webhooks(principal.shop)
    return WebhookList(webhooks=[ListedWebhook(webhook=webhook, given_up=dead) for webhook, dead in found])


@router.delete("/{webhook_id}", status_code=204)
async def remove_webhook(webhook_id: Id, services: With, principal: Admin) -> None:
    """Tell it nothing more."""
    await services.webhooks.remove(principal.shop, webhook_id)


@router.post("/{webhook_id}/test")
async def try_webhook(webhook_id: Id, services: With, principal: Admin) -> Delivery:
    """Send a `webhook.test` now and say what came of it."""
    return await services.webhooks.test(principal.shop, webhook_id)


@router.post("/{webhook_id}/retry")
async def retry_webhook(webhook_id: Id, services: With, principal: Admin) -> Retried:
    """Deliver again what was given up."""
    return Retried(retried=await services.webhooks.retry(principal.shop, webhook_id))
