"""Customers' texts at rest: sealed under keys of their own, which go with them."""

import re
from pathlib import Path

import pytest
from sqlalchemy import text

from backends.sql import resealing
from backends.sql.approvals import SqlApprovalStore
from backends.sql.audit import SqlAuditLog
from backends.sql.conversations import SqlConversationStore
from backends.sql.database import Database, connect_database
from backends.sql.engine import open_engine
from backends.sql.inbox import SqlInbox
from backends.sql.schema import downgrade
from backends.sql.tables import metadata, personal_keys
from backends.sql.vault import at_work
from domain.errors import ConfigurationError, UnavailableError
from domain.ids import CustomerId
from domain.inbox import InboxQuery
from tests.contract.samples import NOW, SHOP, opening
from tests.contract.test_erasure import SECRET, files_with, fill_shop
from tests.vaults import KEY, OTHER, vault

A, B = CustomerId("a"), CustomerId("b")


def _stored(database: Database) -> str:
    """Every row as it lies in the database."""
    with database.engine.connect() as connection:
        return "\n".join(str(row) for table in metadata.tables.values() for row in connection.execute(table.select()))


def _read(database: Database) -> str:
    """The same as Kefu reads it."""
    with database.engine.connect() as connection, at_work(connection, database.vault):
        return "\n".join(str(row) for table in metadata.tables.values() for row in connection.execute(table.select()))


def _keys(database: Database) -> dict[str, str]:
    with database.engine.connect() as connection:
        return {row.owner: row.key_id for row in connection.execute(personal_keys.select())}


async def test_nothing_a_customer_leaves_lies_there_in_clear(database: Database) -> None:
    await fill_shop(database, A, SECRET)
    # Kefu's own effects carry ids only; the sample's carries the secret to see it erased.
    await database.write(lambda connection: connection.execute(text("UPDATE outbox SET payload = '{}'")))
    assert SECRET not in _stored(database)
    assert _read(database).count(SECRET) > 10
    assert set(_keys(database)) == {"customer:a"}


async def test_customers_have_keys_of_their_own(database: Database) -> None:
    for customer in (A, B):
        await fill_shop(database, customer, SECRET)
    keys = _keys(database)
    used = set(re.findall(r"kefu:1:([0-9a-f]{16}):", _stored(database)))
    assert used == set(keys.values())
    assert len(keys) == 2


async def test_erasing_a_customer_takes_the_key_that_copies_would_need(database: Database) -> None:
    await fill_shop(database, A, SECRET)
    gone = _keys(database)["customer:a"]
    with database.engine.connect() as connection:
        copy = connection.execute(text("SELECT text FROM messages WHERE text LIKE 'kefu:1:%'")).scalars().first()
    await SqlConversationStore(database).erase_customer(SHOP, A, NOW)
    assert gone not in _stored(database)
    assert SECRET not in _read(database)
    with database.engine.connect() as connection, at_work(connection, vault()) as work, pytest.raises(UnavailableError):
        work.open(str(copy))


async def test_an_erased_customer_who_comes_back_gets_another_key(database: Database) -> None:
    store = SqlConversationStore(database)
    await fill_shop(database, A, SECRET)
    before = _keys(database)["customer:a"]
    await store.erase_customer(SHOP, A, NOW)
    begun = await store.begin(opening("又来了"))
    said = await store.messages(SHOP, begun.conversation.conversation_id)
    assert [each.text for each in said] == ["又来了"]
    assert _keys(database)["customer:a"] != before


async def test_a_visitors_conversation_has_a_key_that_goes_with_it(database: Database) -> None:
    store = SqlConversationStore(database)
    begun = await store.begin(opening(SECRET, owner="visitor:1", customer_id=None))
    (owner,) = _keys(database)
    assert owner == f"conversation:{begun.conversation.conversation_id}"
    await store.erase_conversations(SHOP, (begun.conversation.conversation_id,), NOW)
    assert _keys(database) == {}
    assert [each.text for each in await store.messages(SHOP, begun.conversation.conversation_id)] == [""]


