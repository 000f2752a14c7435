"""Mail."""

from collections.abc import Callable
from email.message import EmailMessage


def _made(fill: Callable[[EmailMessage], None]) -> Callable[[], bytes]:
    def make() -> bytes:
        message = EmailMessage()
        message["From"] = "shop@example.com"
        message["To"] = "team@example.com"
        fill(message)
        return message.as_bytes()

    return make


def _plain(m: EmailMessage) -> None:
    m["Subject"] = "关于国庆发货的通知"
    m.set_content("各位好：\n\n一、发货\n\n10月1日至3日停发。\n\n二、客服\n\n照常在线。\n", charset="utf-8")


def _page(m: EmailMessage) -> None:
    m["Subject"] = "新款尺码表"
    m.set_content("见网页版")
    m.add_alternative(
        "<p>新款尺码如下。</p><table><tr><th>码</th><th>腰围</th></tr><tr><td>26</td><td>66</td></tr></table>",
        subtype="html",
    )


def _national(m: EmailMessage) -> None:
    m["Subject"] = "快递调整"
    m.set_content("即日起默认发韵达。\n", charset="gb2312", cte="base64")


def _attached(m: EmailMessage) -> None:
    m["Subject"] = "保修政策更新"
    m.set_content("主机保修延长到三年。\n", charset="utf-8")
    m.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="a.pdf")


FILES = {
    "通知.eml": _made(_plain),
    "网页邮件.eml": _made(_page),
    "国标邮件.eml": _made(_national),
    "带附件.eml": _made(_attached),
}
