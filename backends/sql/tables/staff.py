"""Staff accounts, their sessions, and failed sign-ins."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text

from backends.sql.tables.columns import FreeText, Moment, metadata

staff = Table(
    "staff",
    metadata,
    Column("staff_id", Text, primary_key=True),
    Column("shop", Text, nullable=False),
    Column("login", Text, nullable=False, unique=True),
    Column("name", FreeText, nullable=False),
    Column("role", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    # Encrypted under the installation's secret: a copy of the database alone gives no codes.
    Column("totp_secret", Text),
    Column("totp_confirmed", Boolean, nullable=False, default=False),
    # The last time step that was used: a code works once.
    Column("totp_step", Integer, nullable=False, default=0),
    Column("active", Boolean, nullable=False, default=True),
    Column("created_at", Moment, nullable=False),
    Index("ix_staff_shop", "shop", "login"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("staff_id", Text, ForeignKey("staff.staff_id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index("ix_sessions_staff", "staff_id"),
)

sign_in_failures = Table(
    "sign_in_failures",
    metadata,
    Column("failure_id", Text, primary_key=True),
    # A sha256 of the login or of the address: neither is worth keeping in clear.
    Column("subject", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_sign_in_failures", "subject", "at"),
)
