"""What is said outright and needs no model: the wish for a person, and the wish for one's money back."""

import re

from domain.intents import Intent

_PERSON = re.compile(
    r"转(?:接)?(?:一下)?人工|人工(?:客服|服务|坐席)|(?:找|叫|要|换|接|有|给)(?:个|一个|你们)?"
    r"(?:真人|活人|人工|大活人|经理|主管|领导|老板来|店长)|真人客服"
    r"|^人工+$|(?:不想|不要|别).{0,6}(?:机器人|ai|智能客服)|(?:real|live) (?:person|human|agent)"
    r"|(?:talk|speak) to (?:a |an )?(?:human|agent|person|representative|someone)"
)
_ABOUT_PEOPLE = re.compile(
    r"几点|什么时候|啥时候|多会儿|(?<!马)上班|下班|休息|(?:工作|服务|营业|在线)时间|周末|周[六日天]|节假日|过年|春节"
    r"|opening hours|support hours"
)
"""Asks when people are there: that is answered, it is no wish for one."""
_MONEY_BACK = re.compile(r"退|赔|还我钱|钱还|返还|refund|money back")
_ALL_BACK = re.compile(
    r"全额退|全部退|全退|退全款|全款退|退(?:我)?钱|钱(?:给我)?(?:全)?退|退款给我|给我退款|full refund|refund (?:me|my)"
)
"""Whatever else the message is taken for, it wants its money back."""
_GIVES_BACK = frozenset({Intent.RETURN_NO_REASON, Intent.RETURN_QUALITY, Intent.CANCEL_ORDER, Intent.COMPLAINT})


def wants_person(folded: str) -> bool:
    """Whether a message asks for a person; who asks when people are there asks for none."""
    return bool(_PERSON.search(folded)) and not _ABOUT_PEOPLE.search(folded)


def wants_money_back(folded: str, intent: Intent) -> bool:
    """Whether a message wants its money back, by its intent or by its words alone."""
    return bool((intent in _GIVES_BACK and _MONEY_BACK.search(folded)) or _ALL_BACK.search(folded))
