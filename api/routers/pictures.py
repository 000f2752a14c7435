"""POST /v1/pictures: what is written on a customer's picture."""

from typing import Annotated

from fastapi import APIRouter, File, UploadFile
from pydantic import BaseModel

from agent.checks.redact import redact_secrets
from agent.checks.sanitise import sanitise
from api.auth import Anyone, With
from domain.errors import TooLargeError

MAX_PICTURE_BYTES = 5 * 1024 * 1024

router = APIRouter(prefix="/v1", tags=["chat"])


class PictureText(BaseModel):
    """For the customer to look over and send as a message; the picture itself isn't kept."""

    text: str


@router.post("/pictures")
async def read_picture(picture: Annotated[UploadFile, File()], services: With, principal: Anyone) -> PictureText:
    """Read a screenshot or photo (PNG, JPEG or WebP, up to 5 MB). Nothing is stored and nothing is answered."""
    return PictureText(text=await text_of(services, await picture.read(MAX_PICTURE_BYTES + 1)))


async def text_of(services: With, data: bytes) -> str:
    """The picture's text as a message may hold it. Raises: TooLargeError, InvalidInputError, UnavailableError."""
    if len(data) > MAX_PICTURE_BYTES:
        raise TooLargeError("The picture is larger than 5 MB; send a smaller one.")
    return redact_secrets(sanitise(await services.pictures.read(data)).text).text.strip()
