"""Pictures that customers send: what is written on them."""

from typing import Protocol


class PictureReader(Protocol):
    """Reads printed text (OCR)."""

    async def read(self, data: bytes) -> str:
        """The text, line by line; empty where there is none.

        Raises:
            InvalidInputError: no picture that can be read.
            UnavailableError: too many are being read; try again.
        """
        ...

    async def close(self) -> None:
        """Let go of what reading needs."""
        ...
