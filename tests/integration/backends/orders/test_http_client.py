"""The HTTP order backend against servers that are slow, broken, wrong or hostile."""

import pytest

from backends.circuit import Circuit
from backends.orders.http.failures import BadAnswerError, NoAnswerError, NotReachedError, OrderSystemError, RefusedError
from domain.errors import UnavailableError
from domain.ids import CustomerId, ShopId
from tests.integration.backends.orders.merchant import DONE, ORDERS, Answer, linked, order, serving

SHOP, ANNA = ShopId("laden"), CustomerId("a")
REFUND = {"order_no": "T1", "amount": 100}


async def look(answer: Answer, **settings: object) -> object:
    """What one answer to a look-up comes to."""
    with serving(answer) as (_, url):
        async with linked(url, **settings) as backend:
            return await backend.order(SHOP, ANNA, "T1")


@pytest.mark.parametrize(
    "body",
    [
        order(customer_id="b"),
        order(order_no="T2"),
        order(status="shipped"),
        order(created_at="2026-11-03T09:00:00"),
        order(created_at=1762131600),
        order(total="60.00"),
        order(total=60.5),
        order(total=-1),
        order(total=True),
        order(total=10**15),
        order(items=[{"qty": 1}]),
        order(items=[{"name": "x", "qty": 0}]),
        order(buyer_note="长" * 5001),
        order(order_no=None),
        {"orders": {}},
        {"orders": None},
        {"data": []},
        {"orders": [order()["orders"][0], order()["orders"][0]]},
        [],
        "ok",
        None,
    ],
)
async def test_an_answer_that_does_not_fit_is_refused_whole(body: object) -> None:
    with pytest.raises(BadAnswerError) as caught:
        await look(Answer(body=body))
    assert "长" not in str(caught.value)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(raw=b"<html>login</html>", headers={"content-type": "text/html"}), BadAnswerError),
        (Answer(raw=b"{", headers={"content-type": "application/json"}), BadAnswerError),
        (Answer(raw=b'{"orders": ["\\ud800"]}'), BadAnswerError),
        (Answer(raw=b"\xff\xfe"), BadAnswerError),
        (Answer(raw=b"[" * 100_000), BadAnswerError),
        (Answer(raw=b'{"orders": []' + b" " * 5_000_000 + b"}"), BadAnswerError),
        (Answer(raw=b"\x1f\x8b", headers={"content-encoding": "gzip"}), BadAnswerError),
        (Answer(302, headers={"location": "/orders"}), BadAnswerError),
        (Answer(204, raw=b""), BadAnswerError),
        (Answer(401, body={}), RefusedError),
        (Answer(404, body={}), RefusedError),
        (Answer(422, body={}), RefusedError),
        (Answer(500, body={}), NoAnswerError),
        (Answer(503, body={}), NotReachedError),
        (Answer(429, body={}), NotReachedError),
        (Answer(hang_up=True), OrderSystemError),
    ],
)
async def test_no_usable_answer_is_an_error_and_never_no_such_order(
    answer: Answer, error: type[UnavailableError]
) -> None:
    with pytest.raises(error):
        await look(answer, attempts=1)


async def test_unknown_fields_are_ignored_and_further_ones_are_kept() -> None:
    found = await look(Answer(body=order(extra={"channel": "直播"}, internal_score=3)))
    assert found is not None
    assert found.extra == {"channel": "直播"}  # type: ignore[attr-defined]


async def test_a_look_up_is_tried_again_while_that_makes_sense() -> None:
    failing = (Answer(500, body={}), Answer(503, body={}), Answer(body=ORDERS))
    with serving(*failing) as (double, url):
        async with linked(url) as backend:
            assert await backend.order(SHOP, ANNA, "T1") is not None
    assert len(double.asked) == 3
    with serving(Answer(401, body={})) as (double, url):
        async with linked(url) as backend:
            with pytest.raises(RefusedError):
                await backend.order(SHOP, ANNA, "T1")
    assert len(double.asked) == 1


async def test_a_slow_system_is_given_up_after_its_time() -> None:
    with pytest.raises(NoAnswerError, match=r"longer than 0.2 s"):
        await look(Answer(body=ORDERS, seconds=3), timeout_seconds=0.2)


async def test_nobody_at_the_address_is_an_error_that_says_what_to_check() -> None:
    async with linked("http://127.0.0.1:9", attempts=2) as backend:
        with pytest.raises(NotReachedError, match=r"order_backend\.url"):
            await backend.order(SHOP, ANNA, "T1")
        with pytest.raises(NotReachedError):
            await backend.execute(SHOP, ANNA, "create_refund", REFUND, "k")


