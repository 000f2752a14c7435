"""The observer that counts for Prometheus and traces where traces are asked for."""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from backends.telemetry.traces import Tracing
from domain.observing import ModelAnswer

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 15, 30)


class PrometheusObserver:
    """Figures of this process. No label names a shop or a person: their number would have no end."""

    def __init__(self, registry: CollectorRegistry, tracing: Tracing | None = None) -> None:
        """Args: registry: of this process; tracing: None: spans cost nothing."""
        self._tracing = tracing
        self._turns = Counter("kefu_turns", "Turns that ended, by outcome.", ("outcome",), registry=registry)
        self._turn_seconds = Histogram(
            "kefu_turn_seconds",
            "From the start of a turn to its written result.",
            buckets=SECONDS,
            registry=registry,
        )
        self._first = Histogram(
            "kefu_first_event_seconds",
            "From a message to its turn's first event.",
            buckets=SECONDS,
            registry=registry,
        )
        self._handoffs = Counter("kefu_handoffs", "Turns passed to people, by topic.", ("topic",), registry=registry)
        self._refused = Counter(
            "kefu_refused_drafts", "Reasons why verification refused a draft.", ("check",), registry=registry
        )
        self._findings = Counter(
            "kefu_screening_findings", "Findings in outgoing texts.", ("speaker", "type"), registry=registry
        )
        self._calls = Counter("kefu_llm_calls", "Calls of the chat model.", ("came_to",), registry=registry)
        self._tokens = Counter("kefu_llm_tokens", "Tokens of the chat model, prompts included.", registry=registry)
        self._call_seconds = Histogram(
            "kefu_llm_seconds", "Time of a call of the chat model.", buckets=SECONDS, registry=registry
        )

        self._alarms = Gauge(
            "kefu_service_alarms", "Shops whose automation goes up at their customers' cost.", registry=registry
        )

    def turn_ended(self, outcome: str, topic: str | None, seconds: float) -> None:
        """See ``Observer``."""
        self._turns.labels(outcome).inc()
        self._turn_seconds.observe(seconds)
        if topic is not None:
            self._handoffs.labels(topic).inc()

    def first_event(self, seconds: float) -> None:
        """See ``Observer``."""
        self._first.observe(seconds)

    def draft_refused(self, checks: Iterable[str]) -> None:
        """See ``Observer``."""
        for check in checks:
            self._refused.labels(check).inc()

    def screened(self, speaker: Literal["bot", "agent"], types: Iterable[str]) -> None:
        """See ``Observer``."""
        for kind in types:
            self._findings.labels(speaker, kind).inc()

    def model_called(self, came_to: ModelAnswer, tokens: int, seconds: float) -> None:
        """See ``Observer``."""
        self._calls.labels(came_to).inc()
        self._tokens.inc(tokens)
        self._call_seconds.observe(seconds)

    def service_alarms(self, shops: int) -> None:
        """See ``Observer``."""
        self._alarms.set(shops)

    def span(self, name: str, ids: dict[str, str] | None = None) -> AbstractContextManager[None]:
        """See ``Observer``."""
        return nullcontext() if self._tracing is None else self._tracing.span(name, ids or {})
