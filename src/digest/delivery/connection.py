"""A connection to a mail server, up to where it takes messages: found, greeted, made secret, signed in."""

from __future__ import annotations

import smtplib
import socket
import ssl
from base64 import b64encode
from contextlib import suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING

from digest.delivery.replies import Reply, broken, reply_of
from digest.errors import DeliveryError

if TYPE_CHECKING:
    from digest.delivery.options import SmtpServer

_GOES_ON, _SIGNED_IN = 334, 235
_FAREWELL = 5.0  # seconds
_PORTS = 'port 465 goes with security = "tls", 587 with "starttls"'


class Unavailable(DeliveryError):
    """No connection now, which may heal; ``unreachable`` when nobody answered at that address at all."""

    unreachable = False


def opened(server: SmtpServer) -> smtplib.SMTP:
    """A connection that is ready for messages.

    Raises:
        Unavailable: There is none now.
        DeliveryError: There will be none until something is mended.
    """
    smtp = _connected(server)
    try:
        _sees_to_speed(smtp)
        smtp.local_hostname = _own_name(smtp)
        _greet(smtp, server)
        if server.security == "starttls":
            _make_secret(smtp, server)
            _greet(smtp, server)
        if server.user:
            _sign_in(smtp, server)
    except BaseException:
        smtp.close()
        raise
    return smtp


def closed(smtp: smtplib.SMTP, *, politely: bool = True) -> None:
    """Say goodbye, unless there is nobody to say it to."""
    if politely and smtp.sock is not None:
        with suppress(smtplib.SMTPException, OSError):
            smtp.sock.settimeout(_FAREWELL)
            smtp.quit()
    smtp.close()


def named(server: SmtpServer) -> SmtpServer:
    """The server, when the settings name one.

    Raises:
        DeliveryError: They do not.
    """
    if server.host:
        return server
    raise DeliveryError("no mail server is named", where="smtp.host", hint="name it in digest.toml, under [smtp]")


def place_of(server: SmtpServer) -> str:
    """The server as it is named to a person."""
    return f"{server.host}:{server.port}"


def _connected(server: SmtpServer) -> smtplib.SMTP:
    where = place_of(server)
    try:
        if server.security == "tls":
            return smtplib.SMTP_SSL(
                server.host, server.port, "localhost", timeout=server.timeout, context=trusting(server)
            )
        return smtplib.SMTP(server.host, server.port, "localhost", timeout=server.timeout)
    except smtplib.SMTPConnectError as error:
        raise _greeted_badly(where, error) from error
    except smtplib.SMTPResponseException as error:
        raise _not_a_server(where, str(error.smtp_error)) from error
    except smtplib.SMTPServerDisconnected as error:
        hint = f"try again later; {_PORTS}"
        raise Unavailable("the mail server hung up", where=where, found=broken(error), hint=hint) from error
    except ssl.SSLError as error:
        raise _not_secret(where, error) from error
    except OSError as error:
        raise _unreachable(where, error) from error


def _greeted_badly(where: str, error: smtplib.SMTPConnectError) -> DeliveryError:
    reply = reply_of(lambda: (error.smtp_code, _as_bytes(error.smtp_error)))
    if not reply.code or reply.yes:
        return _not_a_server(where, str(reply))
    kind = DeliveryError if reply.no else Unavailable
    hint = "ask its provider whether this machine may send mail there" if reply.no else "try again later"
    return kind("the mail server takes nothing", where=where, found=str(reply), hint=hint)


def _not_a_server(where: str, found: str) -> DeliveryError:
    hint = f"check smtp.host and smtp.port; {_PORTS}"
    return DeliveryError("no mail server answers there", where=where, found=found, hint=hint)


def _not_secret(where: str, error: ssl.SSLError) -> DeliveryError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return DeliveryError(
            "the mail server's certificate is not trusted",
            where=where,
            found=error.verify_message,
            hint="check smtp.host; a file with the certificate of its authority can be named in smtp.authority",
        )
    found = error.reason or str(error)
    return DeliveryError("the connection cannot be made secret", where=where, found=found, hint=_PORTS)


def _unreachable(where: str, error: OSError) -> DeliveryError:
    if isinstance(error, socket.gaierror):
        what, hint = "the mail server's name is not known", "check smtp.host, and whether this machine is online"
    else:
        what, hint = "the mail server does not answer", f"check smtp.host and smtp.port; {_PORTS}"
    found = Unavailable(what, where=where, found=broken(error), hint=hint)
    found.unreachable = True
    return found


