"""Room for a message, asked for before anything is looked up: under load a refusal has to be the cheapest answer."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends

from api.auth import services_of
from api.services import Services


async def admitted(services: Annotated[Services, Depends(services_of)]) -> AsyncIterator[None]:
    """Holds a place while the request lasts. Raises: UnavailableError: all are taken."""
    with services.turns.place():
        yield
