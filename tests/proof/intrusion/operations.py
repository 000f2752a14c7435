"""The operations of the OpenAPI document, filled in: whatever is added to the API is tried as well."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

_METHODS = ("get", "post", "put", "patch", "delete")
_OPEN = ("/healthz", "/readyz", "/metrics")


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    method: str
    path: str
    spec: dict[str, Any]
    openapi: dict[str, Any]

    @property
    def protected(self) -> bool:
        """Whether it asks for a credential."""
        return bool(self.spec.get("security")) and not self.path.startswith(_OPEN)

    @property
    def id_fields(self) -> tuple[str, ...]:
        """The parameters and fields that take an id."""
        named = [p["name"] for p in self.spec.get("parameters", ()) if p["in"] == "path" or p["name"].endswith("_id")]
        named = [name for name in named if name.lower() != "last-event-id"]
        fields = self._body_schema().get("properties", {})
        return tuple(dict.fromkeys([*named, *(name for name in fields if name.endswith(("_id", "_no")))]))

    @property
    def needed(self) -> tuple[str, ...]:
        """The fields that the body can't be without."""
        return tuple(self._body_schema().get("required", ()))

    def request(self, value_of: Callable[[str], str]) -> tuple[str, str, Any]:
        """Method, path with query, and a body that fits the schema, with ids from ``value_of``."""
        path, query = self.path, []
        for each in self.spec.get("parameters", ()):
            if each["in"] == "path":
                path = path.replace("{" + each["name"] + "}", quote(value_of(each["name"]), safe=""))
            elif each["in"] == "query" and each["name"].endswith("_id"):
                query.append(f"{each['name']}={quote(value_of(each['name']), safe='')}")
        schema = self._body_schema()
        body = None if not schema else self._filled(schema, value_of, "")
        return self.method.upper(), path + ("?" + "&".join(query) if query else ""), body

    def _body_schema(self) -> dict[str, Any]:
        content = self.spec.get("requestBody", {}).get("content", {})
        return self._resolved(content.get("application/json", {}).get("schema", {}))

    def _resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in schema:
            schema = self.openapi["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        return schema

    def _filled(self, schema: dict[str, Any], value_of: Callable[[str], str], name: str) -> Any:
        schema = self._resolved(schema)
        if name.endswith(("_id", "_no")):
            return value_of(name)
        for choice in ("anyOf", "oneOf", "allOf"):
            if choice in schema:
                return self._filled(schema[choice][0], value_of, name)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        kind = schema.get("type")
        if kind == "object":
            required = schema.get("required", ())
            wanted = [k for k in schema.get("properties", {}) if k in required or k.endswith(("_id", "_no"))]
            return {key: self._filled(schema["properties"][key], value_of, key) for key in wanted}
        if kind == "array":
            return [self._filled(schema.get("items", {}), value_of, "")]
        return {"integer": max(1, schema.get("minimum", 1)), "number": 1.0, "boolean": False}.get(kind or "", "试探")


def operations(openapi: dict[str, Any]) -> list[Operation]:
    """All of them."""
    return [
        Operation(method, path, spec, openapi)
        for path, methods in openapi["paths"].items()
        for method, spec in methods.items()
        if method in _METHODS
    ]
