"""The FastAPI application over composed services."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response

from api import problems
from api.documented import PROBLEMS, describe_problems
from api.routers import analysis, approvals, chat, conversations, copilot, figures, handoffs, health, knowledge
from api.services import Services

MAX_BODY_BYTES = 64 * 1024 * 1024
"""A batch of uploads; single files have a limit of their own."""

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
}


def create_app(services: Services) -> FastAPI:
    """The application; its lifespan recovers unfinished turns and runs the outbox worker."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(services.turns.watch())]
        if services.with_worker:
            tasks.append(asyncio.create_task(services.worker.run()))
        try:
            yield
        finally:
            await services.turns.drain()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    app = FastAPI(
        title="Kefu",
        description="A grounded customer-service agent for e-commerce shops whose customers write Chinese.",
        version="1",
        lifespan=lifespan,
        max_body_size=MAX_BODY_BYTES,
        responses=PROBLEMS,
    )
    app.state.services = services
    problems.install(app)
    for module in (chat, conversations, approvals, handoffs, copilot, analysis, knowledge, figures, health):
        app.include_router(module.router)
    describe_problems(app)
    app.middleware("http")(_secure)
    return app


async def _secure(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    return response
