"""The problem documents in the OpenAPI description: each operation names what it may answer beside its success."""

from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel

from api.problems import MEDIA_TYPE, STATUS


class Problem(BaseModel):
    """An RFC 9457 problem document."""

    type: str
    title: str
    status: int
    detail: str


_BODY = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
_TITLES = {400: "Bad request", 405: "Method not allowed"} | dict(reversed(STATUS.values()))

PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": title, "content": _BODY} for status, title in sorted(_TITLES.items())
}
"""For ``FastAPI(responses=…)``: with 422 among them FastAPI leaves out its own form, which we never send."""


def describe_problems(app: FastAPI) -> None:
    """Put the schema that ``PROBLEMS`` points to into the app's OpenAPI document."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        document = plain()
        document.setdefault("components", {}).setdefault("schemas", {})["Problem"] = Problem.model_json_schema()
        return document

    app.openapi = described  # type: ignore[method-assign]  # FastAPI's documented way
