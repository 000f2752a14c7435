"""Whether a document, or a part of it, is for the shop's own people only, by its own words."""

import re
from collections.abc import Mapping, Sequence

from domain.documents import Audience

_INTERNAL = re.compile(
    r"内部(?:资料|文件|使用|手册|培训|参考|文档|话术|规定|通知|流程|版|专用|知识库|SOP)|(?:仅供|仅限|只限|限)(?:内部|客服|员工|本公司)"
    r"|仅客服可见|(?:请勿|禁止|不得|严禁|勿|切勿|不要)(?:对外|外传|外泄|转发给(?:客户|买家|顾客)|截图给(?:客户|买家|顾客))|不对外(?:公开|发布)"
    r"|(?:别|勿|不要|不得|不能|禁止|严禁)(?:向外|对外|外)(?:传|泄|发|流|说)"
    r"|(?:别|勿|不要|不得|不能|禁止|严禁)(?:截图|转发|发|转)给?(?:客人|客户|顾客|买家|消费者|外人)"
    r"|(?:只|仅)?给(?:客服|员工|店员|同事|自己人)(?:们)?(?:看|用)|不(?:给|让)(?:客人|客户|顾客|买家)(?:看|知道)"
    r"|internal\s+(?:use|only|document)|confidential",
    re.IGNORECASE,
)
_INTERNAL_NAME = re.compile(r"^\W*内部[-—_－·：:）)\]】\s]|[（(\[【]内部[）)\]】]")
"""Marks in a title or file name; in running text 内部 mostly means the inside of something."""
_SHEET = re.compile(r"内部(?!空间|尺寸|结构)|成本|供货价|进价|采购价|毛利|底价", re.IGNORECASE)
_HEAD_CHARACTERS = 300


def audience_of_text(title: str, name: str, text: str) -> Audience:
    """Internal when title, file name or the first lines say so."""
    parts = (title, name, text[:_HEAD_CHARACTERS])
    marked = any(_INTERNAL_NAME.search(part) for part in (title, name.rsplit(".", 1)[0]))
    return "internal" if marked or any(_INTERNAL.search(part) for part in parts) else "public"


def audience_of_front_matter(front: Mapping[str, object]) -> Audience | None:
    """The audience that front matter names, or None."""
    value = next((str(front[key]) for key in ("audience", "受众", "可见范围") if front.get(key)), "").strip().lower()
    if not value:
        return None
    return "internal" if value.startswith(("internal", "内部", "客服", "员工", "仅")) else "public"


def is_internal_part(section: str, sheet: str | None) -> bool:
    """Whether a heading or a sheet's name keeps a part of a public document inside the shop."""
    headings = section.split(" > ")
    marked = any(_INTERNAL.search(heading) or _INTERNAL_NAME.search(heading) for heading in headings)
    return marked or bool(sheet and (_SHEET.search(sheet) or _INTERNAL.search(sheet)))


def internal_words(texts: Sequence[str]) -> str | None:
    """The words that made a text internal, for confirmation by a person."""
    found = (_INTERNAL.search(text[:_HEAD_CHARACTERS]) or _INTERNAL_NAME.search(text) for text in texts)
    return next((match[0].strip() for match in found if match), None)
