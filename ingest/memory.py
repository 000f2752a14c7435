"""The parsing process's memory: its limit, and whether an error came from running into it."""

import contextlib
from pathlib import Path

_NEAR = 0.85
"""Share of the limit from which an error is put down to it: a refused allocation leaves the peak below the limit."""


def limit_memory(address_space: int) -> None:
    """Bound the address space in bytes where the system can; elsewhere the parent's time limit remains."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def ran_out_of_memory(error: BaseException | None) -> bool:
    """Whether memory stopped a parser: parsers wrap the error, and libxml reports nonsense instead of it."""
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__ or error.__context__
    return _peak_is_near_limit()


def _peak_is_near_limit() -> bool:
    with contextlib.suppress(ImportError, OSError, ValueError, StopIteration):
        import resource

        limit = resource.getrlimit(resource.RLIMIT_AS)[0]
        if limit != resource.RLIM_INFINITY:
            lines = Path("/proc/self/status").read_text().splitlines()
            peak = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmPeak:"))
            return peak > _NEAR * limit
    return False
