"""What a message asks of the customer's own orders, as far as the words alone tell."""

from enum import StrEnum

from domain.model import Frozen


class Whose(StrEnum):
    """Whose matter a message is about."""

    OWN = "own"
    """The writer's own order, parcel, refund or coupon."""
    EITHER = "either"
    """Their own if they bought the thing, else anybody's."""
    GENERAL = "general"
    """How the shop does things, or what its goods are."""


class Asked(StrEnum):
    """What has to be looked up."""

    LIST = "list"
    """Which orders there are."""
    ORDER = "order"
    """Something that an order says: goods, amounts, dates."""
    PARCEL = "parcel"
    TROUBLE = "trouble"
    """A parcel that stands still, goes back, is lost or was signed for by nobody."""
    REFUND = "refund"
    COUPON = "coupon"
    STOCK = "stock"
    ADDRESS = "address"
    """Which address an order has; not a change of it."""
    UNIT_PRICE = "unit_price"


class Wish(StrEnum):
    """What is wanted of a change."""

    NONE = "none"
    MAY = "may"
    """Whether, until when or with what result it can be made."""
    DO = "do"


class Change(StrEnum):
    """The change that is spoken of."""

    NONE = "none"
    CANCEL = "cancel"
    RETURN = "return"
    EXCHANGE = "exchange"
    ADDRESS = "address"
    EXPEDITE = "expedite"
    INVOICE = "invoice"
    PRICE_PROTECTION = "price_protection"
    REFUND_ONLY = "refund_only"
    REPAIR = "repair"


class Affair(Frozen):
    """Probabilities (0-1), each calibrated on trades that the model had not seen."""

    whose: dict[Whose, float]
    wish: dict[Wish, float]
    change: dict[Change, float]
    asked: dict[Asked, float]
    """Each for itself: a message may ask several things."""
    parts: tuple["Part", ...] = ()
    """The clauses of a message that has several, each read for itself."""

    @property
    def own(self) -> float:
        """That it is the customer's own matter."""
        return self.whose.get(Whose.OWN, 0.0)

    @property
    def general(self) -> float:
        """That it is anybody's."""
        return self.whose.get(Whose.GENERAL, 0.0)

    def likely(self, *asked: Asked, at_least: float = 0.5) -> bool:
        """Whether any of these is asked."""
        return any(self.asked.get(what, 0.0) >= at_least for what in asked)


class Part(Frozen):
    """A clause with what it asks for itself."""

    text: str
    affair: Affair
