"""What clients of chat completions send. Fields that mean nothing here are let through and ignored."""

import base64
import binascii
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from domain.errors import InvalidInputError

MODEL = "kefu"
MAX_MESSAGES = 1000
MAX_CONTENT = 100_000
MAX_PARTS = 50
_DATA = "data:image/"


class PictureLink(BaseModel):
    """Where the picture is: only ``data:image/…;base64,`` is read, nothing is fetched."""

    url: str = Field(max_length=8 * 1024 * 1024)


class Part(BaseModel):
    """A piece of a message."""

    type: Literal["text", "image_url"]
    text: str | None = Field(default=None, max_length=MAX_CONTENT)
    image_url: PictureLink | None = None

    def picture(self) -> bytes:
        """Its bytes. Raises: InvalidInputError."""
        head, _, coded = (self.image_url.url if self.image_url else "").partition(",")
        if not head.startswith(_DATA) or not head.endswith(";base64"):
            raise InvalidInputError("A picture has to be a data:image/…;base64 address; nothing is fetched.")
        try:
            return base64.b64decode(coded, validate=True)
        except binascii.Error:
            raise InvalidInputError("The picture's base64 is damaged; send it again.") from None


class ChatMessage(BaseModel):
    """One of the messages so far."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: (
        Annotated[str, Field(max_length=MAX_CONTENT)] | Annotated[list[Part], Field(max_length=MAX_PARTS)] | None
    ) = None

    @property
    def parts(self) -> list[Part]:
        """The content, as pieces."""
        if isinstance(self.content, list):
            return self.content
        return [Part(type="text", text=self.content)] if self.content else []

    @property
    def text(self) -> str:
        """The words of it."""
        return "\n".join(part.text for part in self.parts if part.type == "text" and part.text)


class StreamOptions(BaseModel):
    """Of a stream."""

    include_usage: bool = False


class CompletionBody(BaseModel):
    """The request; the last message has to be the customer's."""

    model: str = Field(max_length=200)
    messages: list[ChatMessage] = Field(min_length=1, max_length=MAX_MESSAGES)
    stream: bool = False
    stream_options: StreamOptions | None = None
    n: Literal[1] | None = None
    metadata: dict[str, str] | None = None
    """``conversation_id`` goes on with a conversation of this credential's."""