def trusting(server: SmtpServer) -> ssl.SSLContext:
    """Certificates are verified: by the system's authorities, and by the one that the settings name.

    Raises:
        DeliveryError: The file of certificates cannot be read.
    """
    context = ssl.create_default_context()
    if server.authority is not None:
        try:
            context.load_verify_locations(cafile=server.authority)
        except OSError as error:  # ssl's own errors among them
            found = "no certificate in PEM" if isinstance(error, ssl.SSLError) else error.strerror or str(error)
            hint = "check smtp.authority"
            where = str(server.authority)
            raise DeliveryError("the certificates cannot be read", where=where, found=found, hint=hint) from error
    return context


def _sees_to_speed(smtp: smtplib.SMTP) -> None:
    """The last dot goes out at once, and does not wait until what came before has been acknowledged."""
    if smtp.sock is not None:
        smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _own_name(smtp: smtplib.SMTP) -> str:
    """What this machine calls itself: a whole name, or else its address (RFC 5321, 4.1.3); no DNS is asked."""
    name = socket.gethostname()
    if name.isascii() and "." in name.strip(".") and not name.endswith((".local", ".localdomain", ".")):
        return name
    address = str(smtp.sock.getsockname()[0]).partition("%")[0] if smtp.sock else "127.0.0.1"
    return f"[IPv6:{address}]" if ":" in address else f"[{address}]"


def _greet(smtp: smtplib.SMTP, server: SmtpServer) -> None:
    reply = reply_of(smtp.ehlo)
    if reply.no:  # older than EHLO
        reply = reply_of(smtp.helo)
    if not reply.yes:
        raise _refusal("the mail server does not greet", server, reply, f"check smtp.host and smtp.port; {_PORTS}")


def _make_secret(smtp: smtplib.SMTP, server: SmtpServer) -> None:
    where = place_of(server)
    if not smtp.has_extn("starttls"):
        raise DeliveryError(
            "the mail server offers no secret connection",
            where=where,
            found="no STARTTLS",
            hint=f'{_PORTS}; security = "none" is for a server of your own machine',
        )
    context = trusting(server)
    try:
        smtp.starttls(context=context)
    except smtplib.SMTPResponseException as error:
        code, words = error.smtp_code, _as_bytes(error.smtp_error)
        reply = reply_of(lambda: (code, words))
        raise _refusal("the mail server refuses to make the connection secret", server, reply, _PORTS) from error
    except ssl.SSLError as error:
        raise _not_secret(where, error) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Unavailable("the connection cannot be made secret", where=where, found=broken(error)) from error


def _sign_in(smtp: smtplib.SMTP, server: SmtpServer) -> None:
    """AUTH PLAIN or LOGIN, which are as secret as the connection (RFC 4954)."""
    where, offered = place_of(server), smtp.esmtp_features.get("auth", "").upper().split()
    if not _is_secret(smtp):
        raise DeliveryError(
            "the password is not sent where others can read it",
            where=where,
            found='security = "none" to another machine',
            hint='set smtp.security to "starttls" or "tls"',
        )
    if "PLAIN" in offered:
        told = _coded(f"\x00{server.user}\x00{server.password}")  # RFC 4616
        reply = reply_of(lambda: smtp.docmd("AUTH", f"PLAIN {told}"))
    elif "LOGIN" in offered:
        reply = _login(smtp, server)
    else:
        found = f"it offers {', '.join(offered)}" if offered else "it offers no way"
        hint = "digest knows PLAIN and LOGIN; without smtp.user nobody signs in"
        raise DeliveryError("no way to sign in at the mail server", where=where, found=found, hint=hint)
    if reply.code != _SIGNED_IN:
        hint = "check smtp.user and the password in DIGEST_SMTP_PASSWORD"
        raise _refusal("the mail server does not let us in", server, reply, hint)


def _login(smtp: smtplib.SMTP, server: SmtpServer) -> Reply:
    reply = reply_of(lambda: smtp.docmd("AUTH", "LOGIN"))
    for part in (server.user, server.password):
        if reply.code != _GOES_ON:
            return reply
        reply = _told(smtp, _coded(part))
    return reply


def _told(smtp: smtplib.SMTP, line: str) -> Reply:
    return reply_of(lambda: smtp.docmd(line))


def _is_secret(smtp: smtplib.SMTP) -> bool:
    if isinstance(smtp.sock, ssl.SSLSocket):
        return True
    peer = str(smtp.sock.getpeername()[0]).partition("%")[0] if smtp.sock else ""
    try:
        return ip_address(peer).is_loopback
    except ValueError:
        return False


def _refusal(what: str, server: SmtpServer, reply: Reply, hint: str) -> DeliveryError:
    kind = DeliveryError if reply.no else Unavailable
    return kind(what, where=place_of(server), found=str(reply), hint=hint if reply.no else "try again later")


def _coded(text: str) -> str:
    return b64encode(text.encode()).decode("ascii")


def _as_bytes(words: bytes | str) -> bytes:
    return words.encode() if isinstance(words, str) else words
