"""Makes unstructured and tiktoken work offline before a test imports them; property tests have no deadline."""

from hypothesis import settings

from ingest.offline import prepare_offline

prepare_offline()
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
