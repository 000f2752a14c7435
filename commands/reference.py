"""kefu backend serve: a shop folder's orders behind the HTTP contract, in a database of their own."""

import logging
import secrets
import tempfile
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from api.reference.app import create_reference_app
from backends.orders.embedded import SqlOrderBackend
from backends.orders.http.signing import Auth
from backends.settings import read_environment
from backends.sql.database import Database, connect_database
from backends.sql.shops import SqlShopStore
from commands import console
from commands.shop_folder import read_shop_folder
from domain.clock import Clock, FrozenClock, SystemClock
from domain.errors import InvalidInputError


async def serve(folder: Path, host: str, port: int, auth: Auth, variable: str, kept: Path | None) -> None:
    """Serve until a signal ends it. ``kept``: where the data stays; without it each start is fresh."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    secret = read_environment(variable) or secrets.token_urlsafe(32)
    with tempfile.TemporaryDirectory() as fresh:
        database = connect_database(f"sqlite:///{(kept or Path(fresh) / 'orders.db').resolve()}")
        try:
            application = await _application(database, folder, auth, secret)
            console.err.print(f"kefu: the reference order backend is at http://{host}:{port}", highlight=False)
            if not read_environment(variable):
                console.err.print(f"kefu: {variable} is not set; for this run it is {secret}", highlight=False)
            config = uvicorn.Config(application, host=host, port=port, log_level="warning", access_log=False)
            await uvicorn.Server(config).serve()
        finally:
            database.close()


async def _application(database: Database, folder: Path, auth: Auth, secret: str) -> FastAPI:
    content = read_shop_folder(folder)
    if content.orders is None:
        raise InvalidInputError("There is no orders.json in the folder; the reference backend serves what is in it.")
    await SqlShopStore(database).put_shop(content.shop)
    clock: Clock = FrozenClock(content.shop.now) if content.shop.now else SystemClock()
    backend = SqlOrderBackend(database, clock)
    await backend.replace_data(content.shop.id, content.orders.data)
    return create_reference_app(backend, content.shop.id, auth, secret)
