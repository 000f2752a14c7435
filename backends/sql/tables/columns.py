"""Column types that mean the same on SQLite and PostgreSQL."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect, MetaData, Text, TypeDecorator

from backends.sql.at_work import OPENER
from domain.clock import CHINA

metadata = MetaData()
"""Everything that lies in the SQL database; the migrations build exactly this (kept by a test)."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Moment(TypeDecorator[datetime]):
    """An aware datetime as integer microseconds since 1970 UTC: exact, sortable and free of zones on both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Microseconds; a naive time is a defect of the caller and raises."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs an offset")
        return (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """The moment in China's zone."""
        return None if value is None else (_EPOCH + timedelta(microseconds=value)).astimezone(CHINA)


class FreeText(TypeDecorator[str]):
    """Text from outside. PostgreSQL refuses NUL and both refuse lone surrogates: these become U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text as it can be stored."""
        return None if value is None else storable(value)


class Personal(FreeText):
    """Text of or about a customer, given as ``vault.seal`` made it; a transaction of ``Database`` reads it opened."""

    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """The text."""
        opener = OPENER.get()
        return value if value is None or opener is None else opener.open(value)


def storable(text: str) -> str:
    """The text as a ``FreeText`` column keeps it."""
    return _UNSTORABLE.sub("\ufffd", text)
