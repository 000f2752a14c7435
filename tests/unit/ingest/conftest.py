"""Makes unstructured and tiktoken work offline before a test imports them."""

from ingest.offline import prepare_offline

prepare_offline()
