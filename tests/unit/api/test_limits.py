"""Rates hold each for itself, and the refusal says when to come back."""

import pytest

from api.limits import RateLimits
from domain.credentials import Principal, Role
from domain.errors import ConfigurationError, TooManyRequestsError
from domain.ids import ConversationId, ShopId


def _caller(shop: str, credential: str) -> Principal:
    return Principal(shop=ShopId(shop), role=Role.CUSTOMER, credential=credential)


def _refused(limits: RateLimits, caller: Principal) -> bool:
    try:
        limits.take(caller)
    except TooManyRequestsError:
        return True
    return False


def test_one_credential_over_its_rate_leaves_the_others_alone() -> None:
    limits = RateLimits("3/minute", "", "")
    loud, quiet = _caller("tea", "key-1"), _caller("tea", "key-2")
    assert [_refused(limits, loud) for _ in range(5)] == [False, False, False, True, True]
    assert not _refused(limits, quiet)


def test_the_refusal_says_when_to_come_back_and_names_nobody() -> None:
    limits = RateLimits("1/minute", "", "")
    limits.take(_caller("tea", "key-1"))
    with pytest.raises(TooManyRequestsError) as refusal:
        limits.take(_caller("tea", "key-1"))
    assert 0 < refusal.value.retry_after <= 60
    assert "key-1" not in str(refusal.value)


def test_a_shop_over_its_rate_leaves_other_shops_alone() -> None:
    limits = RateLimits("", "2/minute", "")
    assert [_refused(limits, _caller("tea", f"key-{n}")) for n in range(3)] == [False, False, True]
    assert not _refused(limits, _caller("pets", "key-1"))


def test_a_shop_flooded_by_visitors_is_still_open_to_its_people() -> None:
    limits = RateLimits("", "1/minute", "")
    assert [_refused(limits, _caller("tea", f"visitor:{n}")) for n in range(2)] == [False, True]
    assert not _refused(limits, Principal(shop=ShopId("tea"), role=Role.AGENT, credential="stf_1"))


def test_a_conversation_has_a_rate_of_its_own() -> None:
    limits = RateLimits("", "", "1/minute")
    limits.take_message(ConversationId("con_a"))
    limits.take_message(ConversationId("con_b"))
    with pytest.raises(TooManyRequestsError):
        limits.take_message(ConversationId("con_a"))


def test_an_empty_rate_is_no_limit() -> None:
    limits = RateLimits("", " ", "")
    assert not any(_refused(limits, _caller("tea", "key-1")) for _ in range(2000))


@pytest.mark.parametrize("rate", ["many", "12/fortnight", "-3/minute"])
def test_an_unreadable_rate_is_refused_at_start(rate: str) -> None:
    with pytest.raises(ConfigurationError, match="KEFU_RATE_PER"):
        RateLimits(rate, "", "")
