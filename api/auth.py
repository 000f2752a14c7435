"""Who is calling, as a dependency of every router."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.services import Services
from domain.credentials import Principal, Role
from domain.errors import NotAllowedError, NotSignedInError

_bearer = HTTPBearer(auto_error=False, description="An API key, or a customer token (JWT).")


def services_of(request: Request) -> Services:
    """What this application was composed of."""
    services = request.app.state.services
    assert isinstance(services, Services)
    return services


async def _principal(
    services: Annotated[Services, Depends(services_of)],
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Principal:
    if credentials is None:
        raise NotSignedInError("Send an API key or a customer token as a bearer token in the Authorization header.")
    principal = await services.credentials.principal(credentials.credentials)
    services.limits.take(principal)
    return principal


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
