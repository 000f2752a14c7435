"""Customers: their profiles, and erasing them."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel

from agent.erasure import Erased
from api.auth import Admin, Agent, With
from domain.ids import CustomerId
from domain.profiles import Profile

Id = Annotated[str, Path(max_length=200)]

router = APIRouter(prefix="/v1/customers", tags=["customers"])


class ConsentBody(BaseModel):
    """What the customer said."""

    consent: bool


class ConsentNoted(BaseModel):
    """The profile from here on; None after a withdrawal, which deleted it."""

    profile: Profile | None


@router.put("/{customer_id}/consent")
async def note_consent(customer_id: Id, body: ConsentBody, services: With, principal: Agent) -> ConsentNoted:
    """The customer agrees to a profile of what they ask for, or withdraws it; without consent none is kept."""
    return ConsentNoted(profile=await services.copilot.consent(principal, CustomerId(customer_id), body.consent))


@router.get("/{customer_id}/profile")
async def customer_profile(customer_id: Id, services: With, principal: Agent) -> Profile:
    """What is remembered of a customer who agreed to it; name, phone and address masked."""
    return await services.copilot.profile(principal, CustomerId(customer_id))


@router.delete("/{customer_id}")
async def erase_customer(customer_id: Id, services: With, principal: Admin) -> Erased:
    """Erase every text of and about the customer, in all stores, waiting approvals' checkpoints included."""
    return await services.erasure.erase(principal.shop, CustomerId(customer_id))
