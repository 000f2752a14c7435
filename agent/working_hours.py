"""Whether people are there, and when they will be."""

from datetime import datetime, timedelta

from domain.shop import WorkingHours


def is_open(hours: WorkingHours, now: datetime) -> bool:
    """Whether the shop's people work at this moment; hours may run past midnight, and belong to the day they began."""
    at = now.timetz().replace(tzinfo=None)
    if hours.start <= hours.end:
        return now.isoweekday() in hours.days and hours.start <= at < hours.end
    yesterday = (now - timedelta(days=1)).isoweekday()
    return (now.isoweekday() in hours.days and at >= hours.start) or (yesterday in hours.days and at < hours.end)


def next_opening(hours: WorkingHours, now: datetime) -> datetime | None:
    """When people come next; None where the shop names no day on which they do."""
    for ahead in range(8):
        day = now + timedelta(days=ahead)
        opens = day.replace(hour=hours.start.hour, minute=hours.start.minute, second=0, microsecond=0)
        if day.isoweekday() in hours.days and opens > now:
            return opens
    return None
