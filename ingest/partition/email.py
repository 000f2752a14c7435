"""Mail to Elements: subject and body; attachments are named, not read."""

from email import policy
from email.parser import BytesParser

from ingest.partition.elements import Partitioned, title
from ingest.partition.html import partition_html
from ingest.partition.text import text_elements
from ingest.refusals import FileRefusedError, Reason
from ingest.textclean import clean_line, decode


def partition_email(data: bytes) -> Partitioned:
    """Elements of the subject and the HTML or plain body. Raises: FileRefusedError: no readable body."""
    message = BytesParser(policy=policy.default).parsebytes(data)
    body = message.get_body(preferencelist=("html", "plain"))
    if body is None:
        raise FileRefusedError(Reason.NO_TEXT)
    payload = body.get_payload(decode=True)
    text = decode(payload if isinstance(payload, bytes) else b"", body.get_content_charset()).text
    found = partition_html(text) if body.get_content_subtype() == "html" else Partitioned(text_elements(text))
    found.front_matter.pop("page_title", None)
    subject = clean_line(str(message.get("subject") or ""))
    if subject:
        found.elements.insert(0, title(subject, 0))
    attachments = sum(1 for _ in message.iter_attachments())
    if attachments:
        found.left_out.append(f"附件 {attachments} 个，请单独上传 (attachments: upload them separately)")
    return found
