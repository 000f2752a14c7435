"""Where a turn is thought about: off the event loop, few at a time.

Python runs one thread at a time. What reads and checks texts for milliseconds would hold every other request up, and so
would dozens of threads at it: the event loop would wait for a turn of each of them before it could as much as refuse.
"""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import cache
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


@cache
def _threads() -> ThreadPoolExecutor:
    # One a core: half of what they do is numpy's and onnxruntime's, outside of Python.
    return ThreadPoolExecutor(max(2, min(8, os.cpu_count() or 2)), thread_name_prefix="think")


async def thought(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What the call returns, worked out in a thread."""
    context = copy_context()
    return await asyncio.get_running_loop().run_in_executor(_threads(), lambda: context.run(call, *args, **kwargs))
