"""Texts that would do harm in a page that isn't careful."""

TEXTS = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(2)</script><svg/onload=alert(3)>",
    "\"><iframe src='//evil.example/'></iframe>{{7*7}}${7*7}",
    "javascript:alert(4)//' onmouseover='alert(5)",
    "[点我](javascript:alert(6)) https://evil.example/a.png",
    "\u202e倒过来的字\u202c\u200b零宽\u0000空\ufeff",
    '=HYPERLINK("http://evil.example")',
    "长" * 600,
)
