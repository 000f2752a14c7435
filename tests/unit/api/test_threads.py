"""Clients that send what was said so far in place of an id: which conversation it was."""

from api.openai.body import ChatMessage
from api.openai.threads import ALIKE, Threads, _same
from domain.credentials import Principal, Role
from domain.ids import ConversationId, ShopId

VISITOR = Principal(shop=ShopId("shiye"), role=Role.CUSTOMER, credential="key_1")


async def test_of_those_who_say_hello_and_no_more_a_number_is_remembered() -> None:
    threads, hello = Threads(), [ChatMessage(role="user", content="你好")]
    for number in range(ALIKE + 5):
        threads.keep(VISITOR, hello, "您好", ConversationId(f"con_{number}"))
    before, found = [*hello, ChatMessage(role="assistant", content="您好")], list[str | None]()
    for _ in range(ALIKE + 1):
        found.append(await threads.take(None, VISITOR, before))  # type: ignore[arg-type]
    assert found[0] == f"con_{ALIKE + 4}"
    assert found[-1] is None
    assert len(set(found)) == ALIKE + 1, "each is handed out once"


def test_messages_are_compared_as_they_are_stored() -> None:
    assert _same(["卡号[银行卡号已隐去]", "谢谢"], ["卡号6222021234567890128", "谢谢\u200b"])
    assert not _same(["你好"], ["你好", "在吗"])
    assert not _same(["a" * 2001], ["a" * 2001]), "no stored message is so long"