async def test_every_question_names_its_owner_and_the_credential_goes_nowhere_else() -> None:
    with serving(Answer(body={"orders": [], "shipments": [], "refunds": [], "coupons": [], "customer": None})) as (
        double,
        url,
    ):
        async with linked(url) as backend:
            await backend.customer(SHOP, ANNA)
            await backend.orders_of(SHOP, ANNA)
            await backend.order(SHOP, ANNA, "T&1")
            await backend.shipments_of(SHOP, ANNA, "T1")
            await backend.refunds_of(SHOP, ANNA)
            await backend.coupons_of(SHOP, ANNA)
    assert all("customer_id=a" in target for _, target, _, _ in double.asked)
    assert "order_no=T%261" in double.asked[2][1]
    assert {headers["authorization"] for _, _, headers, _ in double.asked} == {"Bearer s3cret"}


@pytest.mark.parametrize(
    "broken", [Answer(500, body={}), Answer(502, body={}), Answer(hang_up=True), Answer(body={}), Answer(302)]
)
async def test_money_without_a_certain_answer_is_unknown_and_asked_for_once(broken: Answer) -> None:
    with serving(broken, Answer(body=DONE)) as (double, url):
        async with linked(url) as backend:
            result = await backend.execute(SHOP, ANNA, "create_refund", REFUND, "k")
    assert result.status == "unknown"
    assert len(double.asked) == 1


async def test_a_slow_money_action_is_unknown() -> None:
    with serving(Answer(body=DONE, seconds=2)) as (double, url):
        async with linked(url, action_timeout_seconds=0.3) as backend:
            assert (await backend.execute(SHOP, ANNA, "issue_coupon", {"amount": 1}, "k")).status == "unknown"
    assert len(double.asked) == 1


async def test_money_is_asked_for_again_while_it_certainly_had_no_effect() -> None:
    with serving(Answer(503, body={}), Answer(429, body={}), Answer(body=DONE)) as (double, url):
        async with linked(url) as backend:
            assert (await backend.execute(SHOP, ANNA, "create_refund", REFUND, "k")).status == "done"
    assert {headers["idempotency-key"] for _, _, headers, _ in double.asked} == {"k"}
    assert len({body for _, _, _, body in double.asked}) == 1


async def test_another_action_is_asked_for_again_under_the_same_key() -> None:
    with serving(Answer(500, body={}), Answer(body=DONE)) as (double, url):
        async with linked(url) as backend:
            assert (await backend.execute(SHOP, ANNA, "expedite_shipment", {"order_no": "T1"}, "k")).ref == "R1"
    assert [headers["idempotency-key"] for _, _, headers, _ in double.asked] == ["k", "k"]


async def test_an_uncertain_try_makes_the_end_uncertain() -> None:
    with serving(Answer(500, body={}), Answer(503, body={})) as (double, url):
        async with linked(url) as backend:
            result = await backend.execute(SHOP, ANNA, "cancel_order", {"order_no": "T1"}, "k")
    assert result.status == "unknown"
    assert len(double.asked) == 3


async def test_an_action_that_was_refused_as_a_call_had_no_effect() -> None:
    with serving(Answer(401, body={})) as (_, url):
        async with linked(url) as backend:
            with pytest.raises(UnavailableError, match="credential"):
                await backend.execute(SHOP, ANNA, "create_refund", REFUND, "k")


async def test_an_action_nobody_knows_is_not_even_sent() -> None:
    with serving(Answer(body=DONE)) as (double, url):
        async with linked(url) as backend:
            assert (await backend.execute(SHOP, ANNA, "wipe", {}, "k")).status == "refused"
    assert double.asked == []


async def test_a_failing_system_is_left_alone_and_tried_again_later() -> None:
    now = 100.0
    circuit = Circuit(failures=2, pause=30, monotonic=lambda: now)
    with serving(*[Answer(500, body={})] * 2, Answer(body=ORDERS)) as (double, url):
        async with linked(url, circuit, attempts=1) as backend:
            for _ in range(4):
                with pytest.raises(UnavailableError):
                    await backend.order(SHOP, ANNA, "T1")
            assert len(double.asked) == 2
            now += 31
            assert await backend.order(SHOP, ANNA, "T1") is not None
            assert await backend.order(SHOP, ANNA, "T1") is not None
