"""RFC 9457 problem documents; the only place that knows status codes. Input is never echoed."""

import logging
import math

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from domain.errors import (
    ConfigurationError,
    DataFolderBusyError,
    InvalidInputError,
    KefuError,
    NotAllowedError,
    NotFoundError,
    NotSignedInError,
    StaleError,
    TooLargeError,
    TooManyRequestsError,
    UnavailableError,
)

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"

STATUS: dict[type[KefuError], tuple[int, str]] = {
    InvalidInputError: (422, "Unusable input"),
    NotSignedInError: (401, "Not signed in"),
    NotAllowedError: (403, "Not allowed"),
    NotFoundError: (404, "Not found"),
    StaleError: (409, "Changed meanwhile"),
    TooLargeError: (413, "Too large"),
    TooManyRequestsError: (429, "Too many requests"),
    UnavailableError: (503, "Unavailable"),
    ConfigurationError: (503, "Not set up"),
    DataFolderBusyError: (503, "Busy"),
}

TITLES = {400: "Bad request", 401: "Not signed in", 403: "Not allowed", 404: "Not found", 405: "Method not allowed"}


def problem(
    status: int, title: str, detail: str, headers: dict[str, str] | None = None, **more: object
) -> JSONResponse:
    """A problem document."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return JSONResponse(body, status_code=status, media_type=MEDIA_TYPE, headers=headers)


def install(app: FastAPI) -> None:
    """Turn every error into a problem document."""
    app.add_exception_handler(KefuError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unknown)


async def _known(_request: Request, error: Exception) -> JSONResponse:
    return refusal(error)


def refusal(error: Exception, more: dict[str, str] | None = None) -> JSONResponse:
    """What an error of ours is told as."""
    status, title = next((STATUS[t] for t in type(error).__mro__ if t in STATUS), (500, "Internal error"))
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    if isinstance(error, TooManyRequestsError | UnavailableError):
        headers |= retry_headers(error.retry_after)
    elif status == 503:
        headers |= retry_headers(2.0)
    return problem(status, title, str(error), headers | (more or {}))


def retry_headers(seconds: float) -> dict[str, str]:
    """When to come back: in whole seconds, as HTTP has it, and in milliseconds for clients that know them."""
    return {"Retry-After": str(max(1, math.ceil(seconds))), "Retry-After-Ms": str(max(1, math.ceil(seconds * 1000)))}


async def _invalid(_request: Request, error: Exception) -> JSONResponse:
    """FastAPI's own handler repeats the whole input."""
    assert isinstance(error, RequestValidationError)
    errors = error.errors()
    if any(e["type"] == "json_invalid" for e in errors):
        return problem(400, "Bad request", "The body isn't valid JSON.")
    places = [{"loc": [str(part) for part in e["loc"]], "msg": _safe_message(e)} for e in errors]
    return problem(422, "Unusable input", "Some fields are missing or have the wrong form.", errors=places)


def _safe_message(error: dict[str, object]) -> str:
    """Pydantic's messages name the expected form; those of free validators might quote the value."""
    return "has the wrong form" if error["type"] in ("value_error", "assertion_error") else str(error["msg"])


async def _http(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    title = TITLES.get(error.status_code, "Request failed")
    return problem(error.status_code, title, title + ".", dict(error.headers or {}))


async def _unknown(_request: Request, error: Exception) -> JSONResponse:
    log.error("request failed", exc_info=error)
    return problem(500, "Internal error", "Something went wrong here; the operators' log says what.")
