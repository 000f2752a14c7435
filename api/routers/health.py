"""Liveness, readiness, metrics."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from pydantic import BaseModel

from api import problems
from api.auth import With
from domain.health import PartHealth

PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8"

router = APIRouter(tags=["health"])


class Alive(BaseModel):
    """The process runs."""

    status: str = "ok"


class Ready(BaseModel):
    """Every part that is needed answers."""

    status: str
    parts: list[PartHealth]


@router.get("/healthz")
async def healthz() -> Alive:
    """The process runs."""
    return Alive()


@router.get("/readyz", response_model=Ready)
async def readyz(services: With) -> Response:
    """Every part is asked; 503 names the one that doesn't answer."""
    parts = await services.health.parts()
    broken = [part.name for part in parts if part.needed and not part.ok]
    if broken:
        return problems.problem(
            503, "Not ready", "Not answering: " + ", ".join(broken) + ".", problems.retry_headers(2)
        )
    return JSONResponse(Ready(status="ready", parts=parts).model_dump())


@router.get("/metrics", response_class=PlainTextResponse)
async def metrics(services: With) -> Response:
    """Prometheus text format."""
    return Response(await services.metrics.text(), media_type=PROMETHEUS_TEXT)
