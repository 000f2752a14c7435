"""Runs a part of a benchmark in a process of its own: nothing is warm, and its memory is its own."""

import multiprocessing
import os
import resource
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
MIB = 1 << 20


class Memory(NamedTuple):
    """Largest resident sizes in MiB."""

    own: int
    child: int
    """The largest of its own processes."""


def alone(threads: int, part: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call ``part`` in a fresh process whose engines may use ``threads`` OpenMP threads."""
    os.environ["OMP_NUM_THREADS"] = str(threads)
    with ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(part, *args, **kwargs).result()


def memory() -> Memory:
    """Peaks of this process so far, and of those of its processes that have ended."""
    status = Path("/proc/self/status").read_text().splitlines()
    own = int(next(line for line in status if line.startswith("VmHWM")).split()[1]) // 1024
    return Memory(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)


def cpu_seconds() -> float:
    """Processor time of this process and of those it has waited for; unlike the clock it doesn't mind other load."""
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in spent)
