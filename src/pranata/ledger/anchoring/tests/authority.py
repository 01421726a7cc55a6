"""A real time stamping authority for tests: `openssl ts -reply` behind HTTP."""

import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pranata.ledger.anchoring.time_stamping import QUERY, REPLY

CONFIG = """
[ tsa ]
default_tsa = tsa_config
[ tsa_config ]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
clock_precision_digits = 0
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[ req ]
distinguished_name = name
prompt = no
[ name ]
CN = {name}
[ root ]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[ stamps ]
basicConstraints = critical, CA:false
extendedKeyUsage = critical, timeStamping
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ other ]
basicConstraints = critical, CA:false
extendedKeyUsage = critical, serverAuth
"""


def openssl(*arguments: object) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


class RealAuthority:
    """Keys, certificates and an HTTP server. `purpose` names the extensions of its certificate."""

    def __init__(self, folder: Path, name: str = "uji", purpose: str = "stamps") -> None:
        folder.mkdir()
        self.folder, self.asked = folder, 0
        self.answers = list[bytes]()
        (folder / "serial").write_text("01\n")
        config = folder / "openssl.cnf"
        config.write_text(CONFIG.format(folder=folder, name=f"Akar {name}"))
        request = ["req", "-config", config, "-newkey", "rsa:2048", "-nodes"]
        openssl(*request, "-x509", "-days", 3, "-keyout", folder / "ca.key", "-out", folder / "ca.pem",
                "-extensions", "root")  # fmt: skip
        config.write_text(CONFIG.format(folder=folder, name=f"TSA {name}"))
        openssl(*request, "-keyout", folder / "tsa.key", "-out", folder / "tsa.csr")
        openssl("x509", "-req", "-in", folder / "tsa.csr", "-CA", folder / "ca.pem", "-CAkey",
                folder / "ca.key", "-CAcreateserial", "-days", 2, "-extfile", config, "-extensions", purpose,
                "-out", folder / "tsa.pem")  # fmt: skip
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/tsa?x=1"

    @property
    def roots(self) -> Path:
        return self.folder / "ca.pem"

    def reply(self, query: bytes) -> bytes:
        (self.folder / "query").write_bytes(query)
        openssl("ts", "-reply", "-config", self.folder / "openssl.cnf", "-queryfile", self.folder / "query",
                "-out", self.folder / "answer")  # fmt: skip
        return (self.folder / "answer").read_bytes()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        authority = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                query = self.rfile.read(int(self.headers["Content-Length"]))
                authority.asked += 1
                good = self.headers["Content-Type"] == QUERY and self.path == "/tsa?x=1"
                answer = authority.answers.pop(0) if authority.answers else authority.reply(query)
                self.send_response(200 if good else 400)
                self.send_header("Content-Type", REPLY)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *arguments: object) -> None:
                return

        return Handler
