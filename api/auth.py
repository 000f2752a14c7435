"""Who is calling, as a dependency of every router: a bearer credential, or the console's session cookie."""

import hashlib
import hmac
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.services import Services
from domain.credentials import Principal, Role
from domain.errors import KefuError, NotAllowedError, NotSignedInError
from domain.scope import enter_scope

SESSION_COOKIE = "kefu_session"
CSRF_HEADER = "X-CSRF-Token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

_bearer = HTTPBearer(auto_error=False, description="An API key, or a customer token (JWT).")


def services_of(request: Request) -> Services:
    """What this application was composed of."""
    services = request.app.state.services
    assert isinstance(services, Services)
    return services


def csrf_token(session_token: str) -> str:
    """What a page of ours sends along with each change; made from the cookie, which pages can't read."""
    return hmac.new(session_token.encode(), b"kefu csrf", hashlib.sha256).hexdigest()


def check_csrf(request: Request, session_token: str) -> None:
    """Refuse a change that another site made the browser send. Raises: NotAllowedError."""
    sent = request.headers.get(CSRF_HEADER, "").encode("utf-8", "replace")
    if not hmac.compare_digest(sent, csrf_token(session_token).encode()):
        raise NotAllowedError(f"Changes of a console session need its token in the {CSRF_HEADER} header; reload.")


async def _verified(
    request: Request, services: Services, credentials: HTTPAuthorizationCredentials | None
) -> Principal:
    if credentials is not None:
        return await services.credentials.principal(credentials.credentials)
    token = request.cookies.get(SESSION_COOKIE)
    if not token:
        raise NotSignedInError("Send an API key or a customer token as a bearer token in the Authorization header.")
    principal, _ = await services.accounts.session(token)
    if request.method not in SAFE_METHODS:
        check_csrf(request, token)
    return principal


async def _principal(
    request: Request,
    services: Annotated[Services, Depends(services_of)],
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Principal:
    principal = await _verified(request, services, credentials)
    services.limits.take(principal)
    _check_scope(request, principal)
    enter_scope(principal.shop)
    return principal


def _check_scope(request: Request, principal: Principal) -> None:
    route = request.scope.get("route")
    area = next(iter(getattr(route, "tags", ())), "")
    if not principal.may(str(area), request.method in SAFE_METHODS):
        raise NotAllowedError(f"This credential's scopes don't include {area}: use one that is for it.")


async def still_signed_in(request: Request) -> bool:
    """Whether the credential of a request that goes on for long still holds."""
    try:
        await _verified(request, services_of(request), await _bearer(request))
    except KefuError:
        return False
    return True


async def _agent(principal: Annotated[Principal, Depends(_principal)]) -> Principal:
    return _reaching(principal, Role.AGENT)


async def _admin(principal: Annotated[Principal, Depends(_principal)]) -> Principal:
    return _reaching(principal, Role.ADMIN)


def _reaching(principal: Principal, role: Role) -> Principal:
    if not principal.role.reaches(role):
        raise NotAllowedError(f"This needs a credential of role {role.value} or above.")
    return principal


With = Annotated[Services, Depends(services_of)]
"""The composed services."""
Anyone = Annotated[Principal, Depends(_principal)]
"""Any verified caller."""
Agent = Annotated[Principal, Depends(_agent)]
"""A human agent or above."""
Admin = Annotated[Principal, Depends(_admin)]
"""An admin."""
