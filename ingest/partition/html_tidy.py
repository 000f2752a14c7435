"""Takes out of a web page what its reader doesn't see or what belongs to the site, not to the document."""

import re
from dataclasses import dataclass, field

from lxml import etree, html

from ingest.refusals import FileRefusedError, Reason
from ingest.textclean import clean_line

_INVISIBLE_STYLE = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0\d*)?\s*(?:;|$)"
    r"|font-size\s*:\s*(?:0(?:\.\d+)?|1)(?:px|pt|em|rem|%)?\s*(?:;|$|!)|text-indent\s*:\s*-\d{3,}"
    r"|(?:left|top|right|margin-left)\s*:\s*-\d{3,}|clip(?:-path)?\s*:\s*(?:rect\(0|inset\((?:50|100)%)"
    r"|(?<![-\w])(?:width|height)\s*:\s*0(?:px)?\s*(?:;|$)[^}]*overflow\s*:\s*hidden",
    re.IGNORECASE,
)
_WHITE_TEXT = re.compile(
    r"(?<![-\w])color\s*:\s*(?:#fff(?:fff)?\b|white\b|transparent\b|rgba?\(\s*255\s*,\s*255\s*,\s*255)", re.IGNORECASE
)
_BACKGROUND = re.compile(r"background(?:-color|-image)?\s*:", re.IGNORECASE)
_RULE = re.compile(r"([^{}@]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"^(?:[a-z]+)?([.#])([\w-]+)$", re.IGNORECASE)
_NOT_TEXT = {
    "script", "style", "template", "iframe", "object", "embed", "svg", "canvas", "select", "button", "input",
    "textarea", "head", "noscript", "audio", "video", "map",
}  # fmt: skip
_STRUCK = {"s", "strike", "del"}
_STRUCK_STYLE = re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through", re.IGNORECASE)
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SITE_WORDS = {"nav", "navbar", "navigation", "breadcrumb", "breadcrumbs", "site-header", "site-footer", "footer"}
_RECOMMENDATIONS = re.compile(
    r"^(?:友情链接|上一篇|下一篇|猜你喜欢|相关推荐|热门推荐|为你推荐|为您推荐|相关阅读|热销推荐|看了又看|推荐商品)"
)
_SERVER_CODE = re.compile(r"<%.*?%>|<\?php.*?(?:\?>|\Z)|<\?=.*?\?>|[$#]\{[^{}<>\n]{1,200}\}", re.DOTALL)
"""What a template's unrendered source holds."""
_SERVER_VALUE = re.compile(r"^(?:<%=|<\?=|[$#]\{|<\?php\s+echo\b)")
_NO_VALUE = "…"
"""Stands where a template would put a value: 满…元包邮 is no rule that could be quoted."""
_IMPRINT = re.compile(
    r"^(?:.{0,40}(?:Copyright|©|版权所有|\(c\)\s*20\d\d).{0,120}|.{0,60}ICP\s?[备证].{0,60})$", re.IGNORECASE
)
"""The line at a site's foot."""
_FRAME_WORDS = re.compile(
    r"^(?:site|page|top|main)?[-_]?(?:header|head|top|topbar|menu|foot|bottom|sidebar|crumbs?|toolbar)$"
)
_MOSTLY_LINKS = 0.6
_LEAST_LINKS, _LONGEST_LINK = 3, 8
_MENU_LINE = re.compile(r"^(?:[^\s\d|｜>»·。，；：]{1,8}\s*[|｜>»·]\s*){2,}[^\s\d|｜>»·。，；：]{1,12}$")
"""首页 | 帮助 | 登录, or a bread-crumb trail."""


@dataclass
class Tidied:
    """The page's body without what was taken out."""

    body: etree._Element
    title: str = ""
    hidden: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    site_parts: int = 0
    """Navigation, footers, recommendations."""
    struck: int = 0
    """Struck-out texts: an old price would otherwise run into the new one."""
    values: int = 0
    """Places where the page's program would put a value."""


def tidy(text: str) -> Tidied:
    """Parse and clean. Raises: FileRefusedError: nested deeper than the parser follows, so text would be lost."""
    parser = html.HTMLParser(recover=True, no_network=True, huge_tree=False)
    source, values = _without_program(text)
    try:
        root = html.document_fromstring(source, parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise FileRefusedError(Reason.NO_TEXT) from error
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise FileRefusedError(Reason.DAMAGED)
    body = root.find("body")
    tidied = Tidied(body if body is not None else root, clean_line(root.findtext(".//title") or ""), values=values)
    styles = _hiding_rules(root)
    _take_comments(root, tidied)
    for node in list(tidied.body.iter(etree.Element)):
        if node is tidied.body or not _attached(node, tidied.body):
            continue
        if node.tag in _NOT_TEXT:
            node.drop_tree()
        elif _is_hidden(node, styles):
            tidied.hidden.append(clean_line(node.text_content()))
            node.drop_tree()
        elif node.tag in _STRUCK or _STRUCK_STYLE.search(node.get("style") or ""):
            tidied.struck += bool(clean_line(node.text_content()))
            node.drop_tree()
        elif node.tag == "sup":
            # 10 to the fifth is not 105.
            node.text = (node.text or "").translate(_SUPERSCRIPT)
        elif _is_site_part(node):
            tidied.site_parts += 1
            node.drop_tree()
    tidied.hidden = [text for text in tidied.hidden if text]
    return tidied


def _without_program(text: str) -> tuple[str, int]:
    """The page without its program, and how many values of it now lack."""
    values = 0

    def stand_in(match: re.Match[str]) -> str:
        nonlocal values
        inside_tag = text.rfind("<", 0, match.start()) > text.rfind(">", 0, match.start())
        if inside_tag or not _SERVER_VALUE.match(match[0]):
            return ""
        values += 1
        return _NO_VALUE

    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    return _SERVER_CODE.sub(stand_in, text) or " ", values


def _take_comments(root: etree._Element, tidied: Tidied) -> None:
    for node in list(root.iter(etree.Comment, etree.ProcessingInstruction)):
        if text := clean_line(node.text or ""):
            tidied.comments.append(text)
        parent = node.getparent()
        if parent is not None:
            node.drop_tree()


def _attached(node: etree._Element, body: etree._Element) -> bool:
    return any(ancestor is body for ancestor in node.iterancestors())


def _hiding_rules(root: etree._Element) -> set[tuple[str, str]]:
    """Classes and ids that the page's own style sheets hide."""
    found: set[tuple[str, str]] = set()
    for style in root.iter("style"):
        for selectors, rules in _RULE.findall(style.text or ""):
            if _INVISIBLE_STYLE.search(rules):
                found.update((match[1], match[2]) for s in selectors.split(",") if (match := _SIMPLE.match(s.strip())))
    return found


def _is_hidden(node: etree._Element, rules: set[tuple[str, str]]) -> bool:
    style = node.get("style") or ""
    if "hidden" in node.attrib or _INVISIBLE_STYLE.search(style):
        return True
    names = {(".", name) for name in (node.get("class") or "").split()} | {("#", node.get("id") or "")}
    if names & rules:
        return True
    color = style if node.tag != "font" else f"color:{node.get('color', '')};{style}"
    return bool(_WHITE_TEXT.search(color)) and not any(_has_background(n) for n in (node, *node.iterancestors()))


def _has_background(node: etree._Element) -> bool:
    return "bgcolor" in node.attrib or bool(_BACKGROUND.search(node.get("style") or ""))


def _is_site_part(node: etree._Element) -> bool:
    if node.tag == "table":
        return _is_link_table(node)
    if node.tag in {"nav", "footer"} or node.get("role") in {"navigation", "contentinfo", "banner"}:
        return True
    if node.tag == "header":
        return node.find(".//h1") is None
    if node.tag in {"aside", "section", "div", "ul", "p", "td"} and node.find(".//h1") is None:
        text = clean_line(node.text_content()[:400])
        if _MENU_LINE.match(text) or _RECOMMENDATIONS.match(text) or _IMPRINT.match(text):
            return True
    names = set(f"{node.get('class') or ''} {node.get('id') or ''}".lower().split())
    if node.tag not in {"div", "ul", "ol", "section"}:
        return False
    return bool(names & _SITE_WORDS) or (any(map(_FRAME_WORDS.match, names)) and _is_menu(node))


def _is_link_table(node: etree._Element) -> bool:
    """An old page's menu: a table without tables inside that holds nothing but short links."""
    links = ["".join(link.text_content().split()) for link in node.iter("a")]
    text = "".join(node.text_content().split())
    short = all(0 < len(link) <= _LONGEST_LINK and not link.endswith(("？", "?")) for link in links)
    return len(links) >= _LEAST_LINKS and short and sum(map(len, links)) == len(text) and node.find(".//table") is None


def _is_menu(node: etree._Element) -> bool:
    """A block whose text is mostly links: a part named so may also hold the page's title."""
    text = "".join(node.text_content().split())
    linked = sum(len("".join(link.text_content().split())) for link in node.iter("a"))
    return bool(text) and linked >= _MOSTLY_LINKS * len(text)
