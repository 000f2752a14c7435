"""Two shops whose every datum is recognisable: what of it shows anywhere else has been told."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from agent.tools.describe.masking import masked_phones
from domain.clock import CHINA
from domain.ids import CustomerId, ShopId
from domain.orders import (
    Coupon,
    Customer,
    Order,
    OrderItem,
    OrderStatus,
    Product,
    Refund,
    RefundEvent,
    Shipment,
    ShipmentEvent,
    ShopData,
)

NOW = datetime(2026, 5, 12, 15, tzinfo=CHINA)
HERE, ELSEWHERE = ShopId("qinfang"), ShopId("lingpu")
MALLORY, NEWCOMER = CustomerId("m-501"), CustomerId("n-502")
VICTIMS = 12
_NAMES = (
    *("欧阳砚秋", "司徒蕴之", "澹台静姝", "尉迟暮云", "皇甫清和", "轩辕照野"),
    *("慕容听澜", "东方既白", "上官拂衣", "南宫折柳", "公孙怀瑾", "钟离望舒"),
)
_WORKS = "焦尾伏羲仲尼落霞蕉叶连珠混沌神农列子师旷绿绮号钟绕梁鹤鸣"
_STATUSES: tuple[OrderStatus, ...] = ("待付款", "待发货", "已发货", "已签收", "退款中", "已完成")


@dataclass(frozen=True)
class Victim:
    """A customer of the shop and what is theirs alone."""

    card: Customer
    order: Order
    shipment: Shipment
    refund: Refund
    coupon: Coupon

    @property
    def handles(self) -> dict[str, str]:
        """By what an intruder may name it."""
        return {
            "order number": self.order.order_no,
            "tail": self.order.order_no[-6:],
            "tracking number": self.shipment.tracking_no,
            "refund number": self.refund.refund_no,
            "coupon": self.coupon.coupon_id,
            "name": self.card.name,
            "phone": self.card.phone,
            "address": self.card.address,
            "goods": self.order.items[0].name,
        }

    @property
    def secrets(self) -> tuple[str, ...]:
        """Texts that nobody else may be told."""
        yuan = f"{self.order.total // 100}.{self.order.total % 100:02d}"
        return (
            *self.handles.values(),
            *(masked_phones(self.card.phone), self.card.address[-9:], self.coupon.name, yuan),
            *(
                self.order.seller_note,
                self.order.buyer_note,
                self.shipment.events[-1].text,
                self.refund.timeline[0].text,
            ),
        )


def victim(number: int, shop: ShopId = HERE) -> Victim:
    """No. ``number`` of a shop; the first has a namesake of the same id in the other shop."""
    far = 0 if shop == HERE else 400
    key = number + far
    card = Customer(
        id=CustomerId(f"{'l' if far and number else 'c'}-{number:03d}"),
        name=f"{'别家' if far else ''}{_NAMES[number % VICTIMS]}",
        phone=f"139{81_370_000 + key * 977:08d}", tier="金",
        address=f"云南省普洱市思茅区月牙巷{key + 3000}号院{key + 50}室",
    )  # fmt: skip
    no, at = f"QF2026{4_417_654_321 + key * 7_654_321:010d}", NOW - timedelta(days=3 + number)
    mark = _WORKS[2 * (number % 12) : 2 * (number % 12) + 2]
    order = Order(
        order_no=no, customer_id=card.id, status=_STATUSES[number % len(_STATUSES)], created_at=at, paid_at=at,
        shipped_at=at + timedelta(hours=9), signed_at=at + timedelta(days=2),
        items=(OrderItem(sku=f"Z{key}", name=f"定制{mark}式古琴{key}号", qty=1, unit_price=73_137 + key * 100),),
        goods_amount=73_137 + key * 100, total=73_137 + key * 100, pay_method="花呗", receiver_name=card.name,
        receiver_phone=card.phone, address=card.address, buyer_note=f"刻字给{mark}先生{key}",
        seller_note=f"内部批注{key}此人难缠", tracking_no=f"JD{77_310_000_000 + key * 31_337:013d}", version=f"v{key}",
    )  # fmt: skip
    seen = ShipmentEvent(time=at + timedelta(days=1), place="昆明", text=f"{mark}分拨{key}扫描")
    return Victim(
        card=card,
        order=order,
        shipment=Shipment(
            tracking_no=order.tracking_no or "", order_no=no, carrier="京东", status="运输中", events=(seen,)
        ),
        refund=Refund(
            refund_no=f"RF{880_000_000 + key * 1_313}", order_no=no, type="仅退款", reason="音准", amount=order.total,
            status="审核中", applied_at=at, updated_at=at,
            timeline=(RefundEvent(time=at, text=f"{mark}退款受理{key}"),),
        ),
        coupon=Coupon(coupon_id=f"CP{555_000 + key}", customer_id=card.id, name=f"{mark}生辰券{key}", threshold=1_000,
                      amount=500, valid_to=NOW + timedelta(days=30), status="未使用"),
    )  # fmt: skip


VICTIMS_HERE = tuple(victim(number) for number in range(VICTIMS))


def shop_data(shop: ShopId) -> ShopData:
    """Everything of one shop: the victims, somebody with orders of their own, and somebody without."""
    people = [victim(number, shop) for number in range(VICTIMS)]
    return ShopData(
        customers=(*(p.card for p in people), Customer(id=MALLORY, name="马洛"), Customer(id=NEWCOMER)),
        products=(Product(sku="S1", name="丝弦一套", price=16_800, category="琴弦"),),
        orders=(*(p.order for p in people), *_orders_of_mallory()),
        shipments=tuple(p.shipment for p in people),
        refunds=tuple(p.refund for p in people),
        coupons=tuple(p.coupon for p in people),
    )


def _orders_of_mallory() -> tuple[Order, ...]:
    item = OrderItem(sku="S1", name="丝弦一套", qty=1, unit_price=16_800)
    return tuple(
        Order(order_no=f"QF20260000{n:06d}", customer_id=MALLORY, status=status, created_at=NOW - timedelta(days=n),
              paid_at=NOW - timedelta(days=n), items=(item,), goods_amount=16_800, total=16_800,
              seller_note="内部批注马洛别理", version=f"m{n}")
        for n, status in ((2, "待发货"), (9, "已签收"))
    )  # fmt: skip


OWN_NOTE = "内部批注马洛别理"
"""Of mallory's own orders, and still not for mallory."""
