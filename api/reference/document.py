"""The OpenAPI document as it is published."""

from typing import Any, cast

import yaml

from api.reference.app import create_reference_app, openapi_document
from domain.ids import ShopId
from domain.orders import OrderBackend


def published() -> str:
    """The content of docs/order-backend.openapi.yaml."""
    # Nothing is called: the document describes the routes.
    app = create_reference_app(cast(OrderBackend, None), ShopId("shop"), "bearer", "unused")
    document: dict[str, Any] = openapi_document(app)
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=120)
