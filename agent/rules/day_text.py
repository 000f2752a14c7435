"""Days and times as customers read them, on the shop's clock."""

from datetime import date, datetime

from domain.clock import CHINA


def day_text(day: date, today: date) -> str:
    """``11月18日``, with the year when it isn't this one."""
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def time_text(at: datetime, now: datetime) -> str:
    """``11月18日 17:00``, with the year when it isn't this one."""
    local = at.astimezone(CHINA)
    return f"{day_text(local.date(), now.astimezone(CHINA).date())} {local:%H:%M}"
