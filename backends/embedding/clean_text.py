"""Text that every embedding model takes as it is meant."""

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def clean_text(text: str) -> str:
    """The text without control characters and lone surrogates.

    A NUL ends a C string early, so the rest would silently not be embedded; a lone surrogate can't be encoded at all.
    """
    return _CONTROL.sub(" ", text.encode("utf-8", "replace").decode("utf-8")).strip()
