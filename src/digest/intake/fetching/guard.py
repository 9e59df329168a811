"""No address inside a private network is asked unless its host is allowed by name.

A feed, or a redirect of one, could otherwise make this machine read from its neighbours what strangers cannot: a
router's page, a database, the credentials that clouds hand out at 169.254.169.254. Names prove nothing, for whoever
owns one decides anew at every look-up where it leads (DNS rebinding). So the address is looked at when the connection
is made.
"""

from __future__ import annotations

import errno
import socket
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Collection

    from digest.intake.fetching.limits import Limits

_GLOBAL_UNICAST = IPv6Network("2000::/3")  # all that IANA has given out for use on the internet
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052
_HOSTS = 4_096  # names remembered; the same ones come again and again
_OF_THIS_MACHINE = frozenset({"localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback"})


class PrivateAddress(OSError):
    """A connection that was not made because its address lies in a private network."""

    def __init__(self) -> None:
        super().__init__(errno.EPERM, "an address in a private network")


def is_public(address: str) -> bool:
    """Whether an IP address can be reached from everywhere.

    IPv4 addresses inside IPv6 ones (mapped, 6to4 of RFC 3056, NAT64 of RFC 6052) count as what they lead to. What is
    no IP address in its usual spelling is not public.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return False
    inner = _inside(found)
    if isinstance(inner, IPv6Address):
        return inner in _GLOBAL_UNICAST and inner.is_global
    return inner.is_global and not inner.is_multicast


def _inside(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour or address


@lru_cache(_HOSTS)
def private_by_name(host: str) -> bool:
    """Whether a host's name alone says that it is private: this machine's own names, and literal addresses.

    Literal ones count in every spelling that a system's connect understands (``127.1``, ``0x7f.1``, ``2130706433``).
    """
    name = canonical(host)
    if name in _OF_THIS_MACHINE or name.endswith(".localhost"):
        return True
    try:
        ip_address(name)
    except ValueError:
        return (odd := _odd_spelling(name)) != "" and not is_public(odd)
    return not is_public(name)


def _odd_spelling(name: str) -> str:
    try:
        return socket.inet_ntoa(socket.inet_aton(name))
    except (OSError, ValueError):
        return ""


@lru_cache(_HOSTS)
def canonical(host: str) -> str:
    """A host's one spelling: small letters, no dot at the end, IP addresses in their shortest form."""
    name = host.lower().rstrip(".")
    try:
        return str(ip_address(name))
    except ValueError:
        return name


def allowed(host: str, hosts: Collection[str]) -> bool:
    """Whether a host is among those, spelt canonically, that may be private."""
    return bool(hosts) and canonical(host) in hosts


def is_own(address: str, limits: Limits) -> bool:
    """Whether an address is on a host that the editor allowed to be in a private network."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    return allowed(host, own_hosts(limits.allow_private))


@lru_cache
def own_hosts(named: frozenset[str]) -> frozenset[str]:
    """The hosts that an editor named, each in its one spelling."""
    return frozenset(map(canonical, named))


def guarded_socket(info: tuple[Any, ...]) -> socket.socket:
    """A socket for one address that a name led to, as ``socket.getaddrinfo`` gives it.

    Raises:
        PrivateAddress: The address is not public.
    """
    family, kind, protocol, _, address = info
    if not is_public(str(address[0])):
        raise PrivateAddress
    return socket.socket(family, kind, protocol)
