"""The other side, on this machine: whoever takes a message writes down exactly what came."""

import json
import logging
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Event, Thread
from urllib.parse import parse_qsl, urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

# its thread still speaks when a test is over and what it would speak into is closed
logging.getLogger("mail.log").setLevel(logging.CRITICAL + 1)

USES = x509.KeyUsage(
    digital_signature=True,
    key_cert_sign=True,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)
Asked = tuple[int, object, dict[str, str]]


@dataclass
class Request:
    """What came: the path without what is asked behind it, which is apart, and the body as JSON."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: object


@dataclass
class Web:
    """A machine that answers each path as it is told: a status, an answer in JSON, headers; the last one stays.

    ``silent`` paths take what comes and do not answer.
    """

    url: str
    came: list[Request] = field(default_factory=list)
    answers: dict[str, list[Asked]] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    over: Event = field(default_factory=Event)

    def answer(self, path: str, body: object, status: int = 200, **headers: str) -> None:
        self.answers.setdefault(path, []).append((status, body, headers))

    def bodies(self, path: str) -> list[object]:
        return [request.body for request in self.came if request.path == path]


@contextmanager
def web() -> Iterator[Web]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked = urlsplit(self.path)
            content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            plain = {name.lower(): value for name, value in self.headers.items()}
            form = plain.get("content-type", "").startswith("application/x-www-form-urlencoded")
            body = dict(parse_qsl(content.decode())) if form else json.loads(content) if content else None
            found.came.append(Request(self.command, asked.path, dict(parse_qsl(asked.query)), plain, body))
            if asked.path in found.silent:
                found.over.wait(60)
                return
            known = found.answers.get(asked.path) or [(404, {"errcode": 404, "errmsg": "no such path"}, {})]
            status, answer, headers = known.pop(0) if len(known) > 1 else known[0]
            said = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_POST = do_GET  # noqa: N815 - as the server calls it

        def log_message(self, *_words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Web(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        found.over.set()
        server.shutdown()
        server.server_close()


@dataclass
class Mails:
    """A mail server; ``refuses`` what it answers to a receiver, by address; ``signed_in`` who did."""

    port: int = 0
    came: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    to: list[list[str]] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    signed_in: list[str] = field(default_factory=list)
    after: str = "250 OK"

    async def handle_RCPT(  # noqa: N802 - as the server calls it
        self, _server, _session: Session, envelope: Envelope, address: str, _options
    ) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - as the server calls it
        self, _server, session: Session, envelope: Envelope
    ) -> str:
        if not self.after.startswith("250"):
            return self.after
        self.raw.append(bytes(envelope.content))
        self.came.append(message_from_bytes(envelope.content, policy=policy.default))
        self.to.append(list(envelope.rcpt_tos))
        if session.auth_data:
            self.signed_in.append(session.auth_data.login.decode())
        return self.after


@contextmanager
def mails(password: str = "", under: Path | None = None, *, at_once: bool = False) -> Iterator[Mails]:
    """A mail server that asks for a password when one is given.

    It speaks TLS under a certificate, when asked to or ``at_once``.
    """
    found = Mails()

    def sign_in(_server, _session, _envelope, _mechanism, told: LoginPassword) -> AuthResult:
        return AuthResult(success=told.password.decode() == password, auth_data=told, handled=False)

    asked = {"authenticator": sign_in, "auth_required": True, "auth_require_tls": not at_once} if password else {}
    context = None
    if under is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(under)
    with socket.create_server(("127.0.0.1", 0)) as free:
        found.port = free.getsockname()[1]
    where = {"hostname": "127.0.0.1", "port": found.port, "ssl_context": context if at_once else None}
    controller = Controller(found, **where, tls_context=None if at_once else context, **asked)
    controller.start()
    try:
        yield found
    finally:
        controller.stop()


@contextmanager
def self_signed(folder: Path) -> Iterator[int]:
    """A machine that speaks TLS under a certificate of its own making; gives its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(folder))
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError), server.accept()[0] as one:
                context.wrap_socket(one, server_side=True)

        Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]


def certificate(folder: Path) -> Path:
    """A certificate for this machine, with its key, signed by nobody."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(here, critical=False).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    signed = made.add_extension(USES, critical=True).sign(key, hashes.SHA256())
    file = folder / "certificate.pem"
    file.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + signed.public_bytes(Encoding.PEM)
    )
    return file
