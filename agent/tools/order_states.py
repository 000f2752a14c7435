"""Orders by how far they are and how they were paid, as customers say it: 没付款的, 路上那两个, 花呗付的那单."""

import re
from collections.abc import Sequence
from decimal import Decimal

from agent.reasoning.entities.amounts import amounts_in
from domain.money import fen_from_yuan
from domain.orders import Order, OrderStatus

_OF_IT = r"(?=[了掉好完过来走]{0,2}(?:的|那|这|单|订单))"
_SAID: tuple[tuple[re.Pattern[str], tuple[OrderStatus, ...]], ...] = (
    (
        re.compile(r"(?:没有?|未|待|忘了?|忘记)(?:付款|付钱|支付|给钱|交钱|结账|付)(?!过|运费|邮费|定金|的?吗)"),
        ("待付款",),
    ),
    (re.compile(rf"(?:没|未|待|还没)(?:发货|发出|寄出|发|寄){_OF_IT}"), ("待发货",)),
    (
        re.compile(
            rf"(?:路上|半道上?|半路上?|在途|在送|送着|运输中|派送中?|在派|(?<![没未待])(?:发货|发出|寄出|寄走|发走)){_OF_IT}"
        ),
        ("已发货",),
    ),
    (re.compile(rf"(?<![没未待])(?:签收|收到|到手|到货){_OF_IT}"), ("已签收", "已完成")),
    (re.compile(rf"(?:取消|撤销){_OF_IT}"), ("已取消",)),
    (re.compile(rf"(?:退款中|在退款?|正在退){_OF_IT}"), ("退款中",)),
)
_PAY_WORDS = re.compile("支付$|付款$|钱包$")
_PAY_KINDS = re.compile("信用卡|储蓄卡|借记卡|银行卡|微信|支付宝|花呗|白条|零钱|云闪付")
_BANK = re.compile("(?:中国)?([一-鿿]{2,4})银行")
_OTHER_NAMES = {
    "微信": ("wechat",),
    "支付宝": ("alipay", "zfb"),
    "信用卡": ("刷卡", "credit card"),
    "储蓄卡": ("刷卡",),
}
_AMOUNT_POINTS = re.compile(r"(?:[块元毛][^，,。；;]{0,6}?|\d)(?:那|这|哪)一?(?:[单笔个件样次]|回)|[有那这][单笔]\d")
_BARE_AMOUNT = re.compile(
    r"(?<=[有那这][笔单])\d{2,5}(?:\.\d{1,2})?(?![\d块元])|(?<![\dA-Za-z.])\d{2,5}(?:\.\d{1,2})?(?=的?[那这]一?[单笔个])"
)
"""298那笔: of no number's end, so it may be what was paid."""
_COLOUR = re.compile(
    "([红黄蓝绿黑白灰粉紫棕橙金银青米咖])色?的(?!是|吗|么|话)(?:那|这)?(?:一)?[个款件双条台只把支瓶盒本张套]?"
)
_DEAREST, _CHEAPEST = re.compile(r"贵一?点?的(?:那|$|一?[单笔个件])"), re.compile(r"便宜一?点?的(?:那|$|一?[单笔个件])")


def by_state(question: str, orders: Sequence[Order]) -> list[Order]:
    """The orders in the state, paid in the way or of the amount that is named, or the dearest or cheapest; else all."""
    chosen = list(orders)
    for words, statuses in _SAID:
        if words.search(question):
            chosen = [order for order in chosen if order.status in statuses] or chosen
            break
    chosen = [order for order in chosen if _names_payment(question, order.pay_method)] or chosen
    chosen = by_amount(question, chosen) or chosen
    chosen = [order for order in chosen if _of_colour(question, order)] or chosen
    if _DEAREST.search(question):
        return [order for order in chosen if order.total == max(o.total for o in chosen)]
    if _CHEAPEST.search(question):
        return [order for order in chosen if order.total == min(o.total for o in chosen)]
    return chosen


def by_amount(question: str, orders: Sequence[Order]) -> list[Order]:
    """The orders of the amount by which one is pointed to (186块那单, 298那笔); none where none is."""
    return [order for order in orders if _of_amount(question, order)]


def _of_amount(question: str, order: Order) -> bool:
    """186块那单, 收了6块运费的是哪单: what was paid, the goods alone, the freight or a single price."""
    if not _AMOUNT_POINTS.search(question):
        return False
    known = {order.total, order.goods_amount, order.freight, *(item.unit_price for item in order.items)} - {0}
    said = (*amounts_in(question), *_BARE_AMOUNT.findall(question))
    return any(fen_from_yuan(Decimal(amount)) in known for amount in said)


def _of_colour(question: str, order: Order) -> bool:
    """绿的那个: of one colour, whatever the shop calls its shade."""
    said = _COLOUR.findall(question)
    return bool(said) and any(colour in f"{item.name}{item.spec}" for colour in said for item in order.items)


def _names_payment(question: str, method: str) -> bool:
    # 信用卡付的 for 招商银行信用卡, 微信付的 for 微信零钱.
    names = {_PAY_WORDS.sub("", method.strip()), *_PAY_KINDS.findall(method)} - {""}
    names |= {other for name in names for other in _OTHER_NAMES.get(name, ())}
    if bank := _BANK.search(method):
        # 招行卡 for 招商银行信用卡.
        names |= {f"{bank[1][0]}行", f"{bank[1][0]}行卡", f"{bank[1]}卡", bank[1]}
    said = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return (
        bool(said)
        and re.search(
            rf"(?:{said})(?:(?:支付|付款|付|买|拍|刷|结账|下单|扣款?)(?:了)?的(?!吗|么|吧)|[的额嘅滴]?(?:那|这)(?:一)?(?:[单笔个趟次]|回))",
            question,
            re.IGNORECASE,
        )
        is not None
    )
