"""kefu serve."""

import asyncio
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from api.app import create_app
from api.leaving import Leaving
from backends.data_folder import DataFolder
from backends.settings import Settings
from commands.compose import composed
from commands.console import err
from commands.logs import set_up_logs


class _Server(uvicorn.Server):
    """Ends at a signal and returns: uvicorn's own raises it again, which would kill what is still being closed."""

    def __init__(self, config: uvicorn.Config, leaving: Leaving) -> None:
        super().__init__(config)
        self._leaving = leaving

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Requests under way hear of it before their connections are cut."""
        self._leaving.begin()
        super().handle_exit(sig, frame)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The same signals, told to the loop."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield


KEEP_ALIVE_SECONDS = 75
"""Longer than proxies keep an idle connection, usually 60 s: where we close first, a request now and then is lost."""
THREAD_SECONDS = 0.001
"""After which a thread at work lets another one run. Python's own 5 ms add up, with a dozen threads, to tenths of a
second that a request under load waits before it is even refused."""


async def serve(settings: Settings, host: str, port: int) -> None:
    """Serve until a signal ends it; running turns are finished first."""
    set_up_logs(settings.log_format)
    sys.setswitchinterval(THREAD_SECONDS)
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
        app = create_app(services)
        config = uvicorn.Config(app, host=host, port=port, log_level="warning", access_log=False, log_config=None)
        config.timeout_graceful_shutdown = 10
        config.timeout_keep_alive = KEEP_ALIVE_SECONDS
        with DataFolder(settings.data_dir).serving():
            await _Server(config, app.state.leaving).serve()
