"""The FastAPI application over composed services."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from fastapi.middleware.cors import CORSMiddleware

from api import problems
from api.admission import AdmissionMiddleware
from api.body_limit import BodyLimitMiddleware
from api.documented import PROBLEMS, describe_problems
from api.leaving import Leaving, LeavingMiddleware
from api.limits import MAX_BODY_BYTES
from api.routers import (
    analysis,
    approvals,
    audit,
    beside,
    channels,
    chat,
    completions,
    conversations,
    copilot,
    customers,
    documents,
    figures,
    gaps,
    handoffs,
    health,
    inbox,
    knowledge,
    pages,
    pictures,
    promises,
    quarantine,
    ratings,
    session,
    settings,
    staff,
    tokens,
    webhooks,
)
from api.services import Services

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
API_HEADERS = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "Cache-Control": "no-store"}
"""Answers of the API are data: no browser should render, frame or keep them."""
TLS_HEADERS = {"Strict-Transport-Security": "max-age=31536000"}


def create_app(services: Services) -> FastAPI:
    """The application; its lifespan recovers unfinished turns and runs the outbox worker."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await services.keeping.begin()
        always = (services.turns.watch(), services.ingestor.work(), services.reading_ahead.watch())
        tasks = [asyncio.create_task(job) for job in (*always, services.keeping.watch())]
        if services.with_worker:
            tasks += [asyncio.create_task(job) for job in services.worker_jobs()]
        try:
            yield
        finally:
            await services.turns.drain()
            await services.pictures.close()
            await services.ingestor.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    app = FastAPI(
        title="Kefu",
        description="A grounded customer-service agent for e-commerce shops whose customers write Chinese.",
        version="1",
        lifespan=lifespan,
        # FastAPI's own pages load scripts from elsewhere; ours is in routers/pages.py.
        docs_url=None,
        redoc_url=None,
        responses=PROBLEMS,
    )
    app.state.services, app.state.leaving = services, Leaving()
    problems.install(app)
    for module in (
        chat, channels, completions, pictures, tokens, conversations, ratings, approvals, handoffs, copilot, customers,
        analysis, documents, knowledge, figures, health,
        promises, gaps, webhooks, quarantine,
    ):  # fmt: skip
        app.include_router(module.router)
    for module in (session, staff, settings, inbox, beside, audit, pages):
        app.include_router(module.router)
    describe_problems(app)
    app.middleware("http")(_secure)
    refused = {**SECURITY_HEADERS, **API_HEADERS}
    app.add_middleware(BodyLimitMiddleware, most_bytes=MAX_BODY_BYTES, headers=refused)
    app.add_middleware(AdmissionMiddleware, turns=services.turns, headers=refused, most_bytes=MAX_BODY_BYTES)
    # Bearer tokens only: a browser sends no cookie along, so that a page elsewhere can't act as somebody signed in.
    app.add_middleware(
        CORSMiddleware,
        allow_origins=services.page_origins,
        allow_methods=["GET", "POST", "PUT"],
        allow_headers=["Authorization", "Content-Type", "Idempotency-Key", "Last-Event-ID"],
        expose_headers=["Retry-After", "Retry-After-Ms"],
    )
    app.add_middleware(LeavingMiddleware, leaving=app.state.leaving)
    return app


async def _secure(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    more = API_HEADERS if request.url.path.startswith("/v1") else {}
    tls = TLS_HEADERS if request.url.scheme == "https" else {}
    for name, value in {**SECURITY_HEADERS, **more, **tls}.items():
        response.headers.setdefault(name, value)
    return response
