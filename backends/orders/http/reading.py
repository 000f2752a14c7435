"""How an answer of the merchant's system is read: its media type, and what a strict model says is wrong with it."""

from collections.abc import Mapping

from pydantic import ValidationError


def media_type(headers: Mapping[str, str]) -> str:
    """The Content-Type without its parameters, in lower case; empty where there is none."""
    return headers.get("Content-Type", "").split(";")[0].strip().lower()


def first_fault(error: ValidationError) -> str:
    """Field and fault, in pydantic's own words without the value, which may be a person's."""
    first = error.errors(include_url=False, include_input=False)[0]
    field = ".".join(str(part) for part in first["loc"]) or "the body"
    return f"field {field}: {first['msg']}"
