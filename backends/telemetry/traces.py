"""OpenTelemetry spans of a turn and its nodes, sent to a collector that the operator names."""

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import Status, StatusCode


class Tracing:
    """A provider of its own, not the process's: no library's spans, which carry texts and paths, get in."""

    def __init__(self, exporter: SpanExporter) -> None:
        """Args: exporter: where finished spans go, in batches, beside the turns."""
        # Not Resource.create(): that would add the host's name and whatever the environment holds.
        self._provider = TracerProvider(resource=Resource({"service.name": "kefu"}), shutdown_on_exit=False)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("kefu")

    @contextmanager
    def span(self, name: str, ids: dict[str, str]) -> Iterator[None]:
        """A span around the block. A failure leaves the error's type: its message may quote a customer."""
        attributes = {f"kefu.{key}": value for key, value in ids.items()}
        with self._tracer.start_as_current_span(
            name, attributes=attributes, record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield
            except BaseException as error:
                span.set_status(Status(StatusCode.ERROR, type(error).__name__))
                raise

    def close(self) -> None:
        """Send what is left; waits at most a few seconds."""
        self._provider.force_flush(3000)
        self._provider.shutdown()


def tracing_to(endpoint: str) -> Tracing:
    """Spans to an OTLP collector over gRPC, such as ``http://otel-collector:4317``."""
    # Its import takes a second; installations without traces shouldn't wait for it.
    from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter

    return Tracing(OTLPSpanExporter(endpoint=endpoint, insecure=endpoint.startswith("http://"), timeout=5))
