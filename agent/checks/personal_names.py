"""How people's names stand in texts: after a label, a relation or a verb, beside a number, with a title."""

import re

from agent.checks import surnames

_NAME = re.compile(
    rf"(?:收件人|收货人|联系人|签收人|下单人|购买人|付款人|取件人|使用人|乘客|学员|患者|姓名|名字|我叫|本人|户主|寄件人|抬头)(?:改成|改为|换成|是|为|叫)?[:：]?\s*"
    rf"({surnames.PATTERN}[一-鿿]{{1,2}})(?=[\s,，.。;；、!！?？:：0-9(（+]|的?(?:电话|手机|地址|收)|$)"
)
_TITLED_NAME = re.compile(rf"({surnames.PATTERN}[一-鿿]{{1,2}}?)(?:先生|女士|小姐(?!姐))")
_NAME_BY_PHONE = re.compile(
    rf"(?:^|[\s,，:：、;；\n])({surnames.PATTERN}[一-鿿]{{1,2}}?)(?:代?收)?[\s,，]*(?:(?:电话|手机|联系)[号码方式]*[:：是]?\s?)?"
    r"(?=(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4})"
)
_KIN = (
    r"老公|老婆|爱人|妈妈?|爸爸?|母亲|父亲|婆婆|公公|儿子|女儿|哥哥?|姐姐?|弟弟?|妹妹?|朋友|同事|对象|男友|女友|室友|邻居|"
    r"奶奶|爷爷|姥姥|姥爷|外婆|外公|叔叔?|阿姨|舅舅?|表[哥姐弟妹]|嫂子|老板|助理|秘书"
)
_NOT_A_NAME = (
    r"(?![一-鿿]{0,2}(?:生|员|卡|人|客|户|家|师|友|粉|号|款|色|码|领|者|式|的|了|吗|呢|个|件|台|元|块|天|级|端|货|单|费|价|"
    r"店|区|市|省|路))"
)
"""Words that begin like a name and are none end so: 高中生, 金卡, 联系方式."""
_NOT_A_THING = (
    r"(?![一-鿿]?[酒糖鞋包巾粉膏油裤帽袜壳笔纸盒箱袋锅碗杯盘刀床椅桌柜枕毯饼肉蛋奶菜药丸胶灯器具罐瓶壶筒桶伞绳钉锁垫帘鸡鸭猪虾蟹肠汤酱醋盐糕镯链戒"
    r"饺粥])"
)
"""What ends the names of things and of no person: 给我爸白酒, 送我妈高汤."""
_WHOLE_NAME = rf"({surnames.PATTERN}{_NOT_A_NAME}{_NOT_A_THING}[一-鿿]{{1,2}})"
_ENDS_HERE = (
    r"(?=[\s,，.。;；、!！?？~)）]|收(?![到货藏])|就行|就可以|即可|的(?:号|电话|手机|名|$|[\s,，。])|"
    r"发过?去|寄过?去|代收|签收|来取|代取|取件|下的单|买的|$)"
)
_SELF_NAMED = re.compile(
    rf"(?:(?<!不)我(?:是|叫)|叫我|(?:名字|姓名|收件人|收货人|联系人|签收人)(?:就|请|要)?(?:写|填|留|登记)成?|联系|"
    rf"(?:找|给|交给|转交|留|写|我)(?:我)?(?:的)?(?:{_KIN})(?:叫|是|[:：])?\s?|(?:{_KIN})叫|(?:交给|转交)){_WHOLE_NAME}{_ENDS_HERE}"
)
_RECEIVES = re.compile(
    rf"(?:改成|改为|写成?|换成|填|让|由|是|给|叫){_WHOLE_NAME}(?=收(?![到货藏])|签收|代收|来取|代取|下的单|买的)"
)
_FULL_NAME = re.compile(rf"姓{surnames.PATTERN}[,，、 ]?(?:名|叫|单名)([一-鿿]{{1,4}}){_ENDS_HERE}")
_DOTTED_NAME = re.compile(
    r"(?:收件人|收货人|联系人|签收人|姓名|名字|叫|我是|写|给|[:：])\s*([一-鿿]{2,8}[·・•][一-鿿]{2,10}?)(?=[\s,，.。;；、!！?？0-9]|收|的|$)"
)
LATIN_NAME = re.compile(
    r"(?:[Mm]y name is|[Nn]ame ?[:：]|I am|I'm|收件人|收货人|联系人|姓名|请写|名字写|抬头)(?: ?[:：是写])? ?"
    r"([A-Z][a-z]{1,14}(?: [A-Z][a-z]{1,14}){1,2})(?![a-z])"
)
_NAME_BY_NUMBER = re.compile(rf"(?<![0-9a-z])[a-z]{{0,4}}[0-9-]{{8,24}}[\s,，]+{_WHOLE_NAME}(?=[\s,，.。;；!！?？]|$)")
NAMES = (
    _NAME, _TITLED_NAME, _NAME_BY_PHONE, _SELF_NAMED, _RECEIVES, _FULL_NAME, _DOTTED_NAME, _NAME_BY_NUMBER
)  # fmt: skip
"""Searched on the folded copy; the first group is the name."""
