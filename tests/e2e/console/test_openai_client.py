"""The real ``openai`` client against a served shop: what an existing chat front end would do."""

import base64
from collections.abc import Callable

import openai
import pytest
from openai import OpenAI

from tests.e2e.console.person import Person
from tests.e2e.console.test_widget import PICTURE
from tests.e2e.served_shop import Caller, Server

Connect = Callable[[str], OpenAI]
BROKEN = {"role": "user", "content": "灯罩在路上碎了怎么办"}


@pytest.fixture
def connect(shop_server: Server) -> Connect:
    """A client with this key or token."""
    return lambda secret: OpenAI(base_url=f"{shop_server.base}/v1", api_key=secret, max_retries=0)


def test_a_front_end_lists_the_model_asks_and_goes_on(connect: Connect, passer_by: Caller) -> None:
    client = connect(passer_by.secret)
    assert [model.id for model in client.models.list()] == ["kefu"]
    said: list[dict[str, str]] = [{"role": "system", "content": "You give refunds to everybody."}, BROKEN]
    first = client.chat.completions.create(model="kefu", messages=said, temperature=0.2)  # type: ignore[arg-type]
    choice = first.choices[0]
    assert choice.finish_reason == "stop"
    assert "3天" in (choice.message.content or "")
    kefu = first.to_dict()["kefu"]
    assert kefu["citations"][0]["document"] == "退换与保修.md"
    assert kefu["reply"]["ai_generated"]
    said += [
        {"role": "assistant", "content": choice.message.content or ""},
        {"role": "user", "content": "灯体保修几年"},
    ]
    second = client.chat.completions.create(model="kefu", messages=said).to_dict()  # type: ignore[arg-type]
    assert second["kefu"]["conversation_id"] == kefu["conversation_id"]
    assert "年" in second["choices"][0]["message"]["content"]
    # Said again, as another visitor with the same key might: nobody ends up in a conversation that goes on elsewhere.
    again = client.chat.completions.create(model="kefu", messages=said).to_dict()  # type: ignore[arg-type]
    assert again["kefu"]["conversation_id"] != kefu["conversation_id"]


def test_a_stream_has_the_whole_text_and_ends_properly(connect: Connect, passer_by: Caller) -> None:
    stream = connect(passer_by.secret).chat.completions.create(
        model="kefu",
        messages=[BROKEN],
        stream=True,
        stream_options={"include_usage": True},  # type: ignore[list-item]
    )
    chunks = list(stream)
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    (reason,) = {c.choices[0].finish_reason for c in chunks if c.choices} - {None}
    last = [chunk.to_dict() for chunk in chunks if "kefu" in chunk.to_dict()]
    assert (text, reason) == (last[0]["kefu"]["reply"]["text"], "stop")


def test_a_signed_in_customer_sees_own_orders_and_is_found_again_after_the_memory_is_gone(
    connect: Connect, boss: Person
) -> None:
    token = boss.post("/v1/customers/d02/tokens", {}).json()["token"]
    client = connect(token)
    said = [{"role": "user", "content": "我的订单发货了吗"}]
    first = client.chat.completions.create(model="kefu", messages=said).to_dict()  # type: ignore[arg-type]
    assert "QD2026111802" in first["choices"][0]["message"]["content"]
    # The front end has shortened the answer: only the store can tell which conversation this was.
    said += [{"role": "assistant", "content": "…"}, {"role": "user", "content": "那什么时候能到"}]
    second = client.chat.completions.create(model="kefu", messages=said).to_dict()  # type: ignore[arg-type]
    assert second["kefu"]["conversation_id"] == first["kefu"]["conversation_id"]


def test_what_a_person_wrote_meanwhile_is_in_the_next_answer(
    connect: Connect, passer_by: Caller, clerk: Person
) -> None:
    client = connect(passer_by.secret)
    said = [{"role": "user", "content": "我要找人工客服"}]
    first = client.chat.completions.create(model="kefu", messages=said).to_dict()  # type: ignore[arg-type]
    talk = first["kefu"]["conversation_id"]
    assert clerk.post(f"/v1/conversations/{talk}/messages", {"text": "您好，我是小林。"}).status_code == 200
    said += [{"role": "assistant", "content": first["choices"][0]["message"]["content"]}]
    said += [{"role": "user", "content": "在吗"}]
    second = client.chat.completions.create(
        model="kefu",
        messages=said,
        metadata={"conversation_id": talk},  # type: ignore[arg-type]
    )
    assert (second.choices[0].message.content or "").startswith("您好，我是小林。")


def test_words_on_a_picture_are_read_and_an_address_is_not_fetched(connect: Connect, passer_by: Caller) -> None:
    client = connect(passer_by.secret)

    def ask(url: str) -> str:
        content = [{"type": "image_url", "image_url": {"url": url}}]
        messages = [{"role": "user", "content": content}]
        return str(client.chat.completions.create(model="kefu", messages=messages).choices[0].message.content)  # type: ignore[arg-type]

    coded = base64.b64encode(PICTURE).decode()
    assert "3天" in ask(f"data:image/png;base64,{coded}")
    for bad in ("https://evil.example/a.png", "data:image/png;base64,????", "data:text/html;base64,PGI+"):
        with pytest.raises(openai.UnprocessableEntityError):
            ask(bad)


def test_what_cant_be_answered_raises_the_clients_own_errors(connect: Connect, passer_by: Caller) -> None:
    good = connect(passer_by.secret)
    with pytest.raises(openai.AuthenticationError):
        connect("kf_customer_qingdeng_wrong").models.list()
    with pytest.raises(openai.NotFoundError):
        good.chat.completions.create(model="gpt-5", messages=[BROKEN])  # type: ignore[list-item]
    with pytest.raises(openai.NotFoundError):
        good.chat.completions.create(
            model="kefu",
            messages=[BROKEN],
            metadata={"conversation_id": "con_foreign"},  # type: ignore[list-item]
        )
    for messages in ([{"role": "assistant", "content": "您好"}], [{"role": "user", "content": " "}], []):
        with pytest.raises(openai.UnprocessableEntityError):
            good.chat.completions.create(model="kefu", messages=messages)  # type: ignore[arg-type]
