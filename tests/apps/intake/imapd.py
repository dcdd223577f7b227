"""A small IMAP server on a real socket, with a certificate of its own; it can be told to misbehave."""

import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PASSWORD = "correct horse"


@dataclass
class Server:
    """What the server holds and what it was told; ``mails`` by number, of folder ``box``."""

    mails: dict[int, bytes] = field(default_factory=dict)
    box: str = "INBOX"
    validity: int = 7
    port: int = 0
    cut_after: int | None = None  # bytes of a mail, then the line breaks
    greeting: bytes = b"* OK ready\r\n"
    answer: dict[str, bytes] = field(default_factory=dict)  # in place of what a command would be answered
    said: list[str] = field(default_factory=list)
    capabilities: str = "IMAP4rev1"


class Line(socketserver.StreamRequestHandler):
    """One connection."""

    def handle(self) -> None:
        server: Server = self.server.told
        self.wfile.write(server.greeting)
        signed_in = False
        for raw in self.rfile:
            tag, _, rest = raw.decode("utf-8", "replace").strip().partition(" ")
            server.said.append(re.sub(r"LOGIN .*", "LOGIN", rest))
            verb = rest.split(" ")[0].upper()
            if verb in server.answer:
                self.wfile.write(server.answer[verb])
                continue
            if verb == "LOGIN":
                signed_in = PASSWORD in rest and '"sales@shop.example"' in rest
                self._end(tag, "OK in" if signed_in else "NO wrong")
            elif verb == "CAPABILITY":
                self.wfile.write(f"* CAPABILITY {server.capabilities}\r\n".encode())
                self._end(tag, "OK done")
            elif verb == "LOGOUT":
                self.wfile.write(b"* BYE\r\n")
                self._end(tag, "OK done")
                return
            elif verb == "EXAMINE" and f'"{server.box}"' in rest:
                self.wfile.write(
                    f"* {len(server.mails)} EXISTS\r\n* OK [UIDVALIDITY {server.validity}] ok\r\n".encode()
                )
                self._end(tag, "OK [READ-ONLY] open")
            elif verb == "UID" and signed_in:
                if not self._uid(server, rest):
                    return
                self._end(tag, "OK done")
            else:
                self._end(tag, "NO what")

    def _uid(self, server: Server, rest: str) -> bool:
        found = re.match(r"UID FETCH (\d+) (.*)", rest)
        if found is None:
            numbers = sorted(server.mails)
            start = re.search(r"UID (\d+):", rest.partition("SEARCH")[2])
            if start:
                numbers = [one for one in numbers if one >= int(start[1])] or numbers[-1:]
            self.wfile.write(f"* SEARCH {' '.join(map(str, numbers))}\r\n".encode())
            return True
        uid, mail = int(found[1]), server.mails.get(int(found[1]))
        if mail is None:
            return True
        whole = "HEADER" not in found[2]
        content = mail if whole else mail.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        what = "BODY[]" if whole else f"RFC822.SIZE {len(mail)} BODY[HEADER.FIELDS (FROM SUBJECT)]<0>"
        self.wfile.write(f"* 1 FETCH (UID {uid} {what} {{{len(content)}}}\r\n".encode())
        if whole and server.cut_after is not None:
            self.wfile.write(content[: server.cut_after])
            return False
        self.wfile.write(content + b")\r\n")
        return True

    def _end(self, tag: str, said: str) -> None:
        self.wfile.write(f"{tag} {said}\r\n".encode())


class _Listening(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    told: Server
    tls: ssl.SSLContext

    def get_request(self):
        line, address = super().get_request()
        return self.tls.wrap_socket(line, server_side=True, do_handshake_on_connect=False), address

    def handle_error(self, request, client_address) -> None:
        """Lines that break are what is tested."""


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """A server that listens on this machine; its authority is ``folder/ca.pem``."""
    certify(folder)
    server = Server()
    with _Listening(("127.0.0.1", 0), Line) as listening:
        listening.told = server
        listening.tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        listening.tls.load_cert_chain(folder / "server.pem")
        server.port = listening.server_address[1]
        threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        listening.shutdown()


def certify(folder: Path) -> None:
    """A certificate for 127.0.0.1, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                content_commitment=False,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=True,
                crl_sign=True,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    (folder / "ca.pem").write_bytes(pem)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "server.pem").write_bytes(secret + pem)
