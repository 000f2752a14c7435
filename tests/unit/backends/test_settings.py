"""Settings as manifests write them."""

import pytest

from backends.settings import Settings, read_settings
from domain.errors import ConfigurationError


def test_what_is_set_to_nothing_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    may_be_absent = [name for name, field in Settings.model_fields.items() if field.default is None]
    assert len(may_be_absent) >= 10
    for name in may_be_absent:
        monkeypatch.setenv(f"KEFU_{name.upper()}", " ")
    monkeypatch.setenv("OPENAI_API_KEY", "")
    settings = read_settings()
    assert {getattr(settings, name) for name in may_be_absent} == {None}
    assert not settings.has_llm


def test_a_rate_of_nothing_is_no_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEFU_RATE_PER_SHOP", "")
    assert read_settings().rate_per_shop == ""


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEFU_LEASE_SECONDS", "0")
    with pytest.raises(ConfigurationError, match="KEFU_LEASE_SECONDS"):
        read_settings()
