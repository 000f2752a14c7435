"""Signing in to the console: a session cookie that pages can't read, and a token against forged requests."""

from datetime import datetime

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from api.auth import SESSION_COOKIE, With, check_csrf, csrf_token
from api.noting import note
from domain.errors import NotSignedInError
from domain.staff import Account

router = APIRouter(prefix="/v1/session", tags=["session"])


class SignInBody(BaseModel):
    """What a person types."""

    login: str = Field(min_length=1, max_length=80)
    password: str = Field(min_length=1, max_length=1000)
    code: str | None = Field(default=None, max_length=10)
    """The one-time code, where the account has one."""


class SessionView(BaseModel):
    """Who is signed in."""

    account: Account
    shop_name: str
    now: datetime
    """The shop's clock, which may stand still."""
    csrf_token: str


async def _view(services: With, account: Account, token: str) -> SessionView:
    shop = await services.ports.shops.get_shop(account.shop)
    now = services.ports.clock_of(shop).now()
    return SessionView(account=account, shop_name=shop.name or shop.id, now=now, csrf_token=csrf_token(token))


@router.post("")
async def sign_in(body: SignInBody, request: Request, response: Response, services: With) -> SessionView:
    """Sign in; the session lives in an HttpOnly cookie of this site alone."""
    origin = request.client.host if request.client else "unknown"
    session = await services.accounts.sign_in(body.login, body.password, body.code, origin)
    response.set_cookie(
        SESSION_COOKIE,
        session.token,
        expires=session.expires_at,
        path="/",
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    response.headers["Cache-Control"] = "no-store"
    await note(services, session.account.shop, session.account.staff_id, "session.open", session.account.staff_id)
    return await _view(services, session.account, session.token)


@router.get("")
async def current_session(request: Request, response: Response, services: With) -> SessionView:
    """Who is signed in here; 401 when nobody is."""
    token = request.cookies.get(SESSION_COOKIE)
    if not token:
        raise NotSignedInError("Nobody is signed in here.")
    _, account = await services.accounts.session(token)
    response.headers["Cache-Control"] = "no-store"
    return await _view(services, account, token)


@router.delete("", status_code=204)
async def sign_out(request: Request, services: With) -> Response:
    """End the session."""
    response = Response(status_code=204)
    token = request.cookies.get(SESSION_COOKIE)
    if token:
        check_csrf(request, token)
        _, account = await services.accounts.session(token)
        await services.accounts.sign_out(token)
        await note(services, account.shop, account.staff_id, "session.close", account.staff_id)
    response.delete_cookie(SESSION_COOKIE, path="/", httponly=True, samesite="strict")
    return response
