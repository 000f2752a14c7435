"""Settings: ``KEFU_*`` variables or a ``.env`` file. Only ``connect`` reads them."""

import os
import re
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.errors import ConfigurationError

_ORIGIN = re.compile(r"^https?://[a-z0-9.-]+(:[0-9]{1,5})?$")


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
    lease_seconds: float = Field(default=8.0, gt=0)
    """How long a dead process keeps its conversations; a living one renews its leases in thirds of it."""
    worker: bool = True
    """Run the outbox worker in the serving process."""
    turn_seconds: float = Field(default=20.0, gt=0)
    """What a turn may take in all; one that takes longer goes to a person."""
    evidence_seconds: float = Field(default=2.5, gt=0)
    """What looking up documents, orders and parcels may take in a turn; what has not answered by then is missing."""
    reply_seconds: float = Field(default=10.0, gt=0)
    """A customer who has heard nothing for so long is told that it goes on: platforms count the time to a reply."""
    burst_seconds: float = Field(default=3.0, ge=0, le=30)
    """How long after its first message a running turn takes in further ones of its conversation; 0: none."""
    burst_pause_seconds: float = Field(default=0.0, ge=0, le=10)
    """What each turn waits for a further message before it begins."""
    rate_per_credential: str = "1200/minute"
    """Requests of one key or customer token; empty for no limit."""
    rate_per_shop: str = "12000/minute"
    """Requests of all customers and visitors of a shop."""
    rate_per_conversation: str = "240/minute"
    """Customer messages in one conversation."""
    max_running_turns: int = Field(default=40, ge=1)
    """Turns under way in one process, some seconds of its work; more are refused at once, so that none waits long."""
    encrypt_personal: bool = True
    """Seal customers' texts and order data, each customer's under their own key; what is sealed is opened anyway."""
    wrapping_key: SecretStr | None = None
    """What customers' keys are wrapped under, 64 hex digits, or several with commas between, newest first; without it
    a key of ``secrets.json``."""
    retention_days: int | None = Field(default=None, ge=1)
    """Texts of conversations that have been quiet for longer are erased; None: they are kept."""
    webhook_allowed_hosts: str = ""
    """Hosts, with commas between, that webhooks may reach although they are private or without TLS: ``host[:port]``."""
    page_origins: str = ""
    """Sites, with commas between, whose pages may hold the chat widget: ``https://shop.example``."""
    traces_endpoint: str | None = None
    """An OTLP collector (gRPC) that gets the spans of turns; without it there are none."""
    log_format: Literal["text", "json"] = "text"
    """How lines of the log are written."""
    llm_base_url: str | None = None
    llm_api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("KEFU_LLM_API_KEY", "OPENAI_API_KEY")
    )
    llm_model: str = "gpt-5-mini"
    eval_llm_base_url: str | None = None
    """Of the chat model that judges and plays customers in an evaluation; without any of these three the agent's."""
    eval_llm_api_key: SecretStr | None = None
    eval_llm_model: str | None = None
    llm_daily_tokens: int | None = Field(default=None, ge=0)
    """What the chat model may use for each shop in a day; from there on the embedded reasoner answers."""
    embedding_base_url: str | None = None
    embedding_api_key: SecretStr | None = None
    embedding_model: str | None = None
    embedding_dimensions: int = 1536
    sentence_cache_mb: int = Field(default=1024, ge=0)
    """What each process may keep on disk of sentences it has read with the embedded model; 0: nothing."""
    chunk_tokens: int = Field(default=220, ge=40, le=1000)
    """Size of a chunk of a document in o200k tokens; what is divided by it is read anew with the next ingest."""
    dask_scheduler: str | None = None
    """Of a cluster that parses documents, ``tcp://host:8786``; without it processes of this machine do."""

    @field_validator("*", mode="before")
    @classmethod
    def _or_nothing(cls, value: object, info: ValidationInfo) -> object:
        # A manifest names a setting and leaves it empty: nothing is set then, not an address or a key of no letters.
        is_empty = isinstance(value, str) and not value.strip()
        assert info.field_name is not None
        return None if is_empty and cls.model_fields[info.field_name].default is None else value

    @field_validator("now")
    @classmethod
    def _aware(cls, value: datetime | None) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("needs an offset, e.g. 2026-11-20T10:00:00+08:00")
        return value

    @field_validator("page_origins")
    @classmethod
    def _are_origins(cls, value: str) -> str:
        for origin in filter(None, map(str.strip, value.split(","))):
            if not _ORIGIN.match(origin):
                raise ValueError("needs origins such as https://shop.example, with commas between and no path")
        return value

    @property
    def origins(self) -> tuple[str, ...]:
        """The sites of ``page_origins``."""
        return tuple(filter(None, map(str.strip, self.page_origins.split(","))))

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
