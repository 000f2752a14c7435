"""Webhooks go to public addresses only."""

import pytest

from backends.webhooks.addresses import Addresses, RefusedAddressError, is_public
from domain.errors import InvalidInputError


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.0.0.5", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
        "0.0.0.0", "100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a9fe:a9fe::", "2001:db8::1",
    ],
)  # fmt: skip
def test_a_private_address_is_none_to_go_to(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "114.114.114.114", "2400:3200::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_a_public_address_is_one(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "", "erp.example", "ftp://erp.example/", "http://erp.example/", "https://", "https://user:pw@erp.example/",
        "https://erp.example/#x", "https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/latest",
        "file:///etc/passwd", "https://erp.example:99999/", "https://erp.example/a b", "https://erp.example/\r\nX: y",
        "https://erp.example/" + "a" * 3000, "https://[::ffff:10.0.0.1]/", "javascript:alert(1)", "https://\ud800.example/",
        "https://erp.example:0x50/",
    ],
)  # fmt: skip
def test_such_an_address_is_refused_when_it_is_given(url: str) -> None:
    with pytest.raises(InvalidInputError):
        Addresses().target(url)


def test_the_operator_can_allow_a_host() -> None:
    allowed = Addresses(frozenset({"hooks.intern:8080", "127.0.0.1"}))
    assert allowed.target("http://hooks.intern:8080/x?y=1").path == "/x?y=1"
    assert allowed.target("http://127.0.0.1:5000").port == 5000
    with pytest.raises(InvalidInputError):
        allowed.target("http://hooks.intern:8081/x")


@pytest.mark.parametrize("found", [["10.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::ffff:192.168.0.1"]])
async def test_a_name_that_leads_into_a_private_network_is_refused(found: list[str]) -> None:
    async def resolve(host: str, port: int) -> list[str]:
        return found

    addresses = Addresses(resolve=resolve)
    with pytest.raises(RefusedAddressError):
        await addresses.address_of(addresses.target("https://innocent.example/"))


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "localhost", "017700000001"])
async def test_loopback_in_another_spelling_is_refused_by_the_real_resolver(host: str) -> None:
    addresses = Addresses()
    with pytest.raises((RefusedAddressError, OSError)):
        await addresses.address_of(addresses.target(f"https://{host}/"))


async def test_a_public_name_is_pinned_to_its_address() -> None:
    async def resolve(host: str, port: int) -> list[str]:
        return ["93.184.215.14", "2400:3200::1"]

    addresses = Addresses(resolve=resolve)
    assert await addresses.address_of(addresses.target("https://erp.example/")) == "93.184.215.14"
