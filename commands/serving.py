"""kefu serve."""

import logging

import uvicorn

from api.app import create_app
from backends.settings import Settings
from commands.compose import composed
from commands.console import err


async def serve(settings: Settings, host: str, port: int) -> None:
    """Serve until a signal ends it; running turns are finished first."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    async with composed(settings) as services:
        shops = await services.ports.shops.list_shops()
        base = f"http://{host}:{port}"
        err.print(f"kefu: {len(shops)} shop(s); chat at {base}/v1/chat, documentation at {base}/docs", highlight=False)
        if shops:
            shop = shops[0].id
            err.print(
                f"kefu: in another terminal:\n"
                f"  TOKEN=$(.venv/bin/kefu key create --role customer --shop {shop})\n"
                f'  curl -s {base}/v1/chat -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" '
                f"""-d '{{"message":"你好，几天内可以退货？"}}'""",
                highlight=False,
                markup=False,
                soft_wrap=True,
            )
        else:
            err.print("kefu: no shop yet; `kefu shop import FOLDER` brings one in", highlight=False)
        # access_log off: paths carry conversation ids; metrics count requests.
        config = uvicorn.Config(create_app(services), host=host, port=port, log_level="warning", access_log=False)
        config.timeout_graceful_shutdown = 10
        await uvicorn.Server(config).serve()
