"""Staff accounts and sessions as rows."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from backends.sql.database import Database
from backends.sql.tables import sessions, shops, sign_in_failures, staff
from domain.credentials import Role
from domain.errors import InvalidInputError, NotFoundError
from domain.ids import ShopId, StaffId, new_id
from domain.staff import Account


class SqlStaff:
    """The tables behind ``backends.staff_accounts``."""

    def __init__(self, database: Database) -> None:
        """Args: database: open; stays the caller's."""
        self._database = database

    async def add(self, account: Account, password_hash: str) -> None:
        """Raises: NotFoundError: no such shop; InvalidInputError: the login is taken."""
        known = select(shops.c.shop).where(shops.c.shop == account.shop)
        if await self._database.read(lambda connection: connection.execute(known).first()) is None:
            raise NotFoundError("There is no such shop: create it with `kefu shop create` or `kefu shop import`.")
        row = account.model_dump(exclude={"second_factor"}) | {"role": account.role.value}
        row |= {"password_hash": password_hash, "totp_confirmed": False, "totp_step": 0}
        try:
            await self._database.write(lambda connection: connection.execute(insert(staff), row))
        except IntegrityError:
            raise InvalidInputError("This login is taken; choose another one.") from None

    async def of_shop(self, shop: ShopId) -> list[Account]:
        """By login."""
        found = select(staff).where(staff.c.shop == shop).order_by(staff.c.login)
        rows = await self._database.read(lambda connection: connection.execute(found).all())
        return [account_of(row) for row in rows]

    async def row(self, shop: ShopId, staff_id: StaffId) -> Row[Any]:
        """Raises: NotFoundError."""
        found = select(staff).where(staff.c.staff_id == staff_id, staff.c.shop == shop)
        row = await self._database.read(lambda connection: connection.execute(found).one_or_none())
        if row is None:
            raise NotFoundError("There is no such account.")
        return row

    async def row_of_login(self, login: str) -> Row[Any] | None:
        """The account of this login."""
        found = select(staff).where(staff.c.login == login)
        return await self._database.read(lambda connection: connection.execute(found).one_or_none())

    async def set(self, staff_id: StaffId, change: dict[str, Any], end_sessions: bool = False) -> None:
        """Change columns of an account."""

        def work(connection: Any) -> None:
            if change:
                connection.execute(update(staff).where(staff.c.staff_id == staff_id).values(**change))
            if end_sessions:
                connection.execute(delete(sessions).where(sessions.c.staff_id == staff_id))

        await self._database.write(work)

    async def use_step(self, staff_id: StaffId, step: int) -> bool:
        """Whether this time step of the second factor was still unused; it is used now."""
        fresh = update(staff).where(staff.c.staff_id == staff_id, staff.c.totp_step < step).values(totp_step=step)
        return (await self._database.write(lambda connection: connection.execute(fresh).rowcount)) == 1

    async def open_session(self, token_hash: str, staff_id: StaffId, at: datetime, until: datetime) -> None:
        """Keep a session; those that have run out go."""

        def work(connection: Any) -> None:
            connection.execute(delete(sessions).where(sessions.c.expires_at <= at))
            row = {"token_hash": token_hash, "staff_id": staff_id, "created_at": at, "expires_at": until}
            connection.execute(insert(sessions), row)

        await self._database.write(work)

    async def session(self, token_hash: str, at: datetime) -> Account | None:
        """The active account of a session that has not run out."""
        found = (
            select(staff)
            .join(sessions, sessions.c.staff_id == staff.c.staff_id)
            .where(sessions.c.token_hash == token_hash, sessions.c.expires_at > at, staff.c.active)
        )
        row = await self._database.read(lambda connection: connection.execute(found).one_or_none())
        return None if row is None else account_of(row)

    async def end_session(self, token_hash: str) -> None:
        """Forget a session."""
        ended = delete(sessions).where(sessions.c.token_hash == token_hash)
        await self._database.write(lambda connection: connection.execute(ended))

    async def failures(self, subjects: list[str], since: datetime) -> list[datetime]:
        """When sign-ins of any of these failed lately, of the subject that failed most; oldest first."""
        mine = or_(*(sign_in_failures.c.subject == subject for subject in subjects))
        found = select(sign_in_failures).where(mine, sign_in_failures.c.at > since).order_by(sign_in_failures.c.at)
        rows = await self._database.read(lambda connection: connection.execute(found).all())
        by_subject = [[row.at for row in rows if row.subject == subject] for subject in subjects]
        return max(by_subject, key=len, default=[])

    async def note_failure(self, subjects: list[str], at: datetime, forget_before: datetime) -> None:
        """A sign-in failed."""

        def work(connection: Any) -> None:
            connection.execute(delete(sign_in_failures).where(sign_in_failures.c.at <= forget_before))
            rows = [{"failure_id": new_id("evt"), "subject": subject, "at": at} for subject in subjects]
            connection.execute(insert(sign_in_failures), rows)

        await self._database.write(work)

    async def admins(self, shop: ShopId) -> int:
        """How many active admins the shop has."""
        found = select(func.count()).select_from(staff)
        found = found.where(staff.c.shop == shop, staff.c.active, staff.c.role == Role.ADMIN.value)
        return await self._database.read(lambda connection: connection.execute(found).scalar_one())


def account_of(row: Row[Any]) -> Account:
    """A row of ``staff`` as the domain has it."""
    return Account(
        staff_id=row.staff_id,
        shop=row.shop,
        login=row.login,
        name=row.name,
        role=Role(row.role),
        second_factor=row.totp_confirmed,
        active=row.active,
        created_at=row.created_at,
    )
