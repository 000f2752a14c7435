"""The published OpenAPI document is the reference server's own."""

from api.reference.document import published
from tests.unit.docs.markdown import ROOT


def test_the_published_document_is_what_the_reference_server_says() -> None:
    stored = (ROOT / "docs/order-backend.openapi.yaml").read_text(encoding="utf-8")
    assert stored == published(), "run `make openapi`"
