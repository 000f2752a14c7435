"""Messages of several clauses: each read for itself, and answered for itself where it is about another order."""

from agent.reasoning.affairs.clauses import clauses_of, merged
from agent.reasoning.affairs.plain import is_plain
from agent.tools.parts import asked_apart
from domain.affairs import Affair, Asked, Change, Part, Whose, Wish
from domain.intents import Intent
from tests.unit.agent.affairs.test_plan_by_reading import affair
from tests.unit.agent.tools.shop_world import DATA, analysis

MANY = [order for order in DATA.orders if order.customer_id == "many"]


def with_parts(whole: Affair, *parts: tuple[str, Affair]) -> Affair:
    return merged(whole, [Part(text=text, affair=each) for text, each in parts])


def test_clauses_are_told_apart_where_there_are_a_few() -> None:
    assert clauses_of("衣帽架帮忙催催，顺便五斗柜哪天到") == ("衣帽架帮忙催催", "五斗柜哪天到")
    assert clauses_of("鸭脖发走了木 还有葡萄干花了多少") == ("鸭脖发走了木", "葡萄干花了多少")
    assert clauses_of("发货了吗，亲") == ()
    assert clauses_of("一二三四，" * 5) == ()


def test_what_one_clause_asks_the_message_asks() -> None:
    whole = with_parts(
        affair(asked={Asked.PARCEL: 0.3}),
        ("五斗柜哪天到", affair(asked={Asked.PARCEL: 0.9, Asked.LIST: 0.9})),
        ("衣帽架帮忙催催", affair(wish=Wish.DO, change=Change.EXPEDITE)),
    )
    assert whole.asked[Asked.PARCEL] == 0.9
    assert whole.asked[Asked.LIST] < 0.5
    assert max(whole.wish, key=whole.wish.__getitem__) is Wish.DO
    assert max(whole.change, key=whole.change.__getitem__) is Change.EXPEDITE


def test_a_clause_about_anybodys_matter_adds_nothing() -> None:
    whole = with_parts(affair(), ("一般几天发货", affair(own=0.1, asked={Asked.PARCEL: 0.9})), ("谢谢啦老板", affair()))
    assert whole.asked[Asked.PARCEL] < 0.5
    assert whole.whose[Whose.OWN] > 0.9


def test_each_clause_is_a_question_of_its_own_where_each_names_another_order() -> None:
    whole = with_parts(
        affair(),
        ("台灯退款到账没", affair(asked={Asked.REFUND: 0.9})),
        ("书柜开个发票", affair(wish=Wish.DO, change=Change.INVOICE)),
    )
    reading = analysis(Intent.REFUND_STATUS, "台灯退款到账没，书柜开个发票").model_copy(update={"affair": whole})
    lamp, shelf = (
        MANY[0].model_copy(update={"order_no": f"X{n}", "items": (MANY[0].items[0].model_copy(update={"name": name}),)})
        for n, name in enumerate(("护眼台灯", "松木书柜"))
    )
    first, second = asked_apart(reading, [lamp, shelf], {})
    assert (first.question, first.intent, first.request) == ("台灯退款到账没", Intent.REFUND_STATUS, "ask")
    assert (second.question, second.request) == ("书柜开个发票", "do")
    assert asked_apart(reading, [lamp], {}) == ()


def test_a_plain_matter_is_told_from_a_parcel_in_trouble() -> None:
    assert is_plain(affair(asked={Asked.ADDRESS: 0.95}))
    assert is_plain(affair(wish=Wish.MAY, change=Change.RETURN))
    assert not is_plain(affair(asked={Asked.ADDRESS: 0.95, Asked.TROUBLE: 0.6}))
    assert not is_plain(affair(own=0.7, asked={Asked.ADDRESS: 0.95}))
    assert not is_plain(affair())
