"""Personal data as it may stand in a reply."""

import re

_PHONE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)|(?<!\d)(0\d{2,3}-?)\d{4}(\d{3,4})(?!\d)")
_DETAIL = re.compile(r"(?<=[区县市镇路街道村]).*$")


def masked_phones(text: str) -> str:
    """Phone numbers with their middle hidden: 130****0001."""
    return _PHONE.sub(lambda m: f"{m[1] or m[3]}****{m[2] or m[4]}", text)


def masked_name(name: str) -> str:
    """The first character of a name: 李**."""
    return f"{name[0]}{'*' * (len(name) - 1)}" if name else ""


def masked_address(address: str) -> str:
    """The address down to its first district or street, the rest hidden."""
    match = re.match(r"^.*?(?:[区县旗]|市(?!.*[区县]))", address)
    return f"{match.group() if match else address[:6]}****"
