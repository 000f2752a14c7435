"""``CopilotStore`` on SQL."""

from datetime import datetime

from sqlalchemy import insert, update

from backends.sql import tables
from backends.sql.database import Database
from domain.copilot import Feedback, Suggestion
from domain.errors import NotFoundError
from domain.ids import ConversationId, ShopId


class SqlCopilotStore:
    """Suggestions, each with the last thing a person did with it."""

    def __init__(self, database: Database) -> None:
        """Args: database: open; stays the caller's."""
        self._database = database

    async def put_suggestions(
        self, shop: ShopId, conversation_id: ConversationId | None, suggestions: tuple[Suggestion, ...], at: datetime
    ) -> None:
        """Remember what was suggested."""
        rows = [
            {
                "suggestion_id": suggestion.suggestion_id,
                "shop": shop,
                "conversation_id": conversation_id,
                "at": at,
                "body": suggestion.model_dump_json(),
            }
            for suggestion in suggestions
        ]
        if rows:
            await self._database.write(lambda connection: connection.execute(insert(tables.suggestions), rows))

    async def put_feedback(self, shop: ShopId, feedback: Feedback) -> None:
        """Raises: NotFoundError: no such suggestion in this shop."""
        mine = (tables.suggestions.c.suggestion_id == feedback.suggestion_id, tables.suggestions.c.shop == shop)
        noted = update(tables.suggestions).where(*mine).values(feedback=feedback.model_dump_json())
        if (await self._database.write(lambda connection: connection.execute(noted).rowcount)) != 1:
            raise NotFoundError("There is no such suggestion.")
