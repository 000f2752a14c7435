"""Money is integer fen inside; files and replies show yuan."""

from decimal import Decimal, InvalidOperation
from typing import NewType

from domain.errors import InvalidInputError

Fen = NewType("Fen", int)


def fen_from_yuan(amount: Decimal | str | int | float) -> Fen:
    """Fen of an amount in yuan.

    Raises:
        InvalidInputError: not a number, or with more than two decimals.
    """
    try:
        # str() first: Decimal(0.1) would carry the float's binary tail.
        fen = Decimal(str(amount)) * 100
    except InvalidOperation:
        raise InvalidInputError("An amount of money must be a number of yuan with at most two decimals.") from None
    if not fen.is_finite() or fen != fen.to_integral_value():
        raise InvalidInputError("An amount of money must be a number of yuan with at most two decimals.")
    return Fen(int(fen))


def yuan_text(fen: int) -> str:
    """Fen as shown to people, without empty decimals: ``12850`` → ``128.50``, ``12800`` → ``128``."""
    sign, whole = ("-" if fen < 0 else ""), abs(fen)
    return f"{sign}{whole // 100}" if whole % 100 == 0 else f"{sign}{whole // 100}.{whole % 100:02d}"
