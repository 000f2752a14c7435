"""``CopilotStore`` on SQL."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from backends.sql import tables
from backends.sql.database import Database
from backends.sql.upsert import upsert
from backends.sql.vault import Owner, customer_owner, owner_in, seal, shop_owner
from domain.copilot import Feedback, Suggestion
from domain.errors import NotFoundError
from domain.ids import ConversationId, CustomerId, ShopId, SuggestionId
from domain.profiles import Profile


class SqlCopilotStore:
    """Suggestions, each with the last thing a person did with it."""

    def __init__(self, database: Database) -> None:
        """Args: database: open; stays the caller's."""
        self._database = database

    async def put_suggestions(
        self,
        shop: ShopId,
        conversation_id: ConversationId | None,
        suggestions: tuple[Suggestion, ...],
        at: datetime,
        customer_id: CustomerId | None = None,
    ) -> None:
        """Remember what was suggested; ``customer_id``: whose talk it is that isn't a conversation of ours."""
        named = customer_id if conversation_id is None else None

        def work(connection: Connection) -> None:
            owner = _owner(connection, shop, conversation_id, named)
            rows = [
                {
                    "suggestion_id": suggestion.suggestion_id,
                    "shop": shop,
                    "conversation_id": conversation_id,
                    "customer_id": named,
                    "at": at,
                    "body": seal(owner, suggestion.model_dump_json()),
                }
                for suggestion in suggestions
            ]
            connection.execute(insert(tables.suggestions), rows)

        if suggestions:
            await self._database.write(work)

    async def suggestion(self, shop: ShopId, suggestion_id: SuggestionId) -> Suggestion:
        """Raises: NotFoundError: no such suggestion in this shop."""
        mine = (tables.suggestions.c.suggestion_id == suggestion_id, tables.suggestions.c.shop == shop)
        found = select(tables.suggestions.c.body).where(*mine)
        body = await self._database.read(lambda connection: connection.execute(found).scalar_one_or_none())
        if body is None:
            raise NotFoundError("There is no such suggestion.")
        return Suggestion.model_validate_json(body)

    async def answered(self, shop: ShopId, limit: int = 200) -> list[tuple[Suggestion, Feedback]]:
        """What people sent of the suggestions, latest first."""
        found = (
            select(tables.suggestions)
            .where(tables.suggestions.c.shop == shop, tables.suggestions.c.feedback.is_not(None))
            .order_by(tables.suggestions.c.at.desc(), tables.suggestions.c.suggestion_id)
            .limit(limit)
        )
        rows = await self._database.read(lambda connection: connection.execute(found).all())
        pairs = [(Suggestion.model_validate_json(r.body), Feedback.model_validate_json(r.feedback)) for r in rows]
        return [pair for pair in pairs if pair[1].decision != "dismissed"]

    async def put_feedback(self, shop: ShopId, feedback: Feedback) -> None:
        """Raises: NotFoundError: no such suggestion in this shop."""
        mine = (tables.suggestions.c.suggestion_id == feedback.suggestion_id, tables.suggestions.c.shop == shop)

        def work(connection: Connection) -> None:
            columns = (tables.suggestions.c.conversation_id, tables.suggestions.c.customer_id)
            row = connection.execute(select(*columns).where(*mine)).one_or_none()
            if row is None:
                raise NotFoundError("There is no such suggestion.")
            said = seal(_owner(connection, shop, row.conversation_id, row.customer_id), feedback.model_dump_json())
            connection.execute(update(tables.suggestions).where(*mine).values(feedback=said))

        await self._database.write(work)

    async def forget_pasted(self, shop: ShopId, before: datetime) -> int:
        """Forget what was suggested before then for talks that aren't conversations of ours; returns how much."""
        old = delete(tables.suggestions).where(
            tables.suggestions.c.shop == shop,
            tables.suggestions.c.conversation_id.is_(None),
            tables.suggestions.c.at < before,
        )
        forgotten = await self._database.write(lambda connection: connection.execute(old).rowcount)
        if forgotten:
            await self._database.forget_old_pages()
        return forgotten

    async def profile(self, shop: ShopId, customer_id: CustomerId) -> Profile | None:
        """What is remembered of a customer who agreed to it."""
        mine = (tables.profiles.c.shop == shop, tables.profiles.c.customer_id == customer_id)
        found = select(tables.profiles.c.body).where(*mine)
        body = await self._database.read(lambda connection: connection.execute(found).scalar_one_or_none())
        return None if body is None else Profile.model_validate_json(body)

    async def put_profile(self, shop: ShopId, profile: Profile) -> None:
        """Create or replace it."""
        row = {"shop": shop, "customer_id": profile.customer_id, "updated_at": profile.updated_at}

        def work(connection: Connection) -> None:
            body = seal(customer_owner(shop, profile.customer_id), profile.model_dump_json())
            upsert(connection, tables.profiles, [row | {"body": body}])

        await self._database.write(work)

    async def drop_profile(self, shop: ShopId, customer_id: CustomerId) -> None:
        """Forget it; none is no error."""
        mine = (tables.profiles.c.shop == shop, tables.profiles.c.customer_id == customer_id)
        await self._database.write(lambda connection: connection.execute(delete(tables.profiles).where(*mine)))


def _owner(
    connection: Connection, shop: ShopId, conversation_id: ConversationId | None, customer_id: CustomerId | None
) -> Owner:
    if conversation_id is not None:
        return owner_in(connection, conversation_id)
    return shop_owner(shop) if customer_id is None else customer_owner(shop, customer_id)
