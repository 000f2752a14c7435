"""What the shop has set, read and changed by its admins."""

import hashlib
import json
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field, JsonValue, ValidationError

from api.auth import Admin, With
from api.noting import note
from domain.errors import InvalidInputError, StaleError
from domain.shop import Shop

PARTS = (
    "salutation",
    "working_hours",
    "reply_policy",
    "service_levels",
    "rules",
    "compliance_packs",
    "allow_list",
    "handoff_queues",
    "synonyms",
)
"""What may be changed here. Links to the merchant's systems belong to the operator's shop.yaml."""

router = APIRouter(prefix="/v1/settings", tags=["settings"])


class SettingsView(BaseModel):
    """The settings, and the version that a change has to name."""

    version: str
    settings: dict[str, JsonValue]
    """Money in fen."""


class SettingsChange(BaseModel):
    """Whole parts to be replaced."""

    version: str = Field(max_length=64)
    changes: dict[str, JsonValue] = Field(min_length=1, max_length=len(PARTS))


@router.get("")
async def show_settings(services: With, principal: Admin) -> SettingsView:
    """Everything that may be changed here."""
    return _view(await services.ports.shops.get_shop(principal.shop))


@router.patch("")
async def change_settings(body: SettingsChange, services: With, principal: Admin) -> SettingsView:
    """Replace parts; 409 when somebody else changed the settings since they were shown."""
    shop = await services.ports.shops.get_shop(principal.shop)
    if body.version != _view(shop).version:
        raise StaleError("The settings have changed since they were shown; load them again.")
    changed = _changed(shop, body.changes)
    await services.ports.shops.put_shop(changed)
    parts: list[JsonValue] = [part for part in PARTS if part in body.changes]
    await note(services, shop.id, principal.credential, "settings.change", shop.id, {"parts": parts})
    return _view(changed)


def _changed(shop: Shop, changes: dict[str, Any]) -> Shop:
    """Raises: InvalidInputError: an unknown part, or one that doesn't have the form of shop.yaml."""
    if unknown := set(changes) - set(PARTS):
        raise InvalidInputError(f"{len(unknown)} of the parts can't be changed here; there are: {', '.join(PARTS)}.")
    try:
        # Through JSON: it takes lists for tuples and text for dates, as the settings were shown.
        return Shop.model_validate_json(json.dumps(shop.model_dump(mode="json") | changes))
    except ValidationError as error:
        # Only names of ours: a place may hold keys that the caller made up.
        places = {str(each["loc"][0]) for each in error.errors() if each["loc"]} & set(PARTS)
        named = ", ".join(sorted(places)) or "the settings"
        raise InvalidInputError(f"These parts don't have the form of docs/rules.md: {named}.") from None
    except ValueError:
        raise InvalidInputError("The settings hold a number or text that can't be stored.") from None


def _view(shop: Shop) -> SettingsView:
    settings = shop.model_dump(mode="json", include=set(PARTS))
    text = json.dumps(settings, sort_keys=True, ensure_ascii=True)
    return SettingsView(version=hashlib.sha256(text.encode()).hexdigest()[:32], settings=settings)
