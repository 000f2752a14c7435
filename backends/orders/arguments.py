"""The arguments of the eight actions. Money in fen."""

from typing import Annotated

from pydantic import ConfigDict, Field

from domain.model import Frozen

Number = Annotated[str, Field(min_length=1, max_length=100)]
Line = Annotated[str, Field(max_length=500)]
Amount = Annotated[int, Field(gt=0, strict=True)]


class _Lenient(Frozen):
    # An argument of a newer agent must not stop an approved action; what it would change is checked by the fields.
    model_config = ConfigDict(frozen=True, extra="ignore")


class Arguments(_Lenient):
    """Of an action on one order."""

    order_no: Number


class ChangeAddress(Arguments):
    """A new place, and perhaps a new receiver."""

    address: Annotated[str, Field(min_length=1, max_length=500)]
    receiver_name: Line | None = None
    receiver_phone: Line | None = None


class Goods(Arguments):
    """A return or an exchange, of some items (by sku or name) or of all."""

    items: tuple[str, ...] | None = None
    reason: Line = ""
    want: Line = ""


class CreateRefund(Arguments):
    """Money back, the rest of what was paid where no amount is named."""

    amount: Amount | None = None
    reason: Line = ""


class IssueInvoice(Arguments):
    """An invoice to a title."""

    title: Line | None = None
    tax_no: Line | None = None


class IssueCoupon(_Lenient):
    """A coupon for the customer."""

    amount: Amount
    reason: Line = ""


ARGUMENTS: dict[str, type[Arguments | IssueCoupon]] = {
    "cancel_order": Arguments,
    "change_address": ChangeAddress,
    "create_return": Goods,
    "create_exchange": Goods,
    "create_refund": CreateRefund,
    "expedite_shipment": Arguments,
    "issue_invoice": IssueInvoice,
    "issue_coupon": IssueCoupon,
}
