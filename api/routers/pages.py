"""The console and the API's description, under policies of their own; the widget's files, which any page may load."""

import functools
import mimetypes
from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.errors import NotFoundError

FOLDER = Path(__file__).parents[1] / "pages"
_SWAGGER = ("swagger-ui-bundle.js", "swagger-ui.css")
_SUFFIXES = frozenset({".html", ".css", ".js", ".svg"})

CONSOLE_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
"""No inline code, no foreign address, and no text that becomes markup: scripts can't even set innerHTML."""

DOCS_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
"""Swagger UI writes styles into its elements. No text of a customer or a model is ever on that page."""

CONSOLE_HEADERS = {"Content-Security-Policy": CONSOLE_POLICY}
DOCS_HEADERS = {"Content-Security-Policy": DOCS_POLICY}
WIDGET_HEADERS = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}

router = APIRouter(include_in_schema=False)


@router.get("/console")
async def console(request: Request) -> Response:
    """The console's one page; what it shows is decided by its address after the #."""
    return _page(request, "console/index.html")


@router.get("/console/{path:path}")
async def console_file(path: str, request: Request) -> Response:
    """A file of the console."""
    return _page(request, f"console/{path}")


@router.get("/widget/{path:path}")
async def widget_file(path: str, request: Request) -> Response:
    """A file of the chat widget. What a page may do with it is decided by ``KEFU_PAGE_ORIGINS``, at the API."""
    return _page(request, f"widget/{path}", WIDGET_HEADERS)


@router.get("/docs")
async def docs(request: Request) -> Response:
    """Swagger UI over ``/openapi.json``."""
    return _page(request, "docs/index.html", DOCS_HEADERS)


@router.get("/docs/{path:path}")
async def docs_file(path: str, request: Request) -> Response:
    """A file of it."""
    return _page(request, f"docs/{path}", DOCS_HEADERS)


@functools.cache
def _files() -> dict[str, Path]:
    """What may be served, by name: a caller's path is looked up here and never touches the file system."""
    found = (path for path in FOLDER.rglob("*") if path.suffix in _SUFFIXES)
    ours = {path.relative_to(FOLDER).as_posix(): path for path in found}
    installed = Path(str(files("fastapi_offline"))) / "static"
    return ours | {f"docs/{name}": installed / name for name in _SWAGGER}


def _page(request: Request, name: str, more: dict[str, str] = CONSOLE_HEADERS) -> Response:
    path = _files().get(name)
    if path is None:
        raise NotFoundError("There is no such page.")
    stat = path.stat()
    tag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", **more}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    kind = "text/javascript" if path.suffix == ".js" else kind
    return Response(path.read_bytes(), media_type=f"{kind}; charset=utf-8", headers=headers)
