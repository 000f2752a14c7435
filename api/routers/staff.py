"""The shop's staff accounts and API keys."""

from datetime import datetime

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field, JsonValue

from api.auth import Admin, Agent, With
from api.noting import note
from domain.credentials import Key, Principal, Role
from domain.errors import NotAllowedError
from domain.ids import StaffId
from domain.staff import Account

router = APIRouter(prefix="/v1", tags=["staff"])


class AccountList(BaseModel):
    """By login."""

    accounts: list[Account]


class NewAccountBody(BaseModel):
    """A person to let in."""

    login: str = Field(min_length=2, max_length=80)
    password: str = Field(max_length=1000)
    name: str = Field(default="", max_length=80)
    role: Role = Role.AGENT


class AccountChangeBody(BaseModel):
    """What to change."""

    role: Role | None = None
    active: bool | None = None
    password: str | None = Field(default=None, max_length=1000)


class SecondFactor(BaseModel):
    """To be typed or scanned into an authenticator app."""

    otpauth: str


class CodeBody(BaseModel):
    """A one-time code."""

    code: str = Field(min_length=4, max_length=10)


class KeyView(BaseModel):
    """A key without its secret."""

    key_id: str
    role: Role
    created_at: datetime
    revoked_at: datetime | None
    scopes: tuple[str, ...] = ()


class KeyList(BaseModel):
    """Oldest first."""

    keys: list[KeyView]


class NewKeyBody(BaseModel):
    """A key to make."""

    role: Role
    scopes: list[str] = Field(default=[], max_length=40)
    """What of the API it is for, such as ``documents`` or ``conversations:read``; empty: all that its role may."""


class NewKey(BaseModel):
    """The bare secret, shown this once."""

    secret: str


@router.get("/staff")
async def list_accounts(services: With, principal: Agent) -> AccountList:
    """Who works here; names for the pages."""
    return AccountList(accounts=await services.accounts.accounts(principal.shop))


@router.post("/staff", status_code=201)
async def add_account(body: NewAccountBody, services: With, principal: Admin) -> Account:
    """Let a person in."""
    made = await services.accounts.add(principal.shop, body.login, body.password, body.role, body.name)
    await note(services, principal.shop, principal.credential, "staff.add", made.staff_id, {"role": made.role.value})
    return made


@router.patch("/staff/{staff_id}")
async def change_account(staff_id: str, body: AccountChangeBody, services: With, principal: Admin) -> Account:
    """Another role, a new password, blocked or let in again; the account's sessions end."""
    changed = await services.accounts.change(
        principal.shop, StaffId(staff_id), role=body.role, active=body.active, password=body.password
    )
    said: dict[str, JsonValue] = {name: True for name in ("password",) if body.password is not None}
    said |= body.model_dump(mode="json", include={"role", "active"}, exclude_none=True)
    await note(services, principal.shop, principal.credential, "staff.change", staff_id, said)
    return changed


@router.post("/staff/me/second-factor")
async def start_second_factor(services: With, principal: Agent) -> SecondFactor:
    """A new secret for an authenticator app; asked for once a code of it is confirmed."""
    mine = _own(principal)
    return SecondFactor(otpauth=await services.accounts.start_second_factor(principal.shop, mine))


@router.post("/staff/me/second-factor/confirm", status_code=204)
async def confirm_second_factor(body: CodeBody, services: With, principal: Agent) -> Response:
    """From now on signing in asks for a code."""
    await services.accounts.confirm_second_factor(principal.shop, _own(principal), body.code)
    await note(services, principal.shop, principal.credential, "staff.second_factor.on", principal.credential)
    return Response(status_code=204)


@router.delete("/staff/{staff_id}/second-factor", status_code=204)
async def drop_second_factor(staff_id: str, services: With, principal: Admin) -> Response:
    """Codes are asked for no more: somebody lost the telephone."""
    await services.accounts.drop_second_factor(principal.shop, StaffId(staff_id))
    await note(services, principal.shop, principal.credential, "staff.second_factor.off", staff_id)
    return Response(status_code=204)


@router.get("/keys")
async def list_keys(services: With, principal: Admin) -> KeyList:
    """The shop's API keys."""
    return KeyList(keys=[_shown(key) for key in await services.credentials.keys(principal.shop)])


@router.post("/keys", status_code=201)
async def create_key(body: NewKeyBody, services: With, principal: Admin) -> NewKey:
    """A new key; its secret is shown this once."""
    secret = await services.credentials.create_key(principal.shop, body.role, tuple(body.scopes), principal.credential)
    return NewKey(secret=secret)


@router.delete("/keys/{key_id}", status_code=204)
async def revoke_key(key_id: str, services: With, principal: Admin) -> Response:
    """The key stops working at once."""
    await services.credentials.revoke_key(principal.shop, key_id, principal.credential)
    return Response(status_code=204)


def _own(principal: Principal) -> StaffId:
    if not principal.credential.startswith("stf_"):
        raise NotAllowedError("Only a person who signed in with a password has a second factor.")
    return StaffId(principal.credential)


def _shown(key: Key) -> KeyView:
    return KeyView.model_validate(key.model_dump(exclude={"shop"}))