async def test_the_inbox_finds_words_and_topics_in_sealed_texts(database: Database) -> None:
    await fill_shop(database, A, "青花瓷 13912345678")
    await fill_shop(database, B, "紫砂壶")
    inbox = SqlInbox(database)
    found = await inbox.page(SHOP, InboxQuery(view="all", staff="", text="花瓷"))
    assert [row.customer_id for row in found.rows] == ["a"]
    assert found.total == 1
    topic = found.rows[0].topic
    assert topic is not None
    assert (await inbox.page(SHOP, InboxQuery(view="all", staff="", topic=topic))).total == 2
    assert (await inbox.page(SHOP, InboxQuery(view="all", staff="", topic="none"))).total == 0


async def test_the_trail_of_an_order_is_found(database: Database) -> None:
    await fill_shop(database, A, SECRET)
    (approval,) = await SqlApprovalStore(database).approvals(SHOP)
    assert approval.action is not None
    order_no = approval.action.order_no or str(approval.action.args["order_no"])
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT order_no FROM approvals")).scalar_one() == order_no
    assert await SqlAuditLog(database).of_order(SHOP, "nothing") == []


@pytest.mark.parametrize("said", ["kefu:1:0123456789abcdef:AAAA", "kefu:0:", "kefu:-:{}", "kefu: 你好", "a\x00b\ud800"])
@pytest.mark.parametrize("sealing", [True, False])
async def test_texts_that_look_sealed_are_only_texts(database_url: str, said: str, sealing: bool) -> None:
    database = connect_database(database_url, vault(seals=sealing))
    store = SqlConversationStore(database)
    begun = await store.begin(opening(said))
    (message,) = await store.messages(SHOP, begun.conversation.conversation_id)
    database.close()
    assert message.text == re.sub("[\x00\ud800]", "\ufffd", said)


async def test_what_was_stored_plainly_is_sealed_later_and_opened_again(database_url: str) -> None:
    plain = connect_database(database_url, vault(seals=False))
    for customer in (A, B):
        await fill_shop(plain, customer, SECRET)
    read = _read(plain)
    with pytest.raises(ConfigurationError, match="KEFU_ENCRYPT_PERSONAL"):
        await resealing.seal_all(plain)
    sealed = connect_database(database_url, vault())
    assert await resealing.seal_all(sealed) > 10
    assert await resealing.seal_all(sealed) == 0
    assert all(tally.plain == 0 for tally in await resealing.tallies(sealed))
    assert set(_keys(sealed)) == {"customer:a", "customer:b"}
    engine = open_engine(database_url, pool_size=1)
    with pytest.raises(RuntimeError, match="open-all"):
        downgrade(engine, "0018")
    engine.dispose()
    assert await resealing.open_all(plain) > 10
    assert all(tally.sealed == 0 for tally in await resealing.tallies(plain))
    # The keys are new rows; everything else reads as before.
    assert set(read.splitlines()) <= set(_read(plain).splitlines())
    for each in (plain, sealed):
        each.close()


async def test_what_an_erasure_left_doesnt_wait_to_be_sealed(database_url: str) -> None:
    sealed = connect_database(database_url, vault())
    await fill_shop(sealed, A, SECRET)
    await SqlConversationStore(sealed).erase_customer(SHOP, A, NOW)
    assert [tally for tally in await resealing.tallies(sealed) if tally.plain or tally.sealed] == []
    assert await resealing.seal_all(sealed) == 0
    plain = connect_database(database_url, vault(seals=False))
    assert await resealing.open_all(plain) > 5
    assert "kefu:-:" not in _stored(plain), "an older version reads it"
    for each in (plain, sealed):
        each.close()


async def test_the_wrapping_key_is_changed_and_the_former_dropped(database_url: str) -> None:
    first = connect_database(database_url, vault(KEY))
    await fill_shop(first, A, SECRET)
    first.close()
    with pytest.raises(ConfigurationError, match="wrapping key"):
        connect_database(database_url, vault(OTHER))
    both = connect_database(database_url, vault(OTHER, KEY))
    assert await resealing.rewrap_keys(both) == 1
    assert len(await resealing.wrapped_under(both)) == 1
    both.close()
    after = connect_database(database_url, vault(OTHER))
    assert _read(after).count(SECRET) > 10
    after.close()
    with pytest.raises(ConfigurationError, match="wrapping key"):
        connect_database(database_url, vault(KEY))


async def test_no_file_of_sqlite_ever_holds_a_text(tmp_path: Path) -> None:
    database = connect_database(f"sqlite:///{tmp_path / 'kefu.db'}", vault())
    await SqlConversationStore(database).begin(opening(SECRET))
    held = files_with(tmp_path, SECRET)
    database.close()
    assert held == []
