"""Whether a message is beyond doubt a plain matter of the customer's own order."""

from domain.affairs import Affair, Asked, Change, Wish

_OWN, _SURE, _TROUBLE = 0.9, 0.8, 0.7
_LOOKED_UP = (Asked.LIST, Asked.ORDER, Asked.PARCEL, Asked.REFUND, Asked.ADDRESS, Asked.UNIT_PRICE, Asked.COUPON)


def is_plain(affair: Affair) -> bool:
    """Something to be read in an own order, or one change that is asked for; pure.

    A parcel in trouble is one, too: a person hears of it whatever the tone is.
    """
    if affair.own < _OWN:
        return False
    if affair.likely(Asked.TROUBLE):
        return affair.likely(Asked.TROUBLE, at_least=_TROUBLE)
    changes = max(odds for change, odds in affair.change.items() if change is not Change.NONE)
    return affair.likely(*_LOOKED_UP, at_least=_SURE) or (affair.wish[Wish.NONE] < 1 - _SURE and changes >= _SURE)
