"""Whether a document, or a part of it, is for the shop's own people only, by its own words."""

import re
from collections.abc import Mapping, Sequence

from domain.documents import Audience

_INTERNAL = re.compile(
    r"内部(?:资料|文件|使用|手册|培训|参考|文档|话术|规定|通知|流程|版|专用|知识库|SOP)|(?:仅供|仅限|只限|限)(?:内部|客服|员工|本公司)"
    r"|仅客服可见|(?:请勿|禁止|不得|严禁|勿|切勿|不要)(?:对外|外传|外泄|转发给(?:客户|买家|顾客)|截图给(?:客户|买家|顾客))|不对外(?:公开|发布)"
    r"|internal\s+(?:use|only|document)|confidential",
    re.IGNORECASE,
)
_SHEET = re.compile(r"内部(?!空间|尺寸|结构)|成本|供货价|进价|采购价|毛利|底价", re.IGNORECASE)
_HEAD_CHARACTERS = 300


def audience_of_text(title: str, name: str, text: str) -> Audience:
    """Internal when title, file name or the first lines say so."""
    head = text[:_HEAD_CHARACTERS]
    return "internal" if any(_INTERNAL.search(part) for part in (title, name, head)) else "public"


def audience_of_front_matter(front: Mapping[str, object]) -> Audience | None:
    """The audience that front matter names, or None."""
    value = next((str(front[key]) for key in ("audience", "受众", "可见范围") if front.get(key)), "").strip().lower()
    if not value:
        return None
    return "internal" if value.startswith(("internal", "内部", "客服", "员工", "仅")) else "public"


def is_internal_part(section: str, sheet: str | None) -> bool:
    """Whether a heading or a sheet's name keeps a part of a public document inside the shop."""
    return bool(_INTERNAL.search(section)) or bool(sheet and (_SHEET.search(sheet) or _INTERNAL.search(sheet)))


def internal_words(texts: Sequence[str]) -> str | None:
    """The words that made a text internal, for confirmation by a person."""
    return next((match[0] for text in texts if (match := _INTERNAL.search(text))), None)
