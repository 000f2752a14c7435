"""Many conversations at once, written straight into SQLite before a server starts."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from backends.sql.database import connect_database
from backends.sql.tables import conversations, handoffs, messages
from domain.handoffs import Handoff
from domain.ids import ConversationId, HandoffId, ShopId, TurnId
from domain.intents import Queue

START = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
WORDS = ("灯不亮了", "什么时候发货", "想换个颜色", "发票抬头写错了", "灯罩有划痕")
HANDED_OVER = 4
"""Every fourth waits for a person."""


def add_crowd(data: Path, shop: str, count: int) -> None:
    """Add this many conversations, numbered from ``con_crowd00000``."""
    database = connect_database(f"sqlite:///{data / 'kefu.db'}")
    try:
        with database.engine.begin() as connection:
            connection.execute(insert(conversations), [_conversation(shop, number) for number in range(count)])
            connection.execute(insert(messages), [_message(shop, number) for number in range(count)])
            waiting = range(0, count, HANDED_OVER)
            connection.execute(insert(handoffs), [_handoff(shop, number) for number in waiting])
    finally:
        database.close()


def _id(number: int) -> ConversationId:
    return ConversationId(f"con_crowd{number:05}")


def _at(number: int) -> datetime:
    return START + timedelta(milliseconds=300 * number)


def _conversation(shop: str, number: int) -> dict[str, object]:
    row = {"conversation_id": _id(number), "shop": shop, "owner": f"customer:k{number}", "customer_id": f"k{number}"}
    row |= {"mode": "bot" if number % HANDED_OVER else "waiting", "last_message": 1, "last_event": 1}
    return row | {"clean_from": 0, "lease_token": 0, "created_at": _at(number), "updated_at": _at(number)}


def _message(shop: str, number: int) -> dict[str, object]:
    row = {"message_id": f"msg_crowd{number:05}", "conversation_id": _id(number), "shop": shop, "seq": 1}
    row |= {"speaker": "customer", "text": f"{WORDS[number % len(WORDS)]}（第{number}位）", "at": _at(number)}
    return row | {"ai_generated": False, "citations": "[]", "facts": "[]", "dedupe_key": f"crowd:{number}"}


def _handoff(shop: str, number: int) -> dict[str, object]:
    handoff = Handoff(
        handoff_id=HandoffId(f"hof_crowd{number:05}"),
        shop=ShopId(shop),
        conversation_id=_id(number),
        turn_id=TurnId(""),
        topic="human_request",
        priority=1 + number // HANDED_OVER % 4,
        queue=Queue.BASIC,
        reason="客户要求人工客服",
        created_at=_at(number),
    )
    row = handoff.model_dump(include={"handoff_id", "shop", "conversation_id", "status", "priority", "created_at"})
    return row | {"body": handoff.model_dump_json()}
