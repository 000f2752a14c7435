import pytest

from ingest.refusals import FileRefusedError, Reason
from ingest.sniffing import Format, sniff

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
LONG = "这是一份足够长的纯文本说明，用来冒充别的格式，读取时应当照常当作文本处理，不应丢失任何内容。".encode()


@pytest.mark.parametrize(
    ("name", "data", "expected", "mislabelled"),
    [
        ("a.md", b"# x", Format.MARKDOWN, False),
        ("a.TXT", b"abc", Format.TEXT, False),
        ("a.md", b"<!doctype html><p>x", Format.HTML, True),
        ("a.jpg", PNG, Format.PNG, True),
        ("a.docx", LONG, Format.TEXT, True),
        ("a.xls", b"a\tb\n" * 20, Format.CSV, True),
        ("a.xls", b"<table><tr><td>1</td></tr></table>", Format.HTML, True),
        ("a.pdf", b"%PDF-1.7", Format.PDF, False),
        ("README", b"plain", Format.TEXT, False),
        ("a.jsp", b"<h1>x</h1>", Format.HTML, False),
        ("v1.2", b"plain", Format.TEXT, False),
    ],
)
def test_content_decides_and_a_wrong_extension_is_told(
    name: str, data: bytes, expected: Format, mislabelled: bool
) -> None:
    assert sniff(data, name) == (expected, mislabelled)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", Reason.EMPTY),
        ("a.txt", b"\xef\xbb\xbf \n", Reason.EMPTY),
        ("a.bin", bytes(range(256)) * 4, Reason.UNKNOWN_FORMAT),
        ("a.json", b"{}", Reason.UNKNOWN_FORMAT),
        ("a.docx", b"PK\x03\x04broken", Reason.DAMAGED),
        ("a.docx", b"short", Reason.DAMAGED),
    ],
)
def test_what_cant_be_taken_in_is_refused_with_its_reason(name: str, data: bytes, reason: Reason) -> None:
    with pytest.raises(FileRefusedError) as refused:
        sniff(data, name)
    assert refused.value.reason is reason


def test_every_reason_is_one_sentence_in_both_languages() -> None:
    for reason in Reason:
        assert reason.endswith(")")
        assert "(" in reason
        assert "\n" not in reason
