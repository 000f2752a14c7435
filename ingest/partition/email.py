"""Mail to Elements: subject and body; attachments are named, not read."""

import re
from collections.abc import Sequence
from email import policy
from email.parser import BytesParser

from unstructured.documents.elements import Element

from ingest.partition.elements import Partitioned, title
from ingest.partition.html import partition_html
from ingest.partition.text import text_elements
from ingest.refusals import FileRefusedError, Reason
from ingest.textclean import clean_line, decode

_QUOTED = re.compile(
    r"^\s*[-—_=*>\s]*(?:原始邮件|原邮件|Original Message|Original)[-—_=*\s]*$|^\s*在.{4,60}(?:写道|wrote)\s*[:：]\s*$"
    r"|^\s*On .{4,80} wrote:\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_LEAST_OWN = 10
"""Characters above a quoted mail; with fewer it is a forwarded one, which is the message."""


def partition_email(data: bytes) -> Partitioned:
    """Elements of the subject and the HTML or plain body. Raises: FileRefusedError: no readable body."""
    message = BytesParser(policy=policy.default).parsebytes(data)
    body = message.get_body(preferencelist=("html", "plain"))
    if body is None:
        # A mail can be its one attachment, with no parts around it.
        carries = any(message.iter_attachments()) or not message.is_multipart()
        raise FileRefusedError(Reason.ONLY_ATTACHMENTS if carries else Reason.NO_TEXT)
    payload = body.get_payload(decode=True)
    text = decode(payload if isinstance(payload, bytes) else b"", body.get_content_charset()).text
    found = partition_html(text) if body.get_content_subtype() == "html" else Partitioned(text_elements(text))
    found.front_matter.pop("page_title", None)
    subject = clean_line(str(message.get("subject") or ""))
    quoted = _quoted_from(found.elements)
    if quoted is not None:
        del found.elements[quoted:]
        found.left_out.append("引用的旧邮件 (quoted earlier mail)")
    if subject:
        found.elements.insert(0, title(subject, 0))
        found.front_matter["title"] = subject
    attachments = sum(1 for _ in message.iter_attachments())
    if attachments:
        found.left_out.append(f"附件 {attachments} 个，请单独上传 (attachments: upload them separately)")
    return found


def _quoted_from(elements: Sequence[Element]) -> int | None:
    """Where the mail that this one answers begins; its first line may stand at the end of a paragraph."""
    for place, element in enumerate(elements):
        match = _QUOTED.search(element.text)
        if match is None:
            continue
        above = element.text[: match.start()].strip()
        if sum(len(before.text) for before in elements[:place]) + len(above) < _LEAST_OWN:
            return None
        if above:
            element.text = above
        return place + bool(above)
    return None
