# SPDX-License-Identifier: GPL-3.0-or-later
"""A timestamp authority of the test's own, by `openssl ts`."""
import http.server
import pathlib
import subprocess
import threading

CONFIGURATION = """
[tsa]
default_tsa = tsa1
[tsa1]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/signer.pem
certs = {folder}/root.pem
signer_key = {folder}/signer.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""

EXTENSIONS = """
[tsa]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
"""


def openssl(*arguments, **options):
    return subprocess.run(["openssl", *map(str, arguments)], capture_output=True, check=True, **options).stdout


class Authority:
    def __init__(self, folder):
        self.folder = folder
        self.certificate = folder / "root.pem"

    def reply(self, query):
        path = self.folder / "query.tsq"
        path.write_bytes(query)
        return openssl("ts", "-reply", "-config", self.folder / "tsa.cnf", "-section", "tsa1", "-queryfile", path)


def make(folder, name="Test authority"):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True)
    (folder / "serial").write_text("01\n")
    (folder / "tsa.cnf").write_text(CONFIGURATION.format(folder=folder))
    (folder / "extensions.cnf").write_text(EXTENSIONS)
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder / "root.key", "-out", folder / "root.pem", "-days", "30",
            "-subj", f"/CN={name} root")
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", folder / "signer.key", "-out", folder / "signer.csr", "-subj", f"/CN={name}")
    openssl("x509", "-req", "-in", folder / "signer.csr", "-CA", folder / "root.pem", "-CAkey", folder / "root.key", "-CAcreateserial",
            "-out", folder / "signer.pem", "-days", "30", "-extfile", folder / "extensions.cnf", "-extensions", "tsa")
    return Authority(folder)


class Server:
    """Answers POSTs by `answer(query) -> (status, bytes)` on a port of its own."""

    def __init__(self, answer):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                query = self.rfile.read(int(self.headers["Content-Length"]))
                if self.headers["Content-Type"] != "application/timestamp-query":
                    self.send_error(415)
                    return
                status, data = answer(query)
                self.send_response(status)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
