"""Seals customers' texts, each customer's under a key of their own, inside the caller's transaction."""

import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, delete, func, select, update

from backends.sealing import Seal
from backends.sql.at_work import OPENER
from backends.sql.tables import conversations, personal_keys
from backends.sql.tables.columns import storable
from backends.sql.upsert import insert_new
from backends.wrapping import Wrapped, WrappingKeys, fresh_key
from domain.conversation import Conversation
from domain.errors import ConfigurationError, UnavailableError
from domain.ids import ConversationId, CustomerId, ShopId

KEPT = 10_000
"""Opened keys held in memory, some 500 bytes each."""

_SEALED = re.compile(r"^kefu:1:([0-9a-f]{16}):([A-Za-z0-9+/=]+)$")
_ESCAPED = "kefu:0:"
BLANK = "kefu:-:"
"""Before what an erasure left: it is nobody's, and doesn't wait to be sealed."""
_NOT_WORTH_A_KEY = ("", "{}", "[]")
"""Kept as they are: queries ask for them."""

_BY_OWNER = (
    select(personal_keys)
    .where(personal_keys.c.shop == bindparam("shop"), personal_keys.c.owner == bindparam("owner"))
    # An erasure that runs beside this either waits or has taken the key away: nothing is sealed under one that goes.
    .with_for_update(read=True, key_share=True)
)
_BY_ID = select(personal_keys).where(personal_keys.c.key_id == bindparam("id"))
_CONVERSATION = select(conversations.c.shop, conversations.c.customer_id, conversations.c.owner).where(
    conversations.c.conversation_id == bindparam("id")
)


class Owner(NamedTuple):
    """Whose key."""

    shop: str
    name: str


class Vault:
    """The keys of one installation. Opened ones are remembered."""

    def __init__(self, wrapping: WrappingKeys, seals: bool = True) -> None:
        """Args: seals: whether what is written is sealed; what was sealed before is opened in any case."""
        self.wrapping, self.seals = wrapping, seals
        self._opened: OrderedDict[str, Seal] = OrderedDict()
        self._lock = threading.Lock()

    def check(self, connection: Connection) -> None:
        """Raises: ConfigurationError: the database was used with other wrapping keys."""
        ends = select(func.min(personal_keys.c.wrapped_under), func.max(personal_keys.c.wrapped_under))
        strange = {each for each in connection.execute(ends).one() if each} - self.wrapping.known
        if strange:
            raise ConfigurationError(
                f"The database's personal data is under the wrapping key {min(strange)}, which this process doesn't "
                "have: all processes of a database need the same secrets.json (or KEFU_WRAPPING_KEY)."
            )

    def remembered(self, key_id: str) -> Seal | None:
        """An opened key."""
        with self._lock:
            if key_id in self._opened:
                self._opened.move_to_end(key_id)
            return self._opened.get(key_id)

    def remember(self, key_id: str, wrapped: Wrapped) -> Seal:
        """Unwrap a key and keep it. Raises: ConfigurationError."""
        seal = Seal(self.wrapping.unwrap(wrapped, _purpose(key_id)).hex())
        with self._lock:
            self._opened[key_id] = seal
            if len(self._opened) > KEPT:
                self._opened.popitem(last=False)
        return seal

    def forget(self, key_ids: list[str]) -> None:
        """They were destroyed."""
        with self._lock:
            for key_id in key_ids:
                self._opened.pop(key_id, None)


@dataclass
class AtWork:
    """One transaction's use of a vault (or of none)."""

    connection: Connection
    vault: Vault | None
    blanking: bool = False
    keys: dict[Owner, tuple[str, Seal]] = field(default_factory=dict)

    def open(self, stored: str) -> str:
        """The text of a stored value.

        Raises:
            UnavailableError: its key was destroyed meanwhile.
            ConfigurationError: it was sealed under keys that aren't here.
        """
        if stored.startswith((_ESCAPED, BLANK)):
            return stored[len(_ESCAPED) :]
        sealed = _SEALED.match(stored)
        if sealed is None:
            return stored
        if self.vault is None:
            raise ConfigurationError("This database holds sealed texts: open it with the installation's keys.")
        key_id = sealed[1]
        seal = self.vault.remembered(key_id)
        if seal is None:
            row = self.connection.execute(_BY_ID, {"id": key_id}).one_or_none()
            if row is None:
                raise UnavailableError("A text's key is gone: the customer was erased. Load it again.")
            seal = self.vault.remember(key_id, Wrapped(row.wrapped, row.wrapped_under))
        return seal.open(sealed[2], key_id)

    def seal(self, owner: Owner, text: str) -> str:
        """The text as it is stored."""
        text = storable(text)
        if text in _NOT_WORTH_A_KEY:
            return text
        if self.vault is None or not self.vault.seals:
            return _escaped(text)
        if self.blanking:
            return BLANK + text
        if owner not in self.keys:
            self.keys[owner] = _key_of(self.connection, self.vault, owner)
        key_id, seal = self.keys[owner]
        return f"kefu:1:{key_id}:{seal.seal(text, key_id)}"


