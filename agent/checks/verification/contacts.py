"""Links, phones and accounts come from the allow-list or a cited public document, personal data from the customer."""

import re
from collections.abc import Iterator

from agent.checks.folding import compact, fold, with_digits
from agent.checks.known_contacts import digits_of, is_allowed_link, is_allowed_phone
from agent.checks.personal_data import SECRET_KINDS, find_personal_data
from agent.checks.verification.case import Case
from domain.evidence import Fact, Passage
from domain.reply import Failure, Sentence

_LINK = re.compile(
    r"(?:https?://|www\.)[^\s，。；！？（）()<>\"'“”]+"
    r"|(?<![a-z0-9@.])(?:[a-z0-9-]+\.)+(?:com|cn|net|org|top|xyz|shop|cc|io|co|me|vip|link|site|online|"
    r"club|info|example|app|dev|tv|hk|tw|ru)"
    r"(?:/[^\s，。；！？（）()<>\"'“”]*)?",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![0-9a-z-])(?:[48]00[ -]?\d{3}[ -]?\d{4}|[48]00[ -]?\d{4}[ -]?\d{3}|"
    r"(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}|"
    r"0\d{2,3}[ -]?[2-8]\d{6,7}|9\d{4}(?=[^\d元天件个米年月]|$))(?![0-9a-z])"
)
_ACCOUNT = re.compile(
    r"(?:微信|qq|vx|wechat|公众号|支付宝|账号|群)(?:号|账号)?[:：是为]?\s?([a-z][a-z0-9_-]{4,19}|\d{5,12})"
)
_COURIER = re.compile(r"快递员|派件|派送|配送员|骑手|投递|网点")


def check_contacts(case: Case) -> Iterator[Failure]:
    """Ways to reach somebody that nobody vouches for; frames are checked as well."""
    for index, sentence in enumerate(case.draft.sentences):
        text = fold(sentence.text).text
        documents = _documents(case, sentence)
        for link in _LINK.findall(text):
            if not is_allowed_link(link, case.request.shop) and link.rstrip("./") not in documents:
                yield Failure(check="link", sentence=index, message="链接不在店铺允许名单和所引文档里。")
        numbers = [*_PHONE.findall(text), *_ACCOUNT.findall(text)]
        if any(not _is_known(number, case, sentence, documents) for number in numbers):
            yield Failure(check="link", sentence=index, message="电话或账号不在店铺允许名单和所引依据里。")


def check_personal_data(case: Case) -> Iterator[Failure]:
    """Names, addresses and numbers that are neither cited nor the customer's own words; secrets never."""
    for index, sentence in enumerate(case.draft.sentences):
        known = "\n".join([*case.cited_texts(sentence), *case.given, case.customers_words])
        for span in find_personal_data(sentence.text):
            if span.kind in SECRET_KINDS or sentence.text[span.start : span.end] not in known:
                yield Failure(check="personal_data", sentence=index, message="含有依据之外的个人信息。")
                break


def _documents(case: Case, sentence: Sentence) -> str:
    return fold("\n".join(e.text for e in case.cited(sentence) if isinstance(e, Passage) and not e.internal)).text


def _is_known(number: str, case: Case, sentence: Sentence, documents: str) -> bool:
    digits = digits_of(number)
    if number in case.request.shop.allow_list.accounts or (digits and is_allowed_phone(digits, case.request.shop)):
        return True
    if number in documents or (len(digits) >= 5 and digits in digits_of(documents)):
        return True
    if len(digits) >= 5 and digits in with_digits(compact(fold(case.customers_words + "".join(case.given)))).text:
        return True
    # Tracking texts are written by strangers: of their numbers only a courier's is passed on.
    return any(
        digits and digits in digits_of(line) and (fact.tool != "track_shipment" or bool(_COURIER.search(line)))
        for fact in case.cited(sentence)
        if isinstance(fact, Fact)
        for line in fact.lines
    )
