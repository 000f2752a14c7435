"""Settings: ``KEFU_*`` variables or a ``.env`` file. Only ``connect`` reads them."""

import os
from datetime import datetime
from pathlib import Path

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.errors import ConfigurationError


class Settings(BaseSettings):
    """How this installation runs; every field has a default."""

    model_config = SettingsConfigDict(env_prefix="KEFU_", env_file=".env", extra="ignore", populate_by_name=True)

    data_dir: Path = Path("data")
    now: datetime | None = None
    """Freezes the clock, for demos and evaluation."""
    database_url: str | None = None
    """``postgresql+psycopg://…``; without it SQLite in the data folder."""
    chroma_host: str | None = None
    """A Chroma server on a private network; without it Chroma in process."""
    chroma_port: int = 8000
    lease_seconds: float = Field(default=30.0, gt=0)
    """How long a dead process keeps its conversations; longer than any turn takes."""
    worker: bool = True
    """Run the outbox worker in the serving process."""
    rate_per_credential: str = "1200/minute"
    """Requests of one key or customer token; empty for no limit."""
    rate_per_shop: str = "12000/minute"
    rate_per_conversation: str = "240/minute"
    """Customer messages in one conversation."""
    max_running_turns: int = Field(default=200, ge=1)
    """Turns under way in one process; more are refused at once, so that none waits for minutes."""
    llm_base_url: str | None = None
    llm_api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("KEFU_LLM_API_KEY", "OPENAI_API_KEY")
    )
    llm_model: str = "gpt-5-mini"
    embedding_base_url: str | None = None
    embedding_api_key: SecretStr | None = None
    embedding_model: str | None = None
    embedding_dimensions: int = 1536

    @field_validator("now")
    @classmethod
    def _aware(cls, value: datetime | None) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("needs an offset, e.g. 2026-11-20T10:00:00+08:00")
        return value

    @property
    def has_llm(self) -> bool:
        """Whether a chat model is set up: a key, or an endpoint that needs none."""
        return self.llm_api_key is not None or self.llm_base_url is not None


def read_settings() -> Settings:
    """The settings of the environment. Raises: ConfigurationError."""
    try:
        return Settings()
    except ValidationError as error:
        places = "; ".join(f"KEFU_{str(e['loc'][0]).upper().removeprefix('KEFU_')}: {e['msg']}" for e in error.errors())
        raise ConfigurationError(f"A setting is wrong: {places}.") from None


def read_environment(variable: str) -> str:
    """One variable that a command names; empty where it is not set."""
    return os.environ.get(variable, "")