@contextmanager
def at_work(connection: Connection, vault: Vault | None) -> Iterator[AtWork]:
    """While the block runs, personal columns of this connection are opened, and ``seal`` seals for it."""
    work = AtWork(connection, vault)
    token = OPENER.set(work)
    try:
        yield work
    finally:
        OPENER.reset(token)


@contextmanager
def blanking() -> Iterator[None]:
    """While the block runs, nothing is sealed: what an erasure leaves behind is nobody's."""
    work = _at_work()
    if work is None:
        yield
        return
    before, work.blanking = work.blanking, True
    try:
        yield
    finally:
        work.blanking = before


def seal(owner: Owner, text: str) -> str:
    """The text as a personal column keeps it, in the running transaction."""
    work = _at_work()
    return _escaped(text) if work is None else work.seal(owner, text)


def lock_key(connection: Connection, owner: Owner) -> None:
    """Let whoever seals for this owner at the moment end first; who comes later waits for this transaction."""
    mine = select(personal_keys.c.key_id).where(personal_keys.c.shop == owner.shop, personal_keys.c.owner == owner.name)
    connection.execute(mine.with_for_update()).all()


def destroy_key(connection: Connection, owner: Owner) -> None:
    """Make all unreadable that was sealed for this owner, wherever copies of it lie; the next text gets a new key."""
    mine = (personal_keys.c.shop == owner.shop, personal_keys.c.owner == owner.name)
    gone = list(connection.execute(select(personal_keys.c.key_id).where(*mine)).scalars())
    connection.execute(delete(personal_keys).where(*mine))
    work = _at_work()
    if work is not None and work.vault is not None:
        work.keys.pop(owner, None)
        work.vault.forget(gone)


def customer_owner(shop: ShopId, customer: CustomerId) -> Owner:
    """The customer's."""
    return Owner(shop, f"customer:{customer}")


def shop_owner(shop: ShopId) -> Owner:
    """For what is nobody's in particular: a talk that an agent pasted."""
    return Owner(shop, "shop")


def conversation_owner(conversation: Conversation) -> Owner:
    """The customer's; a visitor's conversation has a key of its own."""
    return _owner(conversation.shop, conversation.customer_id, conversation.owner, conversation.conversation_id)


def owner_in(connection: Connection, conversation_id: ConversationId) -> Owner:
    """The same by the conversation's id."""
    row = connection.execute(_CONVERSATION, {"id": conversation_id}).one()
    return _owner(row.shop, row.customer_id, row.owner, conversation_id)


def _owner(shop: str, customer: str | None, owner: str, conversation_id: str) -> Owner:
    if customer is not None:
        return Owner(shop, f"customer:{customer}")
    return Owner(shop, owner if owner.startswith("customer:") else f"conversation:{conversation_id}")


def _key_of(connection: Connection, vault: Vault, owner: Owner) -> tuple[str, Seal]:
    key = {"shop": owner.shop, "owner": owner.name}
    row = connection.execute(_BY_OWNER, key).one_or_none()
    if row is None:
        key_id = secrets.token_hex(8)
        wrapped = vault.wrapping.wrap(fresh_key(), _purpose(key_id))
        new = {
            "key_id": key_id,
            "wrapped": wrapped.text,
            "wrapped_under": wrapped.under,
            "created_at": datetime.now(UTC),
        }
        # Another process may make one at the same moment: the one that is stored counts.
        insert_new(connection, personal_keys, key | new)
        row = connection.execute(_BY_OWNER, key).one()
    return row.key_id, vault.remembered(row.key_id) or vault.remember(
        row.key_id, Wrapped(row.wrapped, row.wrapped_under)
    )


def _escaped(text: str) -> str:
    return f"{_ESCAPED}{text}" if text.startswith("kefu:") else text


def _at_work() -> AtWork | None:
    work = OPENER.get()
    return work if isinstance(work, AtWork) else None


def _purpose(key_id: str) -> str:
    return f"personal:{key_id}"


def rewrap(connection: Connection, vault: Vault, row: Row[Any]) -> None:
    """Wrap a row's key under the newest wrapping key."""
    key = vault.wrapping.unwrap(Wrapped(row.wrapped, row.wrapped_under), _purpose(row.key_id))
    fresh = vault.wrapping.wrap(key, _purpose(row.key_id))
    mine = update(personal_keys).where(personal_keys.c.key_id == row.key_id)
    connection.execute(mine.values(wrapped=fresh.text, wrapped_under=fresh.under))
