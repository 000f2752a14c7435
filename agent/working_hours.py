"""Whether people are there."""

from datetime import datetime

from domain.shop import WorkingHours


def is_open(hours: WorkingHours, now: datetime) -> bool:
    """Whether the shop's people work at this moment; hours may run past midnight."""
    if now.isoweekday() not in hours.days:
        return False
    at = now.timetz().replace(tzinfo=None)
    if hours.start <= hours.end:
        return hours.start <= at < hours.end
    return at >= hours.start or at < hours.end
